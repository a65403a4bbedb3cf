namespace TwilioSms.Http;

/// <summary>Both clocks of the process at one moment. The stopwatch stands still while the machine sleeps, the wall clock can be set:
/// what they agree on has passed.</summary>
internal readonly struct ClockReading(TimeProvider clock, long timestamp, DateTimeOffset wall)
{
    /// <summary>How differently they may move.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private readonly long timestamp = timestamp;
    private readonly DateTimeOffset wall = wall;

    public static ClockReading Of(TimeProvider clock) => new(clock, clock.GetTimestamp(), clock.GetUtcNow());

    /// <summary>The time since by the stopwatch alone: never more than has passed.</summary>
    public TimeSpan ElapsedAtLeast => clock.GetElapsedTime(timestamp);

    public TimeSpan ElapsedByWallClock => clock.GetUtcNow() - wall;

    /// <summary>The time since, by the stopwatch; false where the wall clock moved differently.</summary>
    public bool TryGetElapsed(out TimeSpan elapsed) => TryGetElapsed(Of(clock), out elapsed);

    /// <summary>The time from this reading to a later one.</summary>
    public bool TryGetElapsed(in ClockReading later, out TimeSpan elapsed)
    {
        elapsed = clock.GetElapsedTime(timestamp, later.timestamp);
        return (later.wall - wall - elapsed).Duration() <= Tolerance;
    }
}
