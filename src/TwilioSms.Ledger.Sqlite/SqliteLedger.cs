using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>The ledger in an SQLite file.</summary>
internal sealed class SqliteLedger(SqliteStore store, SqliteStatements statements) : ISendLedger
{
    private const int Page = 1_000;

    public bool IsDurable => true;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) => store.GetSaltAsync(cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<LedgerRow>>(
            connection =>
            {
                using var claim = SqliteStore.Command(connection, statements.Claim);
                using var find = SqliteStore.Command(connection, statements.Find);
                using var findElsewhere = SqliteStore.Command(connection, statements.FindElsewhere);
                return [.. claims.Select(row => Claim(claim, find, row) with { Elsewhere = FindOne(findElsewhere, row.Key) })];
            },
            cancellationToken);

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<LedgerWrite>>(
            connection =>
            {
                using var record = SqliteStore.Command(connection, statements.Record);
                using var find = SqliteStore.Command(connection, statements.FindMessage);
                return [.. sent.Select(row => Record(record, find, row))];
            },
            cancellationToken);

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            using var replace = SqliteStore.Command(connection, statements.Replace);
            SqliteRow.Bind(replace, row);
            SqliteRow.Set(replace, "$seen_state", (int)seen.State);
            SqliteRow.Set(replace, "$seen_token", seen.Token.ToString("D"));
            SqliteRow.Set(replace, "$seen_renewals", seen.Renewals);
            return Write(replace) ?? LedgerWrite.Changed;
        },
        cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        QueryAsync(
            statements.FindAll,
            command =>
            {
                SqliteRow.Set(command, "$key", key.ToByteArray());
                SqliteRow.Set(command, "$to", to.ToByteArray());
            },
            cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        QueryAsync(
            statements.FindRivals,
            command =>
            {
                SqliteRow.BindKey(command, row.Key);
                SqliteRow.Set(command, "$sender", row.Sender);
                SqliteRow.Set(command, "$trace", SqliteRow.Trace(row));
            },
            cancellationToken);

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyCollection<string>>(
            connection =>
            {
                using var transaction = connection.BeginTransaction(deferred: true);
                using var find = SqliteStore.Command(connection, statements.FindOwned);
                SqliteRow.Set(find, "$account", account);
                return [.. messageSids.Where(sid =>
                {
                    SqliteRow.Set(find, "$sid", sid);
                    return (long)find.ExecuteScalar()! > 0;
                })];
            },
            cancellationToken);

    public async Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(
            statements.FindWitness,
            command =>
            {
                SqliteRow.Set(command, "$account", account);
                SqliteRow.Set(command, "$calling_code", callingCode);
                SqliteRow.Set(command, "$before", SqliteRow.Microseconds(settledBefore));
            },
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<LedgerRow>>(
            connection =>
            {
                using var take = SqliteStore.Command(connection, statements.TakeDue);
                SqliteRow.Set(take, "$account", account);
                SqliteRow.Set(take, "$most", most);
                SqliteRow.Set(take, "$jitter", jitter);
                return ReadAll(take);
            },
            cancellationToken);

    public async IAsyncEnumerable<LedgerRow> ListAsync(
        string account, LedgerState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerRow> page;
        LedgerRow? last = null;
        do
        {
            page = await QueryAsync(
                statements.List,
                command =>
                {
                    SqliteRow.Set(command, "$account", account);
                    SqliteRow.Set(command, "$state", (int)state);
                    SqliteRow.Set(command, "$began", last is null ? long.MinValue : SqliteRow.Microseconds(last.BeganTwilio));
                    SqliteRow.Set(command, "$key", last?.Key.Key.ToByteArray() ?? []);
                    SqliteRow.Set(command, "$to", last?.Key.To.ToByteArray() ?? []);
                    SqliteRow.Set(command, "$most", Page);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return last = row;
            }
        }
        while (page.Count == Page);
    }

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken) => store.ReadAsync(
        connection =>
        {
            using var count = SqliteStore.Command(connection, statements.Count);
            SqliteRow.Set(count, "$account", account);
            using var reader = count.ExecuteReader();
            reader.Read();
            return new LedgerCounts
            {
                Claimed = reader.GetInt64(0),
                Parked = reader.GetInt64(1),
                OldestClaim = reader.IsDBNull(2) ? null : TimeSpan.FromMicroseconds(reader.GetInt64(2)),
            };
        },
        cancellationToken);

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                var deleted = 0;
                foreach (var statement in (string[])[statements.PurgeSent, statements.PurgeFree])
                {
                    using var purge = SqliteStore.Command(connection, statement);
                    SqliteRow.Set(purge, "$account", account);
                    SqliteRow.Set(purge, "$now", SqliteRow.Microseconds(now));
                    SqliteRow.Set(purge, "$free_before", SqliteRow.Microseconds(freeBefore));
                    SqliteRow.Set(purge, "$most", most - deleted);
                    deleted += purge.ExecuteNonQuery();
                }

                return deleted;
            },
            cancellationToken);

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                using var reserve = SqliteStore.Command(connection, statements.Reserve);
                SqliteRow.Set(reserve, "$account", account);
                SqliteRow.Set(reserve, "$sender", sender);
                SqliteRow.Set(reserve, "$whole", SqliteRow.Microseconds(gap * count));
                return TimeSpan.FromMicroseconds((long)reserve.ExecuteScalar()!);
            },
            cancellationToken);

    private static LedgerRow Claim(SqliteCommand claim, SqliteCommand find, LedgerRow row)
    {
        SqliteRow.Bind(claim, row);
        if (ReadAll(claim) is [var claimed])
        {
            return claimed;
        }

        return FindOne(find, row.Key)!;
    }

    private static LedgerRow? FindOne(SqliteCommand find, LedgerKey key)
    {
        SqliteRow.BindKey(find, key);
        return ReadAll(find).FirstOrDefault();
    }

    private static LedgerWrite Record(SqliteCommand record, SqliteCommand find, LedgerRow row)
    {
        SqliteRow.Bind(record, row);
        if (Write(record) is { } write)
        {
            return write;
        }

        SqliteRow.BindKey(find, row.Key);
        return (string)find.ExecuteScalar()! == row.MessageSid ? LedgerWrite.Written : LedgerWrite.Changed;
    }

    /// <summary>What came of a statement that changes a row; null where it found none to change.</summary>
    private static LedgerWrite? Write(SqliteCommand command)
    {
        try
        {
            return command.ExecuteNonQuery() == 1 ? LedgerWrite.Written : null;
        }
        catch (SqliteException exception) when (SqliteErrors.IsUnique(exception))
        {
            return LedgerWrite.MessageOwned;
        }
    }

    private Task<IReadOnlyList<LedgerRow>> QueryAsync(string sql, Action<SqliteCommand> bind, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<LedgerRow>>(
            connection =>
            {
                using var query = SqliteStore.Command(connection, sql);
                bind(query);
                return ReadAll(query);
            },
            cancellationToken);

    private static List<LedgerRow> ReadAll(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            rows.Add(SqliteRow.Read(reader));
        }

        return rows;
    }
}
