using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.PostgreSql;

public sealed class PostgresSchema(PostgresServer server) : IAsyncLifetime
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schema", "postgresql.sql"));

    private PostgresDatabase database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await PostgresDatabase.CreateAsync(server);

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_script_of_the_package_makes_what_the_ledger_makes()
    {
        await database.Open().GetSaltAsync(Stop);
        var made = await DescribeAsync(database);
        await using var other = await PostgresDatabase.CreateAsync(server);
        await other.ExecuteAsync(Script);

        (await DescribeAsync(other)).Should().Be(made).And.Contain("sms_send_rivals");
        await SendAsync(other.Open());
    }

    [Fact]
    public async Task An_account_that_may_make_no_tables_uses_those_of_the_script()
    {
        await database.ExecuteAsync("DROP ROLE IF EXISTS sender; CREATE ROLE sender LOGIN");
        var ledger = database.Open(more: "Username=sender");
        (await ledger.Awaiting(it => it.GetSaltAsync(Stop)).Should().ThrowAsync<TwilioLedgerException>())
            .WithMessage("The user sender may not use the tables of the ledger, or make them. Run schema/schema.sql*");

        await database.ExecuteAsync(Script + "GRANT SELECT, INSERT, UPDATE, DELETE ON sms_meta, sms_send, sms_pace TO sender");

        await SendAsync(ledger);
    }

    [Fact]
    public async Task Tenants_share_a_database_by_schema_or_by_prefix()
    {
        var ledgers = new List<ISendLedger>
        {
            database.Open(),
            database.Open(options => options.Schema = "tenant_a"),
            database.Open(options => options.Schema = "tenant_b"),
            database.Open(options => (options.Schema, options.TablePrefix) = ("tenant_b", "marketing_")),
        };

        foreach (var ledger in ledgers)
        {
            await SendAsync(ledger);
        }

        var salts = new List<string>();
        foreach (var ledger in ledgers)
        {
            salts.Add(Convert.ToHexString((await ledger.GetSaltAsync(Stop)).Span));
        }

        salts.Should().OnlyHaveUniqueItems();
        (await database.ScalarAsync("SELECT count(*) FROM tenant_b.marketing_send")).Should().Be(1L);
    }

    [Theory]
    [InlineData("Tenant", "sms_", "The schema of*")]
    [InlineData("a\"; DROP TABLE sms_send; --", "sms_", "The schema of*")]
    [InlineData(null, "sms-", "The prefix of*")]
    public void A_name_that_is_none_is_refused_when_the_host_is_set_up(string? schema, string prefix, string message) =>
        new Action(() => database.Open(options => (options.Schema, options.TablePrefix) = (schema, prefix)))
            .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public async Task A_newer_version_that_this_one_can_work_with_is_worked_with()
    {
        var running = database.Open();
        await running.GetSaltAsync(Stop);
        await database.ExecuteAsync(
            "ALTER TABLE sms_send ADD COLUMN of_tomorrow text NOT NULL DEFAULT 'x'; UPDATE sms_meta SET version = 2");

        await SendAsync(running, "order-1");
        await SendAsync(database.Open(), "order-2");
    }

    [Fact]
    public async Task A_newer_version_that_this_one_cannot_work_with_is_refused()
    {
        await database.Open().GetSaltAsync(Stop);
        await database.ExecuteAsync("UPDATE sms_meta SET version = 3, oldest = 2");

        (await database.Open().Awaiting(it => it.GetSaltAsync(Stop)).Should().ThrowAsync<TwilioLedgerException>())
            .WithMessage("*are of version 3*Update the package.");
    }

    [Fact]
    public async Task The_data_source_of_the_host_is_used_and_left_as_it_was()
    {
        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString + ";No Reset On Close=true;Maximum Pool Size=1");
        await using var source = builder.Build();

        await SendAsync(database.Host(connector => connector.UsePostgresLedger(_ => source)));

        await using var setting = source.CreateCommand("SHOW synchronous_commit");
        (await setting.ExecuteScalarAsync(Stop)).Should().Be("off", because: "that is what the server of the tests is set to");
    }

    [Fact]
    public async Task A_host_whose_transactions_are_serializable_is_not_refused_for_it()
    {
        var ledger = database.Open(more: "Options=-c default_transaction_isolation=serializable");
        await ledger.GetSaltAsync(Stop);

        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ledger.ClaimAsync([Rows.Claim()], Stop), Stop)));

        rows.Select(row => row[0].Token).Distinct().Should().ContainSingle();
    }

    private static async Task SendAsync(ISendLedger ledger, string key = "order-1")
    {
        var claim = Rows.Claim(key);
        var row = (await ledger.ClaimAsync([claim], Stop))[0];
        row.Token.Should().Be(claim.Token);
        (await ledger.RecordAsync([row.Sent(key.Length + key[^1])], Stop)).Should().Equal(LedgerWrite.Written);
    }

    private static async Task<string> DescribeAsync(PostgresDatabase database) => (string)(await database.ScalarAsync(
        """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(' ' || column_default, '') AS line
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public') lines
        """))!;
}
