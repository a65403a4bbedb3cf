namespace TwilioSms.Http;

/// <summary>Both clocks of the process at one moment. The stopwatch stands still while the machine sleeps, the wall clock can be set:
/// what they agree on has passed.</summary>
internal readonly struct ClockReading(TimeProvider clock, long timestamp, DateTimeOffset wall)
{
    /// <summary>How differently they may move.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public static ClockReading Of(TimeProvider clock) => new(clock, clock.GetTimestamp(), clock.GetUtcNow());

    /// <summary>The time since by the stopwatch alone: never more than has passed.</summary>
    public TimeSpan ElapsedAtLeast => clock.GetElapsedTime(timestamp);

    public TimeSpan ElapsedByWallClock => clock.GetUtcNow() - wall;

    /// <summary>The time since, by the stopwatch; false where the wall clock moved differently.</summary>
    public bool TryGetElapsed(out TimeSpan elapsed)
    {
        elapsed = ElapsedAtLeast;
        return (ElapsedByWallClock - elapsed).Duration() <= Tolerance;
    }
}
