using System.Threading.Channels;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Control;

/// <summary>Waits until so many messages match.</summary>
internal sealed class MessageWaiter(MessageStore store)
{
    /// <summary>The messages that match as soon as there are <paramref name="count"/>, or what there is when the patience ends.</summary>
    public async Task<IReadOnlyList<EmulatedMessage>> WaitAsync(
        EmulatedMessageQuery query, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Whoever waits does so by the clock on the wall, whatever the emulator's own clock does.
        using var impatience = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        store.Changed += Tell;
        try
        {
            while (true)
            {
                var found = store.Snapshot(query.Matches);
                if (found.Count >= count)
                {
                    return found;
                }

                await changes.Reader.ReadAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return store.Snapshot(query.Matches);
        }
        finally
        {
            store.Changed -= Tell;
        }

        void Tell(EmulatedMessage message) => changes.Writer.TryWrite(true);
    }
}
