using Microsoft.Extensions.Options;

namespace TwilioSms.Configuration;

/// <summary>The rules between settings, and those of single settings that generated validators cannot word.
/// No message repeats a value: it may be a secret in the wrong place.</summary>
internal sealed class TwilioConnectorOptionsCrossValidator : IValidateOptions<TwilioConnectorOptions>
{
    private const int MostRetries = 10;
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestRetryTime = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestListDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(2);
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, TwilioConnectorOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var problem in options.BindingProblems)
        {
            result.AddError(problem);
        }

        ValidateCredentials(options, result);
        ValidateAddress(options, result);
        if (options.Timeout < MinTimeout || options.Timeout > MaxTimeout)
        {
            result.AddError("TWILIO_TIMEOUT_SECONDS (Timeout) is outside 1 ms to 1 hour.");
        }

        if (options.MaxConcurrency is < 1 or > TwilioConnectorOptions.HighestConcurrency)
        {
            result.AddError("TWILIO_MAX_CONCURRENCY (MaxConcurrency) is outside 1 to 1,000.");
        }

        ValidateDelays(options, result);
        return result.Build();
    }

    private static void ValidateDelays(TwilioConnectorOptions options, ValidateOptionsResultBuilder result)
    {
        if (options.MaxRetries is < 0 or > MostRetries)
        {
            result.AddError("TWILIO_MAX_RETRIES (MaxRetries) is outside 0 to 10.");
        }

        if (options.MaxRetryDelay < TimeSpan.Zero || options.MaxRetryDelay > LongestRetryDelay)
        {
            result.AddError("TWILIO_MAX_RETRY_DELAY_SECONDS (MaxRetryDelay) is outside 0 s to 1 hour.");
        }

        if (options.MaxRetryTime < TimeSpan.Zero || options.MaxRetryTime > LongestRetryTime)
        {
            result.AddError("TWILIO_MAX_RETRY_TIME_SECONDS (MaxRetryTime) is outside 0 s to 1 day.");
        }

        if (options.ListDelay < TimeSpan.Zero || options.ListDelay > LongestListDelay)
        {
            result.AddError("TWILIO_LIST_DELAY_SECONDS (ListDelay) is outside 0 s to 1 day.");
        }

        if (options.LedgerRetention < ShortestRetention || options.LedgerRetention > LongestRetention)
        {
            result.AddError("TWILIO_LEDGER_RETENTION_DAYS (LedgerRetention) is outside 2 to 3,650 days.");
        }
    }

    private static void ValidateCredentials(TwilioConnectorOptions options, ValidateOptionsResultBuilder result)
    {
        var hasKey = !string.IsNullOrWhiteSpace(options.ApiKeySid);
        var hasSecret = !string.IsNullOrWhiteSpace(options.ApiKeySecret);
        if (hasKey != hasSecret)
        {
            result.AddError(hasKey
                ? "TWILIO_API_KEY_SECRET (ApiKeySecret) is missing: an API key SID needs its secret."
                : "TWILIO_API_KEY_SID (ApiKeySid) is missing: an API key secret needs its SID.");
        }
        else if (!hasKey && string.IsNullOrWhiteSpace(options.Token))
        {
            result.AddError("TWILIO_TOKEN (Token) is missing: set it to the account's auth token, or set TWILIO_API_KEY_SID and "
                + "TWILIO_API_KEY_SECRET.");
        }
    }

    private static void ValidateAddress(TwilioConnectorOptions options, ValidateOptionsResultBuilder result)
    {
        if (options.BaseAddress is { } address && !IsSafe(address))
        {
            result.AddError("TWILIO_BASE_ADDRESS (BaseAddress) has to be an absolute https address, or http on loopback: credentials "
                + "never travel unencrypted.");
        }

        if (options is { Region: { } region, Edge: null, BaseAddress: null } && TwilioHost.EdgeOf(region) is null)
        {
            result.AddError("TWILIO_EDGE (Edge) is missing: the edge of TWILIO_REGION (Region) is not known.");
        }
    }

    private static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0;
}
