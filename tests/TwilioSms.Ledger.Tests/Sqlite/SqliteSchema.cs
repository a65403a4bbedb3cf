using TwilioSms.Ledger.Sqlite;
using TwilioSms.Ledger.Tests.Contract;

namespace TwilioSms.Ledger.Tests.Sqlite;

public sealed class SqliteSchema : IAsyncLifetime
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schema", "sqlite.sql"));

    private readonly SqliteFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task The_script_of_the_package_makes_what_the_ledger_makes()
    {
        await file.Open().GetSaltAsync(Stop);
        var made = Describe(file);
        await using var other = new SqliteFile();
        other.Execute(Script);

        Describe(other).Should().Be(made).And.Contain("sms_send_rivals");
        var claim = Rows.Claim();
        (await other.Open().ClaimAsync([claim], Stop))[0].Token.Should().Be(claim.Token);
    }

    [Fact]
    public async Task Commits_are_on_the_disk_before_they_are_answered()
    {
        using var store = new SqliteStore(file.FilePath, new SqliteStatements("sms_"));

        var settings = await store.WriteAsync(
            connection =>
            {
                using var command = SqliteStore.Command(connection, "SELECT j.journal_mode, s.synchronous FROM pragma_journal_mode j, pragma_synchronous s");
                using var reader = command.ExecuteReader();
                reader.Read();
                return (reader.GetString(0), reader.GetInt32(1));
            },
            Stop);

        const int full = 2;
        settings.Should().Be(("wal", full));
    }

    [Fact]
    public async Task Ledgers_with_prefixes_of_their_own_share_a_file()
    {
        var mine = file.Open("tenant_a_");
        var theirs = file.Open("tenant_b_");

        await mine.ClaimAsync([Rows.Claim()], Stop);

        var claim = Rows.Claim();
        (await theirs.ClaimAsync([claim], Stop))[0].Token.Should().Be(claim.Token);
        (await mine.GetSaltAsync(Stop)).ToArray().Should().NotEqual((await theirs.GetSaltAsync(Stop)).ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sms_")]
    [InlineData("1_")]
    [InlineData("a; DROP TABLE sms_send; --")]
    [InlineData("a_prefix_that_is_longer_than_thirty")]
    public void A_prefix_that_is_none_is_refused_when_the_host_is_set_up(string prefix) =>
        new Action(() => file.Open(prefix)).Should().Throw<ArgumentException>().WithMessage("The prefix of the tables is*");

    [Fact]
    public async Task A_newer_version_that_this_one_can_work_with_is_worked_with()
    {
        await file.Open().GetSaltAsync(Stop);
        file.Execute("ALTER TABLE sms_send ADD COLUMN of_tomorrow text NOT NULL DEFAULT 'x'; UPDATE sms_meta SET version = 2");
        var ledger = file.Open();

        var row = (await ledger.ClaimAsync([Rows.Claim()], Stop))[0];
        (await ledger.RecordAsync([row.Sent(1)], Stop)).Should().Equal(LedgerWrite.Written);
    }

    [Fact]
    public async Task A_newer_version_that_this_one_cannot_work_with_is_refused_even_while_it_runs()
    {
        var ledger = file.Open();
        await ledger.ClaimAsync([Rows.Claim()], Stop);

        file.Execute("UPDATE sms_meta SET version = 3, oldest = 2");

        foreach (var old in (ISendLedger[])[ledger, file.Open()])
        {
            await old.Awaiting(it => it.ClaimAsync([Rows.Claim("order-2")], Stop)).Should().ThrowAsync<TwilioLedgerException>()
                .WithMessage("*are of version 3*Update the package.");
        }
    }

    private static string Describe(SqliteFile file) => (string)file.Scalar(
        "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_master ORDER BY name)")!;
}
