using System.Threading.Channels;

namespace TwilioSms.Emulator.Inbox;

/// <summary>Every line of every conversation in order, and the changes for whoever watches.</summary>
internal sealed class InboxLog(TwilioEmulatorOptions options)
{
    private readonly Lock gate = new();
    private readonly List<InboxEntry?> entries = [];
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly HashSet<Channel<InboxChange>> watchers = [];
    private int oldest;

    /// <summary>Adds a line, or replaces the one of the same identifier.</summary>
    public void Put(InboxEntry entry)
    {
        lock (gate)
        {
            if (positions.TryGetValue(entry.Id, out var position))
            {
                entries[position] = entry;
            }
            else
            {
                ForgetOld();
                positions.Add(entry.Id, entries.Count);
                entries.Add(entry);
            }

            Publish(new InboxChange.Put(entry));
        }
    }

    public void Remove(string id)
    {
        lock (gate)
        {
            if (positions.Remove(id, out var position))
            {
                // The place stays empty, so that the positions of the others hold.
                entries[position] = null;
                Publish(new InboxChange.Removed(id));
            }
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            positions.Clear();
            oldest = 0;
            Publish(new InboxChange.Cleared());
        }
    }

    /// <summary>Tells watchers of something besides the lines themselves.</summary>
    public void Tell(InboxChange change)
    {
        lock (gate)
        {
            Publish(change);
        }
    }

    /// <summary>What there is, and from then on each change.</summary>
    public Channel<InboxChange> Watch()
    {
        var watcher = Channel.CreateUnbounded<InboxChange>(new UnboundedChannelOptions { SingleReader = true });
        lock (gate)
        {
            foreach (var entry in entries.OfType<InboxEntry>())
            {
                watcher.Writer.TryWrite(new InboxChange.Put(entry));
            }

            watcher.Writer.TryWrite(new InboxChange.CaughtUp());
            watchers.Add(watcher);
        }

        return watcher;
    }

    public void Unwatch(Channel<InboxChange> watcher)
    {
        lock (gate)
        {
            watchers.Remove(watcher);
        }
    }

    private void ForgetOld()
    {
        if (options.Retention == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var limit = options.TimeProvider.GetUtcNow() - options.Retention;
        while (oldest < entries.Count && !(entries[oldest]?.Time >= limit))
        {
            if (entries[oldest++] is { } entry)
            {
                Remove(entry.Id);
            }
        }
    }

    private void Publish(InboxChange change)
    {
        foreach (var watcher in watchers)
        {
            watcher.Writer.TryWrite(change);
        }
    }
}

/// <summary>Something that an open page has to know.</summary>
internal abstract record InboxChange
{
    public sealed record Put(InboxEntry Entry) : InboxChange;

    public sealed record Removed(string Id) : InboxChange;

    public sealed record Cleared : InboxChange;

    /// <summary>What follows is new.</summary>
    public sealed record CaughtUp : InboxChange;

    public sealed record FaultsSwitched : InboxChange;

    public sealed record DeliveriesChanged : InboxChange;
}
