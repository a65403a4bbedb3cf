using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>The fence: when a claim, or its renewal, was asked for. Taken before the statement is sent, so that it is never later than what
/// the ledger notes.</summary>
internal readonly struct ClaimTime
{
    private readonly ClockReading began;

    private ClaimTime(ClockReading began) => this.began = began;

    public static ClaimTime Now(TimeProvider clock) => new(ClockReading.Of(clock));

    /// <summary>Whether a request may begin now: by the stopwatch and by the wall clock the first <paramref name="timeout"/> of the claim
    /// is not over. Both have to say so, as a machine may have slept and a clock may have been set.</summary>
    public bool IsOpen(TimeSpan timeout) => IsWithin(began.ElapsedAtLeast, timeout) && IsWithin(began.ElapsedByWallClock, timeout);

    private static bool IsWithin(TimeSpan elapsed, TimeSpan timeout) => elapsed >= TimeSpan.Zero && elapsed <= timeout;
}
