using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>What engines are owed, in the file of the ledger.</summary>
internal sealed class SqliteAnswers(SqliteStore store, string prefix) : IAnswerLedger
{
    private const string Columns = "queue, request, execution, key, finished, answer, written";

    private readonly string find =
        $"""
        SELECT {Columns} FROM {prefix}answer WHERE queue = $queue AND (request = $request
            OR seq = (SELECT max(seq) FROM {prefix}answer WHERE queue = $queue AND execution = $execution))
        """;

    private readonly string write =
        $"""
        INSERT INTO {prefix}answer AS a ({Columns}, written_db, due_at)
        VALUES ($queue, $request, $execution, $key, $finished, $answer, $written, {SqliteStatements.Now}, {SqliteStatements.Now} + $due_after)
        ON CONFLICT (queue, request) DO UPDATE SET key = excluded.key, finished = max(a.finished, excluded.finished),
            answer = excluded.answer, written = excluded.written, written_db = excluded.written_db, due_at = excluded.due_at, tries = 0
        """;

    private readonly string takeDue =
        $"""
        UPDATE {prefix}answer SET tries = tries + 1, due_at = {SqliteStatements.Now} + min(5 << min(tries, 6), 300) * 1000000
        WHERE seq IN (SELECT seq FROM {prefix}answer WHERE queue = $queue AND answer IS NOT NULL
            AND (due_at <= {SqliteStatements.Now} OR due_at > {SqliteStatements.Now} + 3600000000) LIMIT $most)
        RETURNING {Columns}
        """;

    private readonly string purge =
        $"""
        DELETE FROM {prefix}answer WHERE seq IN (SELECT seq FROM {prefix}answer WHERE queue = $queue AND answer IS NULL
            AND written_db < {SqliteStatements.Now} - $age AND written < $now - $age LIMIT $most)
        """;

    public Task<IReadOnlyList<AnswerRow>> FindAsync(string queue, string request, string execution, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<AnswerRow>>(
            connection =>
            {
                using var command = SqliteStore.Command(connection, find);
                SqliteRow.Set(command, "$queue", queue);
                SqliteRow.Set(command, "$request", request);
                SqliteRow.Set(command, "$execution", execution);
                return ReadAll(command);
            },
            cancellationToken);

    public Task WriteAsync(AnswerRow row, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            using var command = SqliteStore.Command(connection, write);
            SqliteRow.Set(command, "$queue", row.Queue);
            SqliteRow.Set(command, "$request", row.Request);
            SqliteRow.Set(command, "$execution", row.Execution);
            SqliteRow.Set(command, "$key", row.Key);
            SqliteRow.Set(command, "$finished", row.IsFinished);
            SqliteRow.Set(command, "$answer", row.Answer);
            SqliteRow.Set(command, "$written", SqliteRow.Microseconds(row.Written));
            SqliteRow.Set(command, "$due_after", SqliteRow.Microseconds(row.DueAfter));
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    public Task<IReadOnlyList<AnswerRow>> TakeDueAsync(string queue, int most, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<AnswerRow>>(
            connection =>
            {
                using var command = SqliteStore.Command(connection, takeDue);
                SqliteRow.Set(command, "$queue", queue);
                SqliteRow.Set(command, "$most", most);
                return ReadAll(command);
            },
            cancellationToken);

    public Task<int> PurgeAsync(string queue, DateTimeOffset now, TimeSpan age, int most, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                using var command = SqliteStore.Command(connection, purge);
                SqliteRow.Set(command, "$queue", queue);
                SqliteRow.Set(command, "$now", SqliteRow.Microseconds(now));
                SqliteRow.Set(command, "$age", SqliteRow.Microseconds(age));
                SqliteRow.Set(command, "$most", most);
                return command.ExecuteNonQuery();
            },
            cancellationToken);

    private static List<AnswerRow> ReadAll(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<AnswerRow>();
        while (reader.Read())
        {
            rows.Add(new AnswerRow
            {
                Queue = reader.GetString(0),
                Request = reader.GetString(1),
                Execution = reader.GetString(2),
                Key = reader.GetString(3),
                IsFinished = reader.GetBoolean(4),
                Answer = reader.IsDBNull(5) ? null : reader.GetString(5),
                Written = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(reader.GetInt64(6)),
            });
        }

        return rows;
    }
}
