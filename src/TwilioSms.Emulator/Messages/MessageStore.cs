using System.Threading.Channels;

namespace TwilioSms.Emulator.Messages;

/// <summary>The accepted messages, in order and by SID.</summary>
internal sealed class MessageStore(TwilioEmulatorOptions options)
{
    private readonly Lock gate = new();
    private readonly List<EmulatedMessage?> messages = [];
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly HashSet<Subscription> subscriptions = [];
    private int oldest;

    /// <summary>A message was added or changed. Handlers are called in the order of the changes and have to be quick.</summary>
    public event Action<EmulatedMessage>? Changed;

    /// <summary>The message of this SID was removed.</summary>
    public event Action<string>? Removed;

    /// <summary>Every message was removed.</summary>
    public event Action? Cleared;

    public void Add(EmulatedMessage message)
    {
        lock (gate)
        {
            ForgetOld();
            positions.Add(message.Sid, messages.Count);
            messages.Add(message);
            foreach (var subscription in subscriptions)
            {
                subscription.Publish(message);
            }

            Changed?.Invoke(message);
        }
    }

    public EmulatedMessage? Find(string sid)
    {
        lock (gate)
        {
            return positions.TryGetValue(sid, out var position) ? messages[position] : null;
        }
    }

    /// <summary>Replaces a message by what <paramref name="change"/> makes of it; null leaves it as it is.</summary>
    /// <returns>The changed message, or null where nothing changed.</returns>
    public EmulatedMessage? Change(string sid, Func<EmulatedMessage, EmulatedMessage?> change)
    {
        lock (gate)
        {
            if (!positions.TryGetValue(sid, out var position) || change(messages[position]!) is not { } changed)
            {
                return null;
            }

            messages[position] = changed;
            Changed?.Invoke(changed);
            return changed;
        }
    }

    public void Remove(string sid)
    {
        lock (gate)
        {
            if (positions.Remove(sid, out var position))
            {
                // The place stays empty, so that the positions of the others hold.
                messages[position] = null;
                Removed?.Invoke(sid);
            }
        }
    }

    /// <summary>Forgets every message.</summary>
    public void Clear()
    {
        lock (gate)
        {
            messages.Clear();
            positions.Clear();
            oldest = 0;
            Cleared?.Invoke();
        }
    }

    private void ForgetOld()
    {
        if (options.Retention == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var limit = options.TimeProvider.GetUtcNow() - options.Retention;
        while (oldest < messages.Count && !(messages[oldest]?.DateCreated >= limit))
        {
            if (messages[oldest++] is { } message)
            {
                Remove(message.Sid);
            }
        }
    }

    public IReadOnlyList<EmulatedMessage> Snapshot(Func<EmulatedMessage, bool> matches)
    {
        lock (gate)
        {
            return [.. messages.OfType<EmulatedMessage>().Where(matches)];
        }
    }

    /// <summary>The messages next to one message that match, nearest first.</summary>
    /// <param name="sid">The message to start beside; null starts at the newest.</param>
    /// <param name="direction">-1 towards older ones, 1 towards newer ones.</param>
    /// <param name="limit">The most messages to take.</param>
    /// <param name="matches">Which messages to take.</param>
    /// <returns>The messages, or null where there is no message <paramref name="sid"/>.</returns>
    public List<EmulatedMessage>? Beside(string? sid, int direction, int limit, Func<EmulatedMessage, bool> matches)
    {
        lock (gate)
        {
            var position = messages.Count;
            if (sid is not null && !positions.TryGetValue(sid, out position))
            {
                return null;
            }

            var found = new List<EmulatedMessage>(Math.Min(limit, 64));
            for (position += direction; position >= 0 && position < messages.Count && found.Count < limit; position += direction)
            {
                if (messages[position] is { } message && matches(message))
                {
                    found.Add(message);
                }
            }

            return found;
        }
    }

    public Subscription Subscribe()
    {
        lock (gate)
        {
            var subscription = new Subscription(this);
            foreach (var message in messages.OfType<EmulatedMessage>())
            {
                subscription.Publish(message);
            }

            subscriptions.Add(subscription);
            return subscription;
        }
    }

    public void CompleteSubscriptions()
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Complete();
            }
        }
    }

    /// <summary>A queue of accepted messages for one observer.</summary>
    public sealed class Subscription(MessageStore store) : IDisposable
    {
        private readonly Channel<EmulatedMessage> accepted = Channel.CreateUnbounded<EmulatedMessage>();

        public ChannelReader<EmulatedMessage> Accepted => accepted.Reader;

        public void Publish(EmulatedMessage message) => accepted.Writer.TryWrite(message);

        public void Complete() => accepted.Writer.TryComplete();

        public void Dispose()
        {
            lock (store.gate)
            {
                store.subscriptions.Remove(this);
            }
        }
    }
}
