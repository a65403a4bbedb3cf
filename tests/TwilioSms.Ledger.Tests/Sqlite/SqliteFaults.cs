using Microsoft.Data.Sqlite;
using TwilioSms.Ledger.Sqlite;
using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Ledger.Tests.Peers;

namespace TwilioSms.Ledger.Tests.Sqlite;

public sealed class SqliteFaults : IAsyncLifetime
{
    private readonly SqliteFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task A_file_that_was_deleted_in_use_is_noticed_and_no_new_one_takes_its_place()
    {
        var ledger = file.Open();
        await ledger.ClaimAsync([Rows.Claim()], Stop);
        foreach (var path in Directory.GetFiles(file.Folder))
        {
            File.Delete(path);
        }

        await FailsAsync(ledger, "*was deleted while it was in use*restart*");
        await FailsAsync(ledger, "*was deleted while it was in use*restart*");

        File.Exists(file.FilePath).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_is_written_has_taken_nothing()
    {
        using var store = new SqliteStore(file.FilePath, new SqliteStatements(SqliteStatements.DefaultPrefix));
        await store.GetSaltAsync(Stop);

        var writing = store.WriteAsync(
            connection =>
            {
                File.Delete(file.FilePath);
                return 1;
            },
            Stop);

        await writing.Awaiting(it => it).Should().ThrowAsync<TwilioLedgerException>().WithMessage("*was deleted while it was in use*");
    }

    [Fact]
    public async Task Writes_that_waited_together_share_a_transaction_and_not_a_fault()
    {
        using var store = new SqliteStore(file.FilePath, new SqliteStatements(SqliteStatements.DefaultPrefix));
        await store.GetSaltAsync(Stop);
        using var gate = new ManualResetEventSlim();
        var first = store.ReadAsync(
            _ =>
            {
                gate.Wait(Stop);
                return 0;
            },
            Stop);
        var writers = new List<SqliteConnection>();

        var writing = Enumerable.Range(0, 5).Select(n => store.WriteAsync(
            connection =>
            {
                writers.Add(connection);
                return n == 3 ? throw new TwilioLedgerException("There is no room.") : n;
            },
            Stop)).ToList();
        gate.Set();
        await first;

        foreach (var (write, n) in writing.Select((write, n) => (write, n)))
        {
            if (n == 3)
            {
                await write.Awaiting(it => it).Should().ThrowAsync<TwilioLedgerException>().WithMessage("There is no room.");
            }
            else
            {
                (await write).Should().Be(n);
            }
        }

        writers.Take(4).Distinct().Should().ContainSingle("the four before the fault were of one transaction");
        writers.Skip(4).Should().HaveCount(5).And.OnlyHaveUniqueItems("each was then done alone");
    }

    [Fact]
    public async Task A_file_that_was_exchanged_in_use_is_noticed_and_not_written()
    {
        var ledger = file.Open();
        await ledger.ClaimAsync([Rows.Claim()], Stop);
        foreach (var path in Directory.GetFiles(file.Folder))
        {
            File.Move(path, path + ".aside");
        }

        var other = file.Open();
        await other.GetSaltAsync(Stop);

        await FailsAsync(ledger, "Another file took the place of the ledger*");

        (await other.FindAsync(Rows.Claim().Key.Key, Rows.Claim().Key.To, Stop)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_somebody_else_locks_is_waited_for_and_then_told()
    {
        var ledger = file.Open();
        await ledger.GetSaltAsync(Stop);
        await using var other = file.Connect();
        await using var transaction = await other.BeginTransactionAsync(Stop);

        await FailsAsync(ledger, "*was locked by another program for 5 seconds*");

        (await ledger.FindAsync(Rows.Hash("order-1"), Rows.Hash("to"), Stop)).Should().BeEmpty(because: "reading waits for no writer");
        await transaction.RollbackAsync(Stop);
        await ledger.ClaimAsync([Rows.Claim()], Stop);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        await File.WriteAllTextAsync(file.FilePath, string.Concat(Enumerable.Repeat("To whom it may concern. ", 100)), Stop);

        await FailsAsync(file.Open(), "*is no SQLite database*a file of its own*");

        (await File.ReadAllTextAsync(file.FilePath, Stop)).Should().StartWith("To whom");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_and_is_used_once_it_is()
    {
        Directory.Delete(file.Folder);
        var ledger = file.Open();

        await FailsAsync(ledger, "*cannot be opened*folder must exist*");

        Directory.CreateDirectory(file.Folder);
        await ledger.ClaimAsync([Rows.Claim()], Stop);
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_told()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Only root on Linux may become somebody else.");
            return;
        }

        await file.Open().GetSaltAsync(Stop);
        file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        foreach (var path in Directory.GetFiles(file.Folder))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.SetUnixFileMode(file.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        using var peer = (await Peer.StartAsync(1, "sqlite", file.FilePath, "salt", 0, asUser: "nobody"))[0];

        peer.Begin();

        (await peer.ReadAllAsync()).Should().ContainSingle().Which.Should().Match("*cannot be opened*able to read and write in it*");
    }

    [Theory]
    [InlineData(5, "*was locked by another program*")]
    [InlineData(8, "*cannot be written*")]
    [InlineData(10, "*disk*local disk that works*")]
    [InlineData(11, "*is damaged*backup*")]
    [InlineData(13, "There is no room*Free space*")]
    [InlineData(14, "*cannot be opened*")]
    [InlineData(26, "*is no SQLite database*")]
    [InlineData(1, "*SQLite's error 1.")]
    public void Every_error_of_SQLite_says_what_to_do(int code, string message)
    {
        var error = new SqliteException("as SQLite has it", code);

        var told = SqliteErrors.From(error, "/data/ledger.db");

        told.Message.Should().Match(message).And.Contain("/data/ledger.db");
        told.InnerException.Should().BeSameAs(error);
        told.IsTransient.Should().BeTrue();
    }

    private static async Task FailsAsync(ISendLedger ledger, string message) =>
        await ledger.Awaiting(it => it.ClaimAsync([Rows.Claim()], Stop)).Should().ThrowAsync<TwilioLedgerException>().WithMessage(message);
}
