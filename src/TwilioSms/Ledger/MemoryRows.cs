namespace TwilioSms.Ledger;

/// <summary>The rows of a <see cref="MemoryLedger"/> and the ways to find one: by key, by message, by what cannot be told apart, and by
/// age. Each costs the same however many rows there are, so a number that is texted all day long is as cheap as any other.</summary>
internal sealed class MemoryRows
{
    // By the hash of what identifies them, chained where several have the same: a keyed hash spreads evenly, and nobody can aim at it.
    private readonly Dictionary<int, Entry> byKey = [];
    private readonly Dictionary<int, Entry> inDoubt = [];
    private readonly Dictionary<(string Account, string MessageSid), Entry> byMessage = [];

    // In the order in which rows came into their state.
    private readonly AgeList settled = new();
    private readonly AgeList claimed = new();
    private readonly AgeList parked = new();

    public int Count { get; private set; }

    public Entry? Find(LedgerKey key)
    {
        var entry = First(byKey, key.GetHashCode());
        while (entry is not null && entry.Row.Key != key)
        {
            entry = entry.NextOfKey;
        }

        return entry;
    }

    /// <summary>The rows of a key and a recipient, whatever their account.</summary>
    public IEnumerable<Entry> FindAll(LedgerHash key, LedgerHash to)
    {
        for (var entry = First(byKey, new LedgerKey(string.Empty, key, to).GetHashCode()); entry is not null; entry = entry.NextOfKey)
        {
            if (entry.Row.Key.Key == key && entry.Row.Key.To == to)
            {
                yield return entry;
            }
        }
    }

    /// <summary>A row of the same key and recipient that is in doubt at another account.</summary>
    public Entry? FindElsewhere(LedgerKey key)
    {
        var entry = First(byKey, key.GetHashCode());
        while (entry is not null && !IsInDoubtElsewhere(entry.Row, key))
        {
            entry = entry.NextOfKey;
        }

        return entry;
    }

    public Entry? FindOwner(string account, string messageSid) =>
        byMessage.TryGetValue((account, messageSid), out var entry) ? entry : null;

