namespace TwilioSms.Ledger;

/// <summary>One kind of statement, said for many callers at once: rows that come while it runs wait for its end, until 64 of them or 5 ms
/// have come together. Whoever comes alone does not wait. Nobody is answered before the statement with his rows is done.</summary>
internal sealed class LedgerBatches<TAnswer>(
    Func<IReadOnlyList<LedgerRow>, CancellationToken, Task<IReadOnlyList<TAnswer>>> statement, TimeProvider clock)
{
    public const int Most = 64;
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private readonly object gate = new();
    private Batch? open;
    private int running;

    public async Task<IReadOnlyList<TAnswer>> RunAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var part = new Part(rows);
        Batch? full = null;
        Batch? next = null;
        lock (gate)
        {
            if (open is not null && !open.HasRoomFor(rows))
            {
                full = Close();
            }

            if (open is null)
            {
                var batch = open = new Batch();
                batch.Timer = clock.CreateTimer(_ => CloseInTime(batch), null, Longest, Timeout.InfiniteTimeSpan);
            }

            open.Add(part);
            if (running == 0 || open.Count >= Most)
            {
                next = Close();
            }
        }

        Start(full);
        Start(next);
        using (cancellationToken.Register(static part => ((Part)part!).Leave(), part))
        {
            return await part.Answers.ConfigureAwait(false) ?? throw new OperationCanceledException(cancellationToken);
        }
    }

    private void CloseInTime(Batch batch)
    {
        lock (gate)
        {
            if (open != batch)
            {
                return;
            }

            Close();
        }

        Start(batch);
    }

    private Batch Close()
    {
        var batch = open!;
        open = null;
        running++;
        batch.Timer!.Dispose();
        return batch;
    }

    // It never fails: what went wrong is its callers' answer.
    private void Start(Batch? batch)
    {
        if (batch is not null)
        {
            _ = SayAsync(batch);
        }
    }

    private async Task SayAsync(Batch batch)
    {
        var parts = batch.Parts.FindAll(static part => !part.HasLeft);
        try
        {
            if (parts.Count > 0)
            {
                // One caller's cancellation is not the others'.
                var answers = await statement(RowsOf(parts), CancellationToken.None).ConfigureAwait(false);
                Answer(parts, answers);
            }
        }
#pragma warning disable CA1031 // Each caller throws it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            parts.ForEach(part => part.Fail(exception));
        }

        Batch? next = null;
        lock (gate)
        {
            running--;
            if (running == 0 && open is not null)
            {
                next = Close();
            }
        }

        Start(next);
    }

    private static IReadOnlyList<LedgerRow> RowsOf(List<Part> parts) => parts.Count == 1 ? parts[0].Rows : [.. parts.SelectMany(static part => part.Rows)];

    private static void Answer(List<Part> parts, IReadOnlyList<TAnswer> answers)
    {
        var first = 0;
        foreach (var part in parts)
        {
            part.Succeed(parts.Count == 1 ? answers : [.. answers.Skip(first).Take(part.Rows.Count)]);
            first += part.Rows.Count;
        }
    }

    private sealed class Batch
    {
        private readonly HashSet<LedgerKey> keys = [];

        public List<Part> Parts { get; } = [];

        public ITimer? Timer { get; set; }

        public int Count => keys.Count;

        // No row twice: a statement may change each but once.
        public bool HasRoomFor(IReadOnlyList<LedgerRow> rows) => Count + rows.Count <= Most && !rows.Any(row => keys.Contains(row.Key));

        public void Add(Part part)
        {
            Parts.Add(part);
            keys.UnionWith(part.Rows.Select(static row => row.Key));
        }
    }

    /// <summary>The rows of one caller.</summary>
    private sealed class Part(IReadOnlyList<LedgerRow> rows)
    {
        // Null where the caller left: continuations never run inside of another's batch.
        private readonly TaskCompletionSource<IReadOnlyList<TAnswer>?> answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<LedgerRow> Rows { get; } = rows;

        public Task<IReadOnlyList<TAnswer>?> Answers => answers.Task;

        public bool HasLeft => answers.Task.IsCompleted;

        public void Leave() => answers.TrySetResult(null);

        public void Succeed(IReadOnlyList<TAnswer> all) => answers.TrySetResult(all);

        // Every caller gets an exception of its own, as each may be given a result of its own; the store's error is inside of each.
        public void Fail(Exception exception) => answers.TrySetException(
            exception is TwilioLedgerException ? new TwilioLedgerException(exception.Message, exception.InnerException ?? exception) : exception);
    }
}
