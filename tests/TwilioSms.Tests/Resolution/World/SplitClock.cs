namespace TwilioSms.Tests.Resolution.World;

/// <summary>A machine's two clocks, which need not agree: the stopwatch stands still while it sleeps, the wall clock can be set.</summary>
internal sealed class SplitClock(DateTimeOffset wall) : TimeProvider
{
    private DateTimeOffset wall = wall;
    private long stopwatch;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => stopwatch;

    public override DateTimeOffset GetUtcNow() => wall;

    public void Pass(TimeSpan time)
    {
        stopwatch += time.Ticks;
        wall += time;
    }

    public void Sleep(TimeSpan time) => wall += time;

    public void SetBy(TimeSpan difference) => wall += difference;
}