    public IEnumerable<Entry> FindRivals(LedgerRow row)
    {
        for (var entry = First(inDoubt, DoubtOf(row)); entry is not null; entry = entry.NextInDoubt)
        {
            if (entry.Row.Key.To == row.Key.To
                && entry.Row.Trace == row.Trace
                && entry.Row.Sender == row.Sender
                && entry.Row.Key.Account == row.Key.Account)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The rows of an account in a state, oldest first.</summary>
    public IEnumerable<Entry> Of(string account, LedgerState state)
    {
        for (var entry = AgesOf(state).Oldest; entry is not null; entry = entry.Newer)
        {
            if (entry.Row.State == state && entry.Row.Key.Account == account)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The sent rows, latest first.</summary>
    public IEnumerable<LedgerRow> LatestSent()
    {
        for (var entry = settled.Newest; entry is not null; entry = entry.Older)
        {
            if (entry.Row.State == LedgerState.Sent)
            {
                yield return entry.Row;
            }
        }
    }

    /// <summary>The row that is missed least: the oldest whose fate is known, and only where there is none, one in doubt.</summary>
    public Entry? LeastNeeded() => settled.Oldest ?? parked.Oldest ?? claimed.Oldest;

    public void Add(LedgerRow row, DateTimeOffset now)
    {
        var entry = new Entry { Row = row, LookAt = LookAt(row, now) };
        var slot = row.Key.GetHashCode();
        entry.NextOfKey = First(byKey, slot);
        byKey[slot] = entry;
        Index(entry);
        Count++;
    }

    public void Replace(Entry entry, LedgerRow row, DateTimeOffset now)
    {
        Unindex(entry);
        entry.Row = row;
        entry.LookAt = LookAt(row, now);
        Index(entry);
    }

    public void Remove(Entry entry)
    {
        Unindex(entry);
        var slot = entry.Row.Key.GetHashCode();
        if (byKey[slot] != entry)
        {
            var before = byKey[slot];
            while (before.NextOfKey != entry)
            {
                before = before.NextOfKey!;
            }

            before.NextOfKey = entry.NextOfKey;
        }
        else if (entry.NextOfKey is { } next)
        {
            byKey[slot] = next;
        }
        else
        {
            byKey.Remove(slot);
        }

        Count--;
    }

    private static Entry? First(Dictionary<int, Entry> chains, int slot) => chains.TryGetValue(slot, out var entry) ? entry : null;

    private static UtcTime LookAt(LedgerRow row, DateTimeOffset now) => now + row.LookAfter;

    private static int DoubtOf(LedgerRow row) => (row.Key.To.GetHashCode() * 31) ^ row.Trace.GetHashCode();

    private static bool IsInDoubtElsewhere(LedgerRow row, LedgerKey key) =>
        IsInDoubt(row) && row.Key.Key == key.Key && row.Key.To == key.To && row.Key.Account != key.Account;

    private static bool IsInDoubt(LedgerRow row) => row.State is LedgerState.Claimed or LedgerState.Parked;

    private AgeList AgesOf(LedgerState state) => state switch
    {
        LedgerState.Claimed => claimed,
        LedgerState.Parked => parked,
        _ => settled,
    };

    private void Index(Entry entry)
    {
        AgesOf(entry.Row.State).Add(entry);
        if (entry.Row.MessageSid is { } messageSid)
        {
            byMessage[(entry.Row.Key.Account, messageSid)] = entry;
        }

        if (!IsInDoubt(entry.Row))
        {
            return;
        }

        var slot = DoubtOf(entry.Row);
        entry.PreviousInDoubt = null;
        entry.NextInDoubt = First(inDoubt, slot);
        if (entry.NextInDoubt is { } next)
        {
            next.PreviousInDoubt = entry;
        }

        inDoubt[slot] = entry;
    }

    private void Unindex(Entry entry)
    {
        AgesOf(entry.Row.State).Remove(entry);
        if (entry.Row.MessageSid is { } messageSid)
        {
            byMessage.Remove((entry.Row.Key.Account, messageSid));
        }

        if (!IsInDoubt(entry.Row))
        {
            return;
        }

        if (entry.NextInDoubt is { } next)
        {
            next.PreviousInDoubt = entry.PreviousInDoubt;
        }

        if (entry.PreviousInDoubt is { } previous)
        {
            previous.NextInDoubt = entry.NextInDoubt;
        }
        else if (entry.NextInDoubt is { } first)
        {
            inDoubt[DoubtOf(entry.Row)] = first;
        }
        else
        {
            inDoubt.Remove(DoubtOf(entry.Row));
        }
    }

    /// <summary>One row, and its place in every chain and list.</summary>
    internal sealed class Entry
    {
        public required LedgerRow Row { get; set; }

        public UtcTime LookAt { get; set; }

        public Entry? NextOfKey { get; set; }

        public Entry? NextInDoubt { get; set; }

        public Entry? PreviousInDoubt { get; set; }

        public Entry? Older { get; set; }

        public Entry? Newer { get; set; }
    }

    private sealed class AgeList
    {
        public Entry? Oldest { get; private set; }

        public Entry? Newest { get; private set; }

        public void Add(Entry entry)
        {
            entry.Older = Newest;
            entry.Newer = null;
            if (Newest is { } newest)
            {
                newest.Newer = entry;
            }
            else
            {
                Oldest = entry;
            }

            Newest = entry;
        }

        public void Remove(Entry entry)
        {
            if (entry.Older is { } older)
            {
                older.Newer = entry.Newer;
            }
            else
            {
                Oldest = entry.Newer;
            }

            if (entry.Newer is { } newer)
            {
                newer.Older = entry.Older;
            }
            else
            {
                Newest = entry.Older;
            }
        }
    }
}
