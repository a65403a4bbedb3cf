namespace TwilioSms.Emulator.Faults;

/// <summary>What is to happen to the next so many that match. Of several that match, the one scheduled first happens, and that one alone.</summary>
internal sealed class Schedule<TWhat, TSubject>
    where TWhat : notnull
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    public void Add(TWhat what, int times, Func<TSubject, bool> when)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (gate)
        {
            entries.Add(new Entry(what, when) { Left = times });
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    public bool TryTake(TSubject subject, out TWhat what)
    {
        lock (gate)
        {
            var entry = entries.Find(entry => entry.When(subject));
            if (entry is not null && entry.Left != int.MaxValue && --entry.Left == 0)
            {
                entries.Remove(entry);
            }

            what = entry is null ? default! : entry.What;
            return entry is not null;
        }
    }

    private sealed record Entry(TWhat What, Func<TSubject, bool> When)
    {
        public int Left { get; set; }
    }
}
