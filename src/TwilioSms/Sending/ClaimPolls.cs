using TwilioSms.Ledger;

namespace TwilioSms.Sending;

/// <summary>Looks how the claims of others stand, now and then, for all in this process that wait for the same one.</summary>
internal sealed class ClaimPolls(ISendLedger ledger, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly object gate = new();
    private readonly Dictionary<LedgerKey, Task<LedgerRow?>> polls = [];

    /// <summary>How long to wait before the next look.</summary>
    /// <param name="looks">How many there were.</param>
    public static TimeSpan Pause(int looks) => TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(looks, 10), LongestPause.Ticks));

    /// <summary>How the row stands after a while; null where it is gone.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public Task<LedgerRow?> NextAsync(LedgerKey key, TimeSpan pause)
    {
        lock (gate)
        {
            if (!polls.TryGetValue(key, out var poll))
            {
                polls.Add(key, poll = PollAsync(key, pause));
            }

            return poll;
        }
    }

    private async Task<LedgerRow?> PollAsync(LedgerKey key, TimeSpan pause)
    {
        // A pause always, so that the poll is in the dictionary before it is over.
        await Task.Delay(pause, clock, CancellationToken.None).ConfigureAwait(false);
        lock (gate)
        {
            polls.Remove(key);
        }

        return await ledger.FindAsync(key).ConfigureAwait(false);
    }
}
