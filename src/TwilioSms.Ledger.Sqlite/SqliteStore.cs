using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>The file: opened anew for each call, so that what is read and written is always the file that is there.</summary>
internal sealed class SqliteStore(string path, SqliteStatements statements) : IDisposable
{
    private const int Version = 1;
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private byte[]? salt;

    // While one connection is open, closing another does not fold the write-ahead log into the file, which costs more than all else.
    private SqliteConnection? keeper;

    public async Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) =>
        await RunAsync((_, salt) => salt, cancellationToken).ConfigureAwait(false);

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        RunAsync((connection, _) => read(connection), cancellationToken);

    /// <summary>One transaction, durable when it is done. The writers of a process wait for each other here and not in SQLite, where each
    /// would hold a thread.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) => RunAsync(
        (connection, _) =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = write(connection);
            transaction.Commit();
            return result;
        },
        cancellationToken);

    public static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names in it are held to their form.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public void Dispose()
    {
        keeper?.Dispose();
        turn.Dispose();
    }

    // SQLite knows no asynchronous work: it blocks a thread of the pool, one for all the calls of the process.
    private async Task<T> RunAsync<T>(Func<SqliteConnection, byte[], T> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(work), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private T Run<T>(Func<SqliteConnection, byte[], T> work)
    {
        try
        {
            if (salt is null)
            {
                keeper?.Dispose();
                keeper = Open(SqliteOpenMode.ReadWriteCreate);
                salt = Prepare(keeper);
            }

            using var connection = Open(SqliteOpenMode.ReadWrite);
            if (!salt.AsSpan().SequenceEqual(ReadMeta(connection)))
            {
                throw SqliteErrors.Exchanged(path);
            }

            var result = work(connection, salt);
            return File.Exists(path) ? result : throw SqliteErrors.Gone(path);
        }
        catch (SqliteException exception)
        {
            throw salt is not null && !File.Exists(path) ? SqliteErrors.Gone(path) : SqliteErrors.From(exception, path);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        // SQLite waits for a lock itself; the driver's own waiting, in steps of 150 ms, only ends it.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, FormattableString.Invariant($"PRAGMA busy_timeout = {BusyTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL;"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private byte[] Prepare(SqliteConnection connection)
    {
        SwitchToWriteAheadLog(connection);
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            using var metaExists = Command(connection, statements.MetaExists);
            if ((long)metaExists.ExecuteScalar()! == 0)
            {
                Execute(connection, statements.Schema());
            }

            using var makeSalt = Command(connection, statements.MakeSalt);
            SqliteRow.Set(makeSalt, "$salt", RandomNumberGenerator.GetBytes(LedgerHash.Length));
            makeSalt.ExecuteNonQuery();
            transaction.Commit();
        }

        return ReadMeta(connection)!;
    }

    // Several processes that begin at once hinder each other here without being made to wait.
    private static void SwitchToWriteAheadLog(SqliteConnection connection)
    {
        for (var left = BusyTimeout; ; left -= TimeSpan.FromMilliseconds(20))
        {
            try
            {
                Execute(connection, "PRAGMA journal_mode = WAL;");
                return;
            }
            catch (SqliteException exception) when (SqliteErrors.IsBusy(exception) && left > TimeSpan.Zero)
            {
                Thread.Sleep(20);
            }
        }
    }

    private byte[]? ReadMeta(SqliteConnection connection)
    {
        using var command = Command(connection, statements.Meta);
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.IsDBNull(2))
        {
            return null;
        }

        return reader.GetInt32(1) > Version ? throw SqliteErrors.NewerSchema(path, reader.GetInt32(0)) : reader.GetFieldValue<byte[]>(2);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }
}
