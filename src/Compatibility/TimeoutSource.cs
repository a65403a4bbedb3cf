namespace TwilioSms;

/// <summary>A source of cancellation after a time.</summary>
internal static class TimeoutSource
{
    public static CancellationTokenSource Create(TimeSpan timeout, TimeProvider clock) =>
#if NETSTANDARD2_0
        clock.CreateCancellationTokenSource(timeout);
#else
        new(timeout, clock);
#endif
}
