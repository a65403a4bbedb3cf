using System.Security.Cryptography;
using Npgsql;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>The database: its tables made where they are missing, and every write durable before it is answered.</summary>
internal sealed class PostgresStore(NpgsqlDataSource dataSource, PostgresStatements statements, bool ownsDataSource)
    : IAsyncDisposable, IDisposable
{
    private const int Version = 1;

    // Held while the tables are made, so that of many that begin at once one makes them.
    private const long MakingTables = 0x54574C4544474552;

    private readonly SemaphoreSlim turn = new(1);
    private volatile byte[]? salt;

    private bool IsPrepared => salt is not null;

    public async Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return salt;
    }

    /// <summary>Rows that a statement reads or changes, and after it those of a query that sees what was changed, committed, and what others did;
    /// in one round trip. Where the connection broke it is said once more, on another: every statement of the ledger may be repeated.</summary>
    public async Task<List<T>> RunAsync<T>(
        string sql,
        Action<NpgsqlParameterCollection> bind,
        Func<NpgsqlDataReader, T> read,
        bool writes,
        CancellationToken cancellationToken,
        (string Sql, Action<NpgsqlParameterCollection> Bind)? after = null)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await TranslateAsync(async () =>
        {
            try
            {
                return await RunOnceAsync(sql, bind, read, writes, after, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (PostgresErrors.IsBroken(exception))
            {
                return await RunOnceAsync(sql, bind, read, writes, after, cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    public void Dispose()
    {
        turn.Dispose();
        if (ownsDataSource)
        {
            dataSource.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        turn.Dispose();
        return ownsDataSource ? dataSource.DisposeAsync() : default;
    }

    // A write is durable whatever the setting of the server or the host: it is set in the transaction itself, so that a connection of the
    // host's own pool, or one that a proxy hands out, is left as it was.
    private async Task<List<T>> RunOnceAsync<T>(
        string sql,
        Action<NpgsqlParameterCollection> bind,
        Func<NpgsqlDataReader, T> read,
        bool writes,
        (string Sql, Action<NpgsqlParameterCollection> Bind)? after,
        CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection);
        await using var __ = batch.ConfigureAwait(false);
        if (writes)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL synchronous_commit = on"));
        }

        Add(sql, bind);
        if (writes)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        if (after is { } query)
        {
            Add(query.Sql, query.Bind);
        }

        var rows = new List<T>();
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = reader.ConfigureAwait(false);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        return rows;

        void Add(string sql, Action<NpgsqlParameterCollection> bind)
        {
            var statement = new NpgsqlBatchCommand(sql);
            bind(statement.Parameters);
            batch.BatchCommands.Add(statement);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (IsPrepared)
        {
            return;
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsPrepared)
            {
                salt = await TranslateAsync(() => ReadSaltAsync(cancellationToken)).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<byte[]> ReadSaltAsync(CancellationToken cancellationToken)
    {
        byte[]? found;
        try
        {
            found = await ReadMetaAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (PostgresErrors.IsMissingTable(exception))
        {
            await MakeTablesAsync(cancellationToken).ConfigureAwait(false);
            found = null;
        }

        while (found is null)
        {
            var make = dataSource.CreateCommand(statements.MakeSalt);
            await using var _ = make.ConfigureAwait(false);
            PostgresRow.Add(make.Parameters, RandomNumberGenerator.GetBytes(LedgerHash.Length));
            await make.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            found = await ReadMetaAsync(cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async Task<byte[]?> ReadMetaAsync(CancellationToken cancellationToken)
    {
        var command = dataSource.CreateCommand(statements.Meta);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return SaltOf(reader);
    }

    private static byte[]? SaltOf(NpgsqlDataReader meta)
    {
        if (meta.GetInt32(1) > Version)
        {
            throw PostgresErrors.NewerSchema(meta.GetInt32(0));
        }

        return meta.IsDBNull(2) ? null : meta.GetFieldValue<byte[]>(2);
    }

    private async Task MakeTablesAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        await ExecuteAsync(FormattableString.Invariant($"SELECT pg_advisory_xact_lock({MakingTables})")).ConfigureAwait(false);
        if (statements.SchemaName is { } schema)
        {
            await ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"").ConfigureAwait(false);
            await ExecuteAsync($"SET LOCAL search_path TO \"{schema}\"").ConfigureAwait(false);
        }

        await ExecuteAsync(statements.Schema()).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        async Task ExecuteAsync(string sql)
        {
            var command = connection.CreateCommand();
            await using var _ = command.ConfigureAwait(false);
#pragma warning disable CA2100 // The names in it are held to their form.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> TranslateAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (NpgsqlException exception) when (!PostgresLedger.IsOwned(exception))
        {
            throw PostgresErrors.From(exception, dataSource.ConnectionString);
        }
    }
}
