using Npgsql;
using TwilioSms.Ledger.PostgreSql;
using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.PostgreSql;

/// <summary>A server that the tests of this class have for themselves, to kill it.</summary>
public sealed class PostgresFaults(PostgresFaults.OwnServer fixture) : IClassFixture<PostgresFaults.OwnServer>, IAsyncLifetime
{
    private PostgresDatabase database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await PostgresDatabase.CreateAsync(fixture.Postgres);

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? default;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_crash_and_in_between_the_error_says_so()
    {
        // The server itself waits for no commit, and writes them seldom.
        var ledger = new BatchingLedger(database.Open(), TimeProvider.System);
        await ledger.GetSaltAsync(Stop);
        var acknowledged = new List<LedgerRow>();
        var failures = new List<TwilioLedgerException>();
        var killing = default(Task);
        for (var n = 0; failures.Count < 3; n++)
        {
            var claims = Enumerable.Range(0, 8).Select(i => Rows.Claim($"order-{n}-{i}")).ToList();
            var claiming = claims.Select(claim => ledger.ClaimAsync([claim], Stop)).ToList();
            if (n == 20)
            {
                killing = fixture.Postgres.KillAsync();
            }

            foreach (var claim in claiming)
            {
                try
                {
                    acknowledged.AddRange(await claim);
                }
                catch (TwilioLedgerException exception)
                {
                    failures.Add(exception);
                }
            }
        }

        await killing!;
        failures.Should().OnlyContain(failure => failure.IsTransient && failure.Message.Contains("The ", StringComparison.Ordinal));
        await ledger.Awaiting(it => it.ClaimAsync([Rows.Claim()], Stop)).Should().ThrowAsync<TwilioLedgerException>()
            .WithMessage("The ledger's server 127.0.0.1:* cannot be reached. Check that it runs*");

        await fixture.Postgres.StartAgainAsync();

        acknowledged.Should().HaveCountGreaterThan(100);
        foreach (var row in acknowledged)
        {
            var kept = (await FindAsync(ledger, row)).Should().ContainSingle().Subject;
            kept.Token.Should().Be(row.Token);
        }

        // A claim whose answer was lost is repeated with its token, whether it had its effect or not.
        var claimed = Rows.Claim();
        (await ledger.ClaimAsync([claimed], Stop))[0].Token.Should().Be(claimed.Token);
        (await ledger.ClaimAsync([claimed], Stop))[0].Renewals.Should().Be(1);
    }

    [Fact]
    public async Task A_fact_that_was_acknowledged_is_there_after_a_crash()
    {
        var ledger = database.Open();
        var row = (await ledger.ClaimAsync([Rows.Claim()], Stop))[0];
        var other = (await ledger.ClaimAsync([Rows.Claim("order-2")], Stop))[0];
        await ledger.RecordAsync([row.Sent(1)], Stop);
        await ledger.ReplaceAsync(other, other.Parked(), Stop);

        await fixture.Postgres.KillAsync();
        await fixture.Postgres.StartAgainAsync();

        (await FindAsync(ledger, row)).Should().ContainSingle().Which.MessageSid.Should().Be(Rows.Sid(1));
        (await FindAsync(ledger, other)).Should().ContainSingle().Which.State.Should().Be(LedgerState.Parked);
    }

    [Fact]
    public async Task A_host_that_began_without_the_server_goes_on_when_it_is_there()
    {
        var ledger = database.Open();
        await fixture.Postgres.KillAsync();
        await FailsAsync(ledger, "*cannot be reached*");

        await fixture.Postgres.StartAgainAsync();

        var claim = Rows.Claim();
        (await ledger.ClaimAsync([claim], Stop))[0].Token.Should().Be(claim.Token);
    }

    [Fact]
    public async Task A_statement_whose_connection_the_server_ends_is_said_again_on_another()
    {
        var ledger = database.Open();
        await ledger.GetSaltAsync(Stop);
        var blocking = database.ExecuteAsync("BEGIN; LOCK TABLE sms_send; SELECT pg_sleep(3); COMMIT");
        await LockedAsync();
        var claim = Rows.Claim();
        var claiming = ledger.ClaimAsync([claim], Stop);
        while ((bool)(await database.ScalarAsync(
            "SELECT count(pg_terminate_backend(pid)) = 0 FROM pg_locks WHERE NOT granted AND relation = 'sms_send'::regclass"))!)
        {
            await Task.Yield();
        }

        (await claiming)[0].Token.Should().Be(claim.Token);
        await blocking;
    }

