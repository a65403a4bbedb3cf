using TwilioSms.Diagnostics;

namespace TwilioSms.Sending;

/// <summary>Spaces the messages of each sender evenly among all who share a ledger: moments are reserved in it, those of a second at a time. What
/// is reserved and not used is lost.</summary>
internal sealed class SharedPace(ISendLedger ledger, double messagesPerSecond, TimeProvider clock, LedgerDiagnostics diagnostics) : SendPace
{
    private readonly TimeSpan gap = TimeSpan.FromSeconds(1 / messagesPerSecond);
    private readonly int atATime = Math.Max(1, (int)Math.Min(messagesPerSecond, 10_000));
    private readonly Dictionary<(string Account, string Sender), Slots> senders = [];

    public override async Task WaitAsync(PreparedMessage message, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var key = (message.Request.Endpoint.Options.Account!, message.Request.Trace.Sender);
        TimeSpan wait;
        while (!TryTake(key, out wait, out var reserving))
        {
            await reserving.ConfigureAwait(false);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        diagnostics.RecordSlot(clock.GetElapsedTime(began));
    }

    private bool TryTake((string Account, string Sender) key, out TimeSpan wait, out Task reserving)
    {
        lock (senders)
        {
            if (!senders.TryGetValue(key, out var slots))
            {
                senders.Add(key, slots = new Slots());
            }

            if (slots.Taken < slots.Count)
            {
                wait = slots.First - clock.GetElapsedTime(slots.Asked) + TimeSpan.FromTicks(gap.Ticks * slots.Taken++);
                reserving = Task.CompletedTask;
                return true;
            }

            wait = default;
            if (slots.Reserving.IsCompleted)
            {
                slots.Reserving = ReserveAsync(key, slots);
            }

            reserving = slots.Reserving;
            return false;
        }
    }

    private async Task ReserveAsync((string Account, string Sender) key, Slots slots)
    {
        // Off the caller's thread, which holds the lock.
        await Task.Yield();
        var asked = clock.GetTimestamp();
        var first = await ledger.ReserveAsync(key.Account, key.Sender, atATime, gap, CancellationToken.None).ConfigureAwait(false);
        lock (senders)
        {
            (slots.Asked, slots.First, slots.Count, slots.Taken) = (asked, first, atATime, 0);
        }
    }

    /// <summary>The moments that are reserved for a sender.</summary>
    private sealed class Slots
    {
        /// <summary>When they were asked for, by the stopwatch: waits are counted from then.</summary>
        public long Asked { get; set; }

        /// <summary>How long from then to the first.</summary>
        public TimeSpan First { get; set; }

        public int Count { get; set; }

        public int Taken { get; set; }

        public Task Reserving { get; set; } = Task.CompletedTask;
    }
}
