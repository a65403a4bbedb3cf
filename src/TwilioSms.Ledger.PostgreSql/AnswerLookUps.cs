namespace TwilioSms.Ledger.PostgreSql;

/// <summary>Looks up the rows of requests, those of many callers in one statement: who comes while one runs waits for its end, who comes alone
/// does not wait. A worker asks for every request, and a statement each would be half of what its ledger costs.</summary>
internal sealed class AnswerLookUps(PostgresStore store, string table)
{
    private const int Most = 64;
    private const string Columns = "queue, request, execution, key, finished, answer, written";

    private readonly string find =
        $"""
        SELECT found.*, asked.number FROM unnest($1, $2, $3) WITH ORDINALITY AS asked (queue, request, execution, number)
        CROSS JOIN LATERAL (
            SELECT {Columns} FROM {table} AS a WHERE a.queue = asked.queue AND a.request = asked.request
            UNION
            (SELECT {Columns} FROM {table} AS a WHERE a.queue = asked.queue AND a.execution = asked.execution ORDER BY seq DESC LIMIT 1)
        ) AS found
        """;

    private readonly object gate = new();
    private readonly Queue<Question> waiting = new();
    private bool isAsking;

    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public Task<IReadOnlyList<AnswerRow>> FindAsync(string queue, string request, string execution, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = new Question(queue, request, execution);
        lock (gate)
        {
            waiting.Enqueue(question);
            if (!isAsking)
            {
                isAsking = true;
                _ = AskAllAsync();
            }
        }

        return question.Answer.WaitAsync(cancellationToken);
    }

    // It never fails: what went wrong is its callers' answer.
    private async Task AskAllAsync()
    {
        // Off the caller's thread, which holds the lock.
        await Task.Yield();
        while (Take() is { Length: > 0 } questions)
        {
            try
            {
                // One caller's cancellation is not the others'.
                var rows = (await AskAsync(questions).ConfigureAwait(false)).ToLookup(static found => found.Number, static found => found.Row);
                for (var i = 0; i < questions.Length; i++)
                {
                    questions[i].Tell([.. rows[i + 1]]);
                }
            }
#pragma warning disable CA1031 // Each caller throws it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Array.ForEach(questions, question => question.Fail(exception));
            }
        }
    }

    private Question[] Take()
    {
        lock (gate)
        {
            var taken = new Question[Math.Min(waiting.Count, Most)];
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = waiting.Dequeue();
            }

            isAsking = taken.Length > 0;
            return taken;
        }
    }

    private Task<List<(long Number, AnswerRow Row)>> AskAsync(Question[] questions) => store.RunAsync(
        find,
        parameters =>
        {
            PostgresRow.Add(parameters, Array.ConvertAll(questions, static question => question.Queue));
            PostgresRow.Add(parameters, Array.ConvertAll(questions, static question => question.Request));
            PostgresRow.Add(parameters, Array.ConvertAll(questions, static question => question.Execution));
        },
        static reader => (reader.GetInt64(7), PostgresAnswers.Read(reader)),
        writes: false,
        CancellationToken.None);

    /// <summary>What one caller asks.</summary>
    private sealed class Question(string queue, string request, string execution)
    {
        private readonly TaskCompletionSource<IReadOnlyList<AnswerRow>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Queue => queue;

        public string Request => request;

        public string Execution => execution;

        public Task<IReadOnlyList<AnswerRow>> Answer => answer.Task;

        public void Tell(IReadOnlyList<AnswerRow> rows) => answer.TrySetResult(rows);

        // Every caller gets an exception of its own, and nobody misses that of one who left.
        public void Fail(Exception exception)
        {
            answer.TrySetException(
                exception is TwilioLedgerException ? new TwilioLedgerException(exception.Message, exception.InnerException ?? exception) : exception);
            _ = answer.Task.Exception;
        }
    }
}
