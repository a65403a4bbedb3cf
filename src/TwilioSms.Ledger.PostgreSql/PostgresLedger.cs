using System.Runtime.CompilerServices;
using Npgsql;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>The ledger in a PostgreSQL database.</summary>
internal sealed class PostgresLedger(PostgresStore store, PostgresStatements statements) : ISendLedger
{
    private const int Page = 1_000;

    // A row that was deleted, or became free, between a claim and the look at who has it is claimed again; nobody loses that race for long.
    private const int Rounds = 10;

    public bool IsDurable => true;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) => store.GetSaltAsync(cancellationToken);

    public async Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken)
    {
        var standing = new Dictionary<LedgerKey, LedgerRow>(claims.Count);
        var open = claims.ToList();
        for (var round = 0; open.Count > 0; round++)
        {
            if (round == Rounds)
            {
                throw new TwilioLedgerException("A row of the ledger is deleted and made again all the time. Look for who else changes its tables.");
            }

            var said = open;
            var rows = await store.RunAsync(
                statements.Claim,
                parameters => ClaimParameters(parameters, said),
                PostgresRow.Read,
                writes: true,
                cancellationToken,
                (statements.FindOthers, parameters => PostgresRow.AddClaimants(parameters, said))).ConfigureAwait(false);
            foreach (var claim in said)
            {
                // The query comes after the claim, so what it has of a row is later.
                if (rows.FindLast(row => row.Key == claim.Key) is { } row)
                {
                    var elsewhere = rows.Find(other => other.Key.Key == claim.Key.Key && other.Key.To == claim.Key.To && other.Key != claim.Key);
                    standing[claim.Key] = elsewhere is null ? row : row with { Elsewhere = elsewhere };
                }
            }

            open = open.FindAll(claim => !standing.ContainsKey(claim.Key));
        }

        return [.. claims.Select(claim => standing[claim.Key])];
    }

    public async Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordAllAsync(sent, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (IsOwned(exception) && sent.Count == 1)
        {
            return [LedgerWrite.MessageOwned];
        }
        catch (PostgresException exception) when (IsOwned(exception))
        {
            // Which of them it was is not told, so each is recorded by itself.
            var writes = new List<LedgerWrite>(sent.Count);
            foreach (var row in sent)
            {
                writes.AddRange(await RecordAsync([row], cancellationToken).ConfigureAwait(false));
            }

            return writes;
        }
    }

    public async Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken)
    {
        try
        {
            var written = await store.RunAsync(
                statements.Replace,
                parameters => PostgresRow.AddReplacement(parameters, seen, row),
                static reader => reader.GetBoolean(0),
                writes: true,
                cancellationToken).ConfigureAwait(false);
            return written.Count == 1 ? LedgerWrite.Written : LedgerWrite.Changed;
        }
        catch (PostgresException exception) when (IsOwned(exception))
        {
            return LedgerWrite.MessageOwned;
        }
    }

    public async Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        await ReadAsync(
            statements.FindAll,
            parameters =>
            {
                PostgresRow.Add(parameters, key.ToByteArray());
                PostgresRow.Add(parameters, to.ToByteArray());
            },
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        await ReadAsync(
            statements.FindRivals,
            parameters =>
            {
                PostgresRow.Add(parameters, row.Key.Account);
                PostgresRow.Add(parameters, row.Key.To.ToByteArray());
                PostgresRow.Add(parameters, row.Sender);
                PostgresRow.Add(parameters, PostgresRow.Trace(row));
            },
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) =>
        await store.RunAsync(
            statements.FindOwned,
            parameters =>
            {
                PostgresRow.Add(parameters, account);
                PostgresRow.Add(parameters, messageSids.ToArray());
            },
            static reader => reader.GetString(0),
            writes: false,
            cancellationToken).ConfigureAwait(false);

    public async Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            statements.FindWitness,
            parameters =>
            {
                PostgresRow.Add(parameters, account);
                PostgresRow.Add(parameters, callingCode);
                PostgresRow.Add(parameters, settledBefore.ToUniversalTime());
            },
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) =>
        await store.RunAsync(
            statements.TakeDue,
            parameters =>
            {
                PostgresRow.Add(parameters, account);
                PostgresRow.Add(parameters, most);
                PostgresRow.Add(parameters, jitter);
            },
            PostgresRow.Read,
            writes: true,
            cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<LedgerRow> ListAsync(
        string account, LedgerState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<LedgerRow> page;
        LedgerRow? last = null;
        do
        {
            page = await ReadAsync(
                statements.List,
                parameters =>
                {
                    PostgresRow.Add(parameters, account);
                    PostgresRow.Add(parameters, (short)state);
                    PostgresRow.Add(parameters, last?.BeganTwilio ?? DateTimeOffset.UnixEpoch);
                    PostgresRow.Add(parameters, last?.Key.Key.ToByteArray() ?? []);
                    PostgresRow.Add(parameters, last?.Key.To.ToByteArray() ?? []);
                    PostgresRow.Add(parameters, Page);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return last = row;
            }
        }
        while (page.Count == Page);
    }

    public async Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken)
    {
        var counts = await store.RunAsync(
            statements.Count,
            parameters => PostgresRow.Add(parameters, account),
            static reader => new LedgerCounts
            {
                Claimed = reader.GetInt64(0),
                Parked = reader.GetInt64(1),
                OldestClaim = reader.IsDBNull(2) ? null : reader.GetTimeSpan(2),
            },
            writes: false,
            cancellationToken).ConfigureAwait(false);
        return counts[0];
    }

    public async Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken)
    {
        var deleted = await PurgeAsync(statements.PurgeSent, account, now, most, cancellationToken).ConfigureAwait(false);
        return deleted + await PurgeAsync(statements.PurgeFree, account, freeBefore, most - deleted, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TimeSpan> ReserveAsync(
        string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken)
    {
        var waits = await store.RunAsync(
            statements.Reserve,
            parameters =>
            {
                PostgresRow.Add(parameters, account);
                PostgresRow.Add(parameters, sender);
                PostgresRow.Add(parameters, gap * count);
            },
            static reader => reader.GetTimeSpan(0),
            writes: true,
            cancellationToken).ConfigureAwait(false);
        return waits[0];
    }

    /// <summary>Whether a statement was refused because another row has the message.</summary>
    internal static bool IsOwned(NpgsqlException exception) => exception.SqlState == PostgresErrorCodes.UniqueViolation;

    private async Task<IReadOnlyList<LedgerWrite>> RecordAllAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken)
    {
        var recorded = await WriteAsync(statements.Record, FactParameters, PostgresRow.Read, sent, cancellationToken).ConfigureAwait(false);
        if (recorded.Count == sent.Count)
        {
            return [.. Enumerable.Repeat(LedgerWrite.Written, sent.Count)];
        }

        // The others were sent already: by the statement before, whose answer was lost, or as another message.
        var rows = await ReadAsync(
            statements.FindEach, parameters => PostgresRow.AddKeys(parameters, sent), cancellationToken).ConfigureAwait(false);
        var messages = rows.ToDictionary(static row => row.Key, static row => row.MessageSid);
        return [.. sent.Select(row => messages.TryGetValue(row.Key, out var message) && message == row.MessageSid
            ? LedgerWrite.Written
            : LedgerWrite.Changed)];
    }

    private async Task<int> PurgeAsync(string sql, string account, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var deleted = await store.RunAsync(
            sql,
            parameters =>
            {
                PostgresRow.Add(parameters, account);
                PostgresRow.Add(parameters, before.ToUniversalTime());
                PostgresRow.Add(parameters, most);
            },
            static reader => reader.GetBoolean(0),
            writes: true,
            cancellationToken).ConfigureAwait(false);
        return deleted.Count;
    }

    private Task<List<LedgerRow>> ReadAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        store.RunAsync(sql, bind, PostgresRow.Read, writes: false, cancellationToken);

    private Task<List<T>> WriteAsync<T>(
        string sql,
        Action<NpgsqlParameterCollection, IReadOnlyList<LedgerRow>> bind,
        Func<NpgsqlDataReader, T> read,
        IReadOnlyList<LedgerRow> rows,
        CancellationToken cancellationToken) =>
        store.RunAsync(sql, parameters => bind(parameters, rows), read, writes: true, cancellationToken);

    private static void ClaimParameters(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        PostgresRow.AddClaims(parameters, rows);
        PostgresRow.AddLooks(parameters, rows);
    }

    private static void FactParameters(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        PostgresRow.AddClaims(parameters, rows);
        PostgresRow.AddFacts(parameters, rows);
    }
}
