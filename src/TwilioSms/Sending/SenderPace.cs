namespace TwilioSms.Sending;

/// <summary>Spaces the messages of each sender evenly, within one run: every message books the next free moment of its sender and waits for it.</summary>
/// <remarks>Not a limiter of System.Threading.RateLimiting: those measure time with a stopwatch of their own and cannot obey a
/// <see cref="TimeProvider"/>. Booking moments also keeps the rate exact whatever the precision of timers.</remarks>
internal sealed class SenderPace(double messagesPerSecond, TimeProvider clock) : SendPace
{
    private readonly Dictionary<SmsSenderAddress, double> nextFree = [];
    private readonly long start = clock.GetTimestamp();

    public override Task WaitAsync(PreparedMessage message, CancellationToken cancellationToken)
    {
        var wait = Book(message.Sender);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }

    private TimeSpan Book(SmsSenderAddress sender)
    {
        lock (nextFree)
        {
            var now = clock.GetElapsedTime(start).TotalSeconds;
            var moment = nextFree.TryGetValue(sender, out var free) && free > now ? free : now;
            nextFree[sender] = moment + (1 / messagesPerSecond);
            return TimeSpan.FromSeconds(moment - now);
        }
    }
}
