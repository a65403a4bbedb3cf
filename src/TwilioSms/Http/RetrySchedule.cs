namespace TwilioSms.Http;

/// <summary>A random number from 0 up to but not including 1.</summary>
internal delegate double Jitter();

/// <summary>How long to wait between the tries of one request: exponential backoff with full jitter, and never less than Twilio asks
/// for. The first try begins when the schedule is made.</summary>
internal sealed class RetrySchedule(TwilioConnectorOptions options, TimeProvider clock, Jitter jitter)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(200);

    private readonly long began = clock.GetTimestamp();
    private int retries;

    /// <summary>How long to wait before the next try; null where there is to be none.</summary>
    /// <param name="retryAfter">How long the last answer asks to wait.</param>
    public TimeSpan? Next(TimeSpan? retryAfter)
    {
        var asked = retryAfter ?? TimeSpan.Zero;
        if (retries == options.MaxRetries || asked > options.MaxRetryDelay)
        {
            return null;
        }

        // Jitter comes on top of what was asked for, or all who were told the same would come back at the same time.
        var backoff = Math.Min(FirstBackoff.Ticks << retries, options.MaxRetryDelay.Ticks);
        var wait = new TimeSpan(Math.Min(asked.Ticks + (long)(backoff * jitter()), options.MaxRetryDelay.Ticks));
        if (clock.GetElapsedTime(began) + wait > options.MaxRetryTime)
        {
            return null;
        }

        retries++;
        return wait;
    }
}
