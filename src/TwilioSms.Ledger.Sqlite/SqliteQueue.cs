namespace TwilioSms.Ledger.Sqlite;

/// <summary>The calls of a process, one after the other: SQLite knows one writer and no asynchronous work, so all of them together block one thread of
/// the pool. Those of one kind that came while others were done are done together: writes share a commit, and so the time that the disk takes.</summary>
/// <param name="run">Does calls of one kind, and answers each.</param>
internal sealed class SqliteQueue(Action<IReadOnlyList<SqliteCall>> run)
{
    private const int MostTogether = 64;

    private readonly object gate = new();
    private readonly Queue<SqliteCall> waiting = new();
    private bool isRunning;

    public void Add(SqliteCall call)
    {
        lock (gate)
        {
            waiting.Enqueue(call);
            if (isRunning)
            {
                return;
            }

            isRunning = true;
        }

        _ = Task.Run(RunAll);
    }

    private void RunAll()
    {
        while (Take() is { Count: > 0 } calls)
        {
            run(calls);
        }
    }

    private List<SqliteCall> Take()
    {
        var calls = new List<SqliteCall>();
        lock (gate)
        {
            while (calls.Count < MostTogether && waiting.TryPeek(out var next) && (calls.Count == 0 || next.Writes == calls[0].Writes))
            {
                waiting.Dequeue();
                if (!next.HasLeft)
                {
                    calls.Add(next);
                }
            }

            isRunning = calls.Count > 0;
        }

        return calls;
    }
}
