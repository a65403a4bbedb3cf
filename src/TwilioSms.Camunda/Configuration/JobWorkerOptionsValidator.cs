using Microsoft.Extensions.Options;

namespace TwilioSms.Camunda.Configuration;

/// <summary>Says all that is wrong with the settings at once, before the worker connects.</summary>
internal sealed class JobWorkerOptionsValidator(IOptionsMonitor<TwilioConnectorOptions> connector)
    : IValidateOptions<Camunda8WorkerOptions>, IValidateOptions<Camunda7WorkerOptions>
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestLock = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, Camunda8WorkerOptions options)
    {
        var problems = new Problems(WorkerSettings.Camunda8, options, connector.Get(name));
        problems.Require(options.JobType.Length > 0, nameof(options.JobType), "is missing: it is what service tasks name");
        problems.Require(
            options.ClientId is null || options.UserName is null, nameof(options.ClientId), "and UserName are both set: keep one of them");
        problems.Require(
            (options.ClientId is null) == (options.ClientSecret is null), nameof(options.ClientSecret), "and ClientId go together: one of them is missing");
        problems.Require(
            options.ClientId is null || Problems.IsWeb(options.TokenAddress), nameof(options.TokenAddress), "has to begin with http:// or https://");
        problems.Require(
            options.MessageTimeToLive >= TimeSpan.Zero && options.MessageTimeToLive <= LongestLock, nameof(options.MessageTimeToLive), "has to be up to a day");
        return problems.Result;
    }

    public ValidateOptionsResult Validate(string? name, Camunda7WorkerOptions options)
    {
        var problems = new Problems(WorkerSettings.Camunda7, options, connector.Get(name));
        problems.Require(options.Topic.Length > 0, nameof(options.Topic), "is missing: it is what service tasks name");
        problems.Require(options.Tries is >= 1 and <= 1_000, nameof(options.Tries), "has to be 1 to 1,000");
        return problems.Result;
    }

    private sealed class Problems
    {
        private readonly string section;
        private readonly List<string> found;

        public Problems(string section, JobWorkerOptions options, TwilioConnectorOptions twilio)
        {
            this.section = section;
            found = [.. options.BindingProblems];
            Require(
                options.Address is not null || found.Count > 0, nameof(options.Address), "is missing: it is where the engine is, such as http://localhost:8080");
            Require(
                options.Address is null || IsWeb(options.Address), nameof(options.Address), "has to begin with http:// or https://");
            Require(
                (options.UserName is null) == (options.Password is null), nameof(options.Password), "and UserName go together: one of them is missing");
            Require(options.WorkerName.Length > 0, nameof(options.WorkerName), "is missing: it is what the engine calls the worker");
            Require(options.Concurrency is >= 1 and <= 1_000, nameof(options.Concurrency), "has to be 1 to 1,000");
            Require(
                options.MaxJobs >= options.Concurrency && options.MaxJobs <= 10_000, nameof(options.MaxJobs),
                "has to be at least Concurrency and at most 10,000");
            Require(
                options.LongPoll > TimeSpan.Zero && options.LongPoll <= LongestPoll, nameof(options.LongPoll), "has to be up to 30 minutes");
            Require(
                options.RetryBackoff >= TimeSpan.Zero && options.RetryBackoff <= LongestLock, nameof(options.RetryBackoff), "has to be up to a day");
            Require(options.Lock <= LongestLock, nameof(options.Lock), "has to be up to a day");
            var longest = LongestSend(twilio);
            Require(
                options.Lock > longest,
                nameof(options.Lock),
                $"is {options.Lock:c} and has to be longer than the {longest:c} that a send can take, or the engine gives a job away that is being sent: "
                + "twice TWILIO_TIMEOUT_SECONDS, TWILIO_MAX_RETRY_TIME_SECONDS and TWILIO_LIST_DELAY_SECONDS. Raise it, or lower one of those");
        }

        public ValidateOptionsResult Result => found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);

        public static bool IsWeb(Uri address) => address.IsAbsoluteUri && address.Scheme is "http" or "https";

        public void Require(bool holds, string option, string otherwise)
        {
            if (!holds)
            {
                found.Add($"{section}:{option} {otherwise}.");
            }
        }

        // The last retry begins within MaxRetryTime and takes up to Timeout, which a claim has to begin with; then the list may lag.
        private static TimeSpan LongestSend(TwilioConnectorOptions twilio) => (2 * twilio.Timeout) + twilio.MaxRetryTime + twilio.ListDelay;
    }
}
