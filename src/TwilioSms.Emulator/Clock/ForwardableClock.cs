namespace TwilioSms.Emulator.Clock;

/// <summary>Another clock's time, put forward on demand: what waits for a moment that is passed over is due at once.</summary>
internal sealed class ForwardableClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<Timer> timers = [];
    private long offset;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (gate)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public void Forward(TimeSpan by)
    {
        Timer[] waiting;
        lock (gate)
        {
            Interlocked.Add(ref offset, by.Ticks);
            waiting = [.. timers];
        }

        foreach (var timer in waiting)
        {
            timer.Recheck();
        }
    }

    private sealed class Timer : ITimer
    {
        private readonly ForwardableClock clock;
        private readonly ITimer timer;
        private readonly Lock gate = new();
        private DateTimeOffset? due;
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public Timer(ForwardableClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            timer = clock.CreateInner(
                _ =>
                {
                    lock (gate)
                    {
                        due = period == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + period;
                    }

                    callback(state);
                });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                this.period = period;
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            }

            return timer.Change(dueTime, period);
        }

        public void Recheck()
        {
            TimeSpan wait;
            lock (gate)
            {
                if (due is not { } moment)
                {
                    return;
                }

                wait = moment - clock.GetUtcNow();
            }

            timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, period);
        }

        public void Dispose()
        {
            clock.Forget(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.Forget(this);
            return timer.DisposeAsync();
        }
    }

    private ITimer CreateInner(TimerCallback callback) => inner.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Forget(Timer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }
}