    [Fact]
    public async Task A_table_that_somebody_locks_is_waited_for_and_then_told()
    {
        var ledger = database.Open(more: "Command Timeout=1");
        await ledger.GetSaltAsync(Stop);
        var blocking = database.ExecuteAsync("BEGIN; LOCK TABLE sms_send; SELECT pg_sleep(4); COMMIT");
        await LockedAsync();

        await FailsAsync(ledger, "*did not answer in time*");

        await blocking;
        await ledger.ClaimAsync([Rows.Claim()], Stop);
    }

    [Fact]
    public async Task Who_gives_up_is_told_so_and_not_of_an_error()
    {
        var ledger = database.Open();
        await ledger.GetSaltAsync(Stop);
        var blocking = database.ExecuteAsync("BEGIN; LOCK TABLE sms_send; SELECT pg_sleep(3); COMMIT");
        await LockedAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var claiming = ledger.ClaimAsync([Rows.Claim()], cancellation.Token);

        await cancellation.CancelAsync();

        await claiming.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        await blocking;
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await database.ExecuteAsync("DROP ROLE IF EXISTS shop; CREATE ROLE shop LOGIN PASSWORD 'right'");
        await fixture.Postgres.RequirePasswordAsync("shop");
        var ledger = database.Open(more: "Username=shop;Password=wr0ng-s3cret");

        var told = await FailsAsync(ledger, "*refuses the user shop. Check user name and password*");

        told.ToString().Should().NotContain("wr0ng-s3cret");
    }

    [Fact]
    public Task A_database_that_is_not_there_is_told() =>
        FailsAsync(database.Open(more: "Database=nowhere"), "*has no database nowhere. Create it*");

    [Fact]
    public Task A_server_that_is_not_there_is_told() =>
        FailsAsync(database.Open(more: "Port=1"), "The ledger's server 127.0.0.1:1 cannot be reached*");

    [Fact]
    public async Task A_server_that_only_reads_is_told()
    {
        await database.Open().GetSaltAsync(Stop);

        await FailsAsync(database.Open(more: "Options=-c default_transaction_read_only=on"), "*only reads: it may be a standby*primary*");
    }

    [Fact]
    public async Task Tables_that_are_gone_are_told_and_not_made_again()
    {
        var ledger = database.Open();
        await ledger.ClaimAsync([Rows.Claim()], Stop);
        await database.ExecuteAsync("DROP TABLE sms_send");

        await FailsAsync(ledger, "The tables of the ledger are gone*restart*");
        await FailsAsync(ledger, "The tables of the ledger are gone*restart*");
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "*has no room. Free space*")]
    [InlineData(PostgresErrorCodes.TooManyConnections, "*takes no more connections*max_connections*")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "*is stopping or starting*")]
    [InlineData(PostgresErrorCodes.QueryCanceled, "*gave up waiting*")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "The user shop may not use*schema/schema.sql*")]
    [InlineData("XX000", "*reports error XX000*")]
    public void Every_error_of_PostgreSQL_says_what_to_do(string state, string message)
    {
        var error = new PostgresException("as PostgreSQL has it", "ERROR", "ERROR", state);

        var told = PostgresErrors.From(error, "Host=db.internal;Username=shop;Password=s3cret;Database=shop");

        told.Message.Should().Match(message).And.NotContain("s3cret");
        told.InnerException.Should().BeSameAs(error);
    }

    private async Task LockedAsync()
    {
        while ((long)(await database.ScalarAsync(
            "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' AND relation = 'sms_send'::regclass"))! == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task<TwilioLedgerException> FailsAsync(ISendLedger ledger, string message) =>
        (await ledger.Awaiting(it => it.ClaimAsync([Rows.Claim()], Stop)).Should().ThrowAsync<TwilioLedgerException>().WithMessage(message)).Which;

    private static Task<IReadOnlyList<LedgerRow>> FindAsync(ISendLedger ledger, LedgerRow row) =>
        ledger.FindAsync(row.Key.Key, row.Key.To, Stop);

    public sealed class OwnServer : IAsyncDisposable
    {
        public PostgresServer Postgres { get; } = new();

        public ValueTask DisposeAsync() => Postgres.DisposeAsync();
    }
}
