using Npgsql;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>What engines are owed, in the database of the ledger.</summary>
internal sealed class PostgresAnswers(PostgresStore store, string table) : IAnswerLedger
{
    private const string Columns = "queue, request, execution, key, finished, answer, written";

    private readonly AnswerLookUps lookUps = new(store, table);

    private readonly string write =
        $"""
        INSERT INTO {table} AS a ({Columns}, written_db, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp(), clock_timestamp() + $8)
        ON CONFLICT (queue, request) DO UPDATE SET key = excluded.key, finished = a.finished OR excluded.finished,
            answer = excluded.answer, written = excluded.written, written_db = excluded.written_db, due_at = excluded.due_at, tries = 0
        """;

    private readonly string takeDue =
        $"""
        WITH due AS MATERIALIZED (
            SELECT request AS id FROM {table}
            WHERE queue = $1 AND answer IS NOT NULL
                AND (due_at <= (SELECT clock_timestamp()) OR due_at > (SELECT clock_timestamp()) + interval '1 hour')
            ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE {table} AS a SET tries = tries + 1, due_at = clock_timestamp() + least(5 << least(tries, 6), 300) * interval '1 second'
        FROM due WHERE a.queue = $1 AND a.request = due.id
        RETURNING {Columns}
        """;

    private readonly string purge =
        $"""
        DELETE FROM {table} WHERE queue = $1 AND request IN (SELECT request FROM {table} WHERE queue = $1 AND answer IS NULL
            AND written_db < clock_timestamp() - $3 AND written < $2::timestamptz - $3 LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING true
        """;

    public Task<IReadOnlyList<AnswerRow>> FindAsync(string queue, string request, string execution, CancellationToken cancellationToken) =>
        lookUps.FindAsync(queue, request, execution, cancellationToken);

    public Task WriteAsync(AnswerRow row, CancellationToken cancellationToken) => store.RunAsync(
        write,
        parameters =>
        {
            PostgresRow.Add(parameters, row.Queue);
            PostgresRow.Add(parameters, row.Request);
            PostgresRow.Add(parameters, row.Execution);
            PostgresRow.Add(parameters, row.Key);
            PostgresRow.Add(parameters, row.IsFinished);
            PostgresRow.Add(parameters, row.Answer);
            PostgresRow.Add(parameters, row.Written.ToUniversalTime());
            PostgresRow.Add(parameters, row.DueAfter);
        },
        static _ => true,
        writes: true,
        cancellationToken);

    public async Task<IReadOnlyList<AnswerRow>> TakeDueAsync(string queue, int most, CancellationToken cancellationToken) => await store.RunAsync(
        takeDue,
        parameters =>
        {
            PostgresRow.Add(parameters, queue);
            PostgresRow.Add(parameters, most);
        },
        Read,
        writes: true,
        cancellationToken).ConfigureAwait(false);

    public async Task<int> PurgeAsync(
        string queue, DateTimeOffset now, TimeSpan age, int most, CancellationToken cancellationToken)
    {
        var deleted = await store.RunAsync(
            purge,
            parameters =>
            {
                PostgresRow.Add(parameters, queue);
                PostgresRow.Add(parameters, now.ToUniversalTime());
                PostgresRow.Add(parameters, age);
                PostgresRow.Add(parameters, most);
            },
            static _ => true,
            writes: true,
            cancellationToken).ConfigureAwait(false);
        return deleted.Count;
    }

    public static AnswerRow Read(NpgsqlDataReader reader) => new()
    {
        Queue = reader.GetString(0),
        Request = reader.GetString(1),
        Execution = reader.GetString(2),
        Key = reader.GetString(3),
        IsFinished = reader.GetBoolean(4),
        Answer = reader.IsDBNull(5) ? null : reader.GetString(5),
        Written = reader.GetFieldValue<DateTimeOffset>(6),
    };
}
