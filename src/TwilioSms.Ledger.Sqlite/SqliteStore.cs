using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>The file: opened anew for each commit, so that what is read and written is always the file that is there.</summary>
internal sealed class SqliteStore : IDisposable
{
    private const int Version = 1;
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly string path;
    private readonly SqliteStatements statements;
    private readonly SqliteQueue queue;
    private byte[]? salt;

    // While one connection is open, closing another does not fold the write-ahead log into the file, which costs more than all else.
    private SqliteConnection? keeper;

    public SqliteStore(string path, SqliteStatements statements)
    {
        this.path = path;
        this.statements = statements;
        queue = new SqliteQueue(Run);
    }

    public async Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) =>
        await ReadAsync(_ => salt, cancellationToken).ConfigureAwait(false);

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        RunAsync(new SqliteCall<T>(read, writes: false), cancellationToken);

    /// <summary>A transaction, or a part of one, durable when it is done.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) =>
        RunAsync(new SqliteCall<T>(write, writes: true), cancellationToken);

    public static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names in it are held to their form.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public void Dispose() => keeper?.Dispose();

    private async Task<T> RunAsync<T>(SqliteCall<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        queue.Add(call);
        using (cancellationToken.Register(() => call.Leave(cancellationToken)))
        {
            return await call.Answer.ConfigureAwait(false);
        }
    }

    private void Run(IReadOnlyList<SqliteCall> calls)
    {
        var isFaultOfOne = false;
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

            using var transaction = calls[0].Writes ? connection.BeginTransaction(deferred: false) : null;
            isFaultOfOne = calls.Count > 1;
            foreach (var call in calls)
            {
                call.Do(connection);
            }

            isFaultOfOne = false;
            transaction?.Commit();
            if (!File.Exists(path))
            {
                throw SqliteErrors.Gone(path);
            }
        }
#pragma warning disable CA1031 // Each caller throws it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var call in calls)
            {
                if (isFaultOfOne)
                {
                    Run([call]);
                }
                else
                {
                    call.Fail(Translate(exception));
                }
            }

            return;
        }

        foreach (var call in calls)
        {
            call.Succeed();
        }
    }

    // Every caller gets an exception of its own, as each may be given a result of its own.
    private Exception Translate(Exception exception) => exception switch
    {
        SqliteException when salt is not null && !File.Exists(path) => SqliteErrors.Gone(path),
        SqliteException error => SqliteErrors.From(error, path),
        TwilioLedgerException error => new TwilioLedgerException(error.Message, error.InnerException),
        _ => exception,
    };

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
