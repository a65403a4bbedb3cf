namespace TwilioSms.Ledger;

/// <summary>What engines are owed where no other ledger is chosen: known to one process while it runs. What has been answered makes room once
/// there is too much of it.</summary>
internal sealed class MemoryAnswers(TimeProvider clock, int capacity = MemoryLedger.DefaultCapacity) : IAnswerLedger
{
    private static readonly TimeSpan ClockWasSetBack = TimeSpan.FromHours(1);

    private readonly object gate = new();
    private readonly Dictionary<(string Queue, string Request), Entry> entries = [];
    private readonly Dictionary<(string Queue, string Execution), Entry> latest = [];
    private readonly Queue<Entry> byAge = [];

    public Task<IReadOnlyList<AnswerRow>> FindAsync(string queue, string request, string execution, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var own = entries.TryGetValue((queue, request), out var found) ? found : null;
            var last = latest.TryGetValue((queue, execution), out found) ? found : null;
            return Task.FromResult<IReadOnlyList<AnswerRow>>([.. new[] { own, last }.OfType<Entry>().Distinct().Select(static entry => entry.Row)]);
        }
    }

    public Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!entries.TryGetValue((row.Queue, row.Request), out var entry))
            {
                entry = new Entry { Row = row };
                entries.Add((row.Queue, row.Request), entry);
                latest[(row.Queue, row.Execution)] = entry;
                byAge.Enqueue(entry);
            }

            entry.Row = row with { IsFinished = row.IsFinished || entry.Row.IsFinished };
            entry.Written = clock.GetUtcNow();
            entry.Due = entry.Written + row.DueAfter;
            entry.Tries = 0;
            MakeRoom();
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AnswerRow>> TakeDueAsync(string queue, int most, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var due = entries.Values
                .Where(entry => entry.Row.Queue == queue && entry.Row.Answer is not null && (entry.Due <= now || entry.Due > now + ClockWasSetBack))
                .Take(most)
                .ToList();
            foreach (var entry in due)
            {
                entry.Due = now + TimeSpan.FromSeconds(Math.Min(5 << Math.Min(entry.Tries, 6), 300));
                entry.Tries++;
            }

            return Task.FromResult<IReadOnlyList<AnswerRow>>([.. due.Select(static entry => entry.Row)]);
        }
    }

    public Task<int> PurgeAsync(string queue, DateTimeOffset now, TimeSpan age, int most, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var before = clock.GetUtcNow() - age;
            var old = entries.Values
                .Where(entry => entry.Row.Queue == queue && entry.Row.Answer is null && entry.Row.Written < now - age && entry.Written < before)
                .Take(most)
                .ToList();
            old.ForEach(Remove);
            return Task.FromResult(old.Count);
        }
    }

    private void MakeRoom()
    {
        for (var looks = byAge.Count; entries.Count > capacity && looks > 0; looks--)
        {
            var oldest = byAge.Dequeue();
            if (oldest.Row.Answer is null)
            {
                Remove(oldest);
            }
            else
            {
                byAge.Enqueue(oldest);
            }
        }
    }

    private void Remove(Entry entry)
    {
        entries.Remove((entry.Row.Queue, entry.Row.Request));
        var execution = (entry.Row.Queue, entry.Row.Execution);
        if (latest.TryGetValue(execution, out var last) && last == entry)
        {
            latest.Remove(execution);
        }
    }

    private sealed class Entry
    {
        public required AnswerRow Row { get; set; }

        public DateTimeOffset Written { get; set; }

        public DateTimeOffset Due { get; set; }

        public int Tries { get; set; }
    }
}
