using Microsoft.Extensions.Options;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Configuration;

/// <summary>Says all that is wrong with the settings at once, before the worker connects.</summary>
internal sealed class ActivitiWorkerOptionsValidator : IValidateOptions<ActivitiWorkerOptions>
{
    private static readonly string[] QueueTypes = ["classic", "quorum"];

    public ValidateOptionsResult Validate(string? name, ActivitiWorkerOptions options)
    {
        var problems = options.BindingProblems.ToList();
        Require(options.BrokerUri is null || options.BrokerUri.Scheme is "amqp" or "amqps", nameof(options.BrokerUri), "has to begin with amqp:// or amqps://");
        Require(options.BrokerUri is not null || options.Host.Length > 0, nameof(options.Host), "is missing: it is the host of the broker");
        Require(options.Port is >= 0 and <= 65535, nameof(options.Port), "is no port: 1 to 65535, or 0 for the usual one");
        Require(options.Implementation.Length > 0, nameof(options.Implementation), "is missing: it is what service tasks name");
        Require(options.ServiceName.Length > 0, nameof(options.ServiceName), "is missing: it is the group of the queue");
        Require(options.QueueType is null || QueueTypes.Contains(options.QueueType), nameof(options.QueueType), "is neither classic nor quorum");
        Require(
            options.DestinationTransformers.All(DestinationNames.Transformers.Contains),
            nameof(options.DestinationTransformers),
            $"are made of {string.Join(" and ", DestinationNames.Transformers)}");
        Require(options.Concurrency is >= 1 and <= 1_000, nameof(options.Concurrency), "has to be 1 to 1,000");
        Require(
            options.Prefetch >= options.Concurrency && options.Prefetch <= ushort.MaxValue,
            nameof(options.Prefetch),
            "has to be at least Concurrency and at most 65,535");
        Require(options.MaxRequestBytes is >= 1_024 and <= 128 * 1024 * 1024, nameof(options.MaxRequestBytes), "has to be 1 KiB to 128 MiB");
        Require(
            options.ConfirmTimeout > TimeSpan.Zero && options.ConfirmTimeout <= TimeSpan.FromMinutes(5),
            nameof(options.ConfirmTimeout),
            "has to be up to 5 minutes");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string option, string otherwise)
        {
            if (!holds)
            {
                problems.Add($"{WorkerSettings.Section}:{option} {otherwise}.");
            }
        }
    }
}
