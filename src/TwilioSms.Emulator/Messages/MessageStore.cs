using System.Threading.Channels;

namespace TwilioSms.Emulator.Messages;

/// <summary>The accepted messages, in order and by SID.</summary>
internal sealed class MessageStore
{
    private readonly Lock _lock = new();
    private readonly List<EmulatedMessage?> _messages = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<Subscription> _subscriptions = [];

    /// <summary>A message was added or changed. Handlers are called in the order of the changes and have to be quick.</summary>
    public event Action<EmulatedMessage>? Changed;

    /// <summary>The message of this SID was removed.</summary>
    public event Action<string>? Removed;

    public void Add(EmulatedMessage message)
    {
        lock (_lock)
        {
            _positions.Add(message.Sid, _messages.Count);
            _messages.Add(message);
            foreach (var subscription in _subscriptions)
            {
                subscription.Publish(message);
            }

            Changed?.Invoke(message);
        }
    }

    public EmulatedMessage? Find(string sid)
    {
        lock (_lock)
        {
            return _positions.TryGetValue(sid, out var position) ? _messages[position] : null;
        }
    }

    /// <summary>Replaces a message by what <paramref name="change"/> makes of it; null leaves it as it is.</summary>
    /// <returns>The changed message, or null where nothing changed.</returns>
    public EmulatedMessage? Change(string sid, Func<EmulatedMessage, EmulatedMessage?> change)
    {
        lock (_lock)
        {
            if (!_positions.TryGetValue(sid, out var position) || change(_messages[position]!) is not { } changed)
            {
                return null;
            }

            _messages[position] = changed;
            Changed?.Invoke(changed);
            return changed;
        }
    }

    public void Remove(string sid)
    {
        lock (_lock)
        {
            if (_positions.Remove(sid, out var position))
            {
                // The place stays empty, so that the positions of the others hold.
                _messages[position] = null;
                Removed?.Invoke(sid);
            }
        }
    }

    /// <summary>Forgets every message.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
            _positions.Clear();
        }
    }

    public IReadOnlyList<EmulatedMessage> Snapshot()
    {
        lock (_lock)
        {
            return [.. _messages.OfType<EmulatedMessage>()];
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
        lock (_lock)
        {
            var position = _messages.Count;
            if (sid is not null && !_positions.TryGetValue(sid, out position))
            {
                return null;
            }

            var found = new List<EmulatedMessage>(Math.Min(limit, 64));
            for (position += direction; position >= 0 && position < _messages.Count && found.Count < limit; position += direction)
            {
                if (_messages[position] is { } message && matches(message))
                {
                    found.Add(message);
                }
            }

            return found;
        }
    }

    public Subscription Subscribe()
    {
        lock (_lock)
        {
            var subscription = new Subscription(this);
            foreach (var message in _messages.OfType<EmulatedMessage>())
            {
                subscription.Publish(message);
            }

            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    public void CompleteSubscriptions()
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Complete();
            }
        }
    }

    /// <summary>A queue of accepted messages for one observer.</summary>
    public sealed class Subscription(MessageStore store) : IDisposable
    {
        private readonly Channel<EmulatedMessage> _accepted = Channel.CreateUnbounded<EmulatedMessage>();

        public ChannelReader<EmulatedMessage> Accepted => _accepted.Reader;

        public void Publish(EmulatedMessage message) => _accepted.Writer.TryWrite(message);

        public void Complete() => _accepted.Writer.TryComplete();

        public void Dispose()
        {
            lock (store._lock)
            {
                store._subscriptions.Remove(this);
            }
        }
    }
}
