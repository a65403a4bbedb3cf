using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Ledger.Tests.PostgreSql;
using TwilioSms.Ledger.Tests.Sqlite;
using TwilioSms.Tests.Loopback;
using TwilioSms.Tests.Sending;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.Care;

/// <summary>The hosted service of hosts that share a real store: what senders that are gone left behind settles without anybody calling again.</summary>
public abstract class Caretaking : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, 300, TimeSpan.Zero));
    private readonly FakeTwilio twilio;
    private readonly List<ServiceProvider> hosts = [];

    private protected Caretaking() => twilio = new FakeTwilio(clock.GetUtcNow);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_sender_that_is_gone_left_behind_is_settled_and_freed_and_nothing_is_sent()
    {
        const string accepted = "+15550000001";
        const string lost = "+15550000002";
        twilio.Answer = (to, accept) =>
        {
            if (to == accepted)
            {
                accept();
            }

            throw new HttpRequestException("reset");
        };
        var sender = await StartAsync(cares: false);
        await LoseAsync(sender, accepted, "Your order is ready.");
        await LoseAsync(sender, lost, "Your order is on its way.");
        await sender.DisposeAsync();
        var hurried = await StartAsync(cares: true);
        await PassAsync(hurried, TimeSpan.FromMinutes(1));
        (await StatesAsync(hurried)).Should().Equal(LedgerState.Claimed, LedgerState.Claimed);
        await hurried.DisposeAsync();

        clock.Advance(TimeSpan.FromMinutes(8));
        await AgeAsync(TimeSpan.FromMinutes(8));
        ServiceProvider[] caring = [await StartAsync(cares: true), await StartAsync(cares: true)];
        for (var rounds = 0; (await StatesAsync(caring[0])).Contains(LedgerState.Claimed); rounds++)
        {
            rounds.Should().BeLessThan(1_000, "it should have been looked up by then");
            await PassAsync(caring[0], TimeSpan.FromSeconds(15));
            await AgeAsync(TimeSpan.FromSeconds(15));
        }

        var rows = await RowsAsync(caring[0]);
        rows.Should().HaveCount(2);
        rows.Single(row => row.State == LedgerState.Sent).MessageSid.Should().Be(twilio.Accepted.Should().ContainSingle().Which.Sid);
        rows.Single(row => row.State == LedgerState.Free).Reason.Should().Be(LedgerReason.LookUp);
        twilio.Posts.Should().Be(2, "whoever looks after the ledger sends nothing");
    }

    [Fact]
    public async Task What_is_older_than_its_retention_is_deleted_and_what_is_in_doubt_is_not()
    {
        var host = await StartAsync(cares: false);
        var ledger = host.GetRequiredKeyedService<ISendLedger>(string.Empty);
        await ledger.RecordAsync(
            [
                .. Enumerable.Range(0, 1_200).Select(n => Rows.Claim($"old-{n}", account: Account.Sid).Sent(n, clock.GetUtcNow().AddDays(-31))),
                Rows.Claim("young", account: Account.Sid).Sent(2_000, clock.GetUtcNow()),
            ],
            Stop);
        await ledger.ClaimAsync([Rows.Claim("claimed", account: Account.Sid) with { LookAfter = TimeSpan.FromMinutes(50) }], Stop);

        var caring = await StartAsync(cares: true);
        for (var rounds = 0; (await RowsAsync(caring)).Count > 2; rounds++)
        {
            rounds.Should().BeLessThan(1_000, "it should have been deleted by then");
            await PassAsync(caring, TimeSpan.FromSeconds(15));
        }

        (await RowsAsync(caring)).Select(row => row.State).Should().BeEquivalentTo([LedgerState.Claimed, LedgerState.Sent]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        await DisposeStoreAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives a connector the store of the test.</summary>
    private protected abstract Task UseAsync(ITwilioConnectorBuilder connector);

    /// <summary>Makes what is in the store so much older.</summary>
    private protected abstract Task AgeAsync(TimeSpan time);

    private protected abstract ValueTask DisposeStoreAsync();

    private async Task<ServiceProvider> StartAsync(bool cares)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        var connector = services.AddTwilioConnector(static options => (options.Account, options.Token) = (Account.Sid, Account.Token));
        services.AddKeyedSingleton<ITwilioTransport>(connector.Name, twilio);
        await UseAsync(connector);
        var host = services.BuildServiceProvider();
        hosts.Add(host);
        foreach (var service in cares ? host.GetServices<IHostedService>() : [])
        {
            await service.StartAsync(Stop);
        }

        return host;
    }

    private static async Task LoseAsync(ServiceProvider host, string to, string text)
    {
        var message = new SmsMessage { From = Account.From, To = [to], Body = text, IdempotencyKey = "order-1" };
        await host.Sender().Awaiting(sender => sender.SendAsync(message, Stop)).Should().ThrowAsync<TwilioConnectionException>();
    }

    /// <summary>Lets time pass for the host, in which it does what is due.</summary>
    private async Task PassAsync(ServiceProvider host, TimeSpan time)
    {
        clock.Advance(time);
        await RowsAsync(host);
    }

    private static async Task<IEnumerable<LedgerState>> StatesAsync(ServiceProvider host) => (await RowsAsync(host)).Select(row => row.State);

    private static async Task<List<LedgerRow>> RowsAsync(ServiceProvider host)
    {
        var rows = new List<LedgerRow>();
        foreach (var state in Enum.GetValues<LedgerState>())
        {
            await foreach (var row in host.GetRequiredKeyedService<ISendLedger>(string.Empty).ListAsync(Account.Sid, state, Stop))
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}

public sealed class CaretakingOfSqlite : Caretaking
{
    private readonly SqliteFile file = new();

    private protected override Task UseAsync(ITwilioConnectorBuilder connector)
    {
        connector.UseSqliteLedger(file.FilePath);
        return Task.CompletedTask;
    }

    private protected override Task AgeAsync(TimeSpan time)
    {
        file.Execute(FormattableString.Invariant(
            $"UPDATE sms_send SET began_db = began_db - {time.Ticks / 10}, look_at = look_at - {time.Ticks / 10}"));
        return Task.CompletedTask;
    }

    private protected override ValueTask DisposeStoreAsync() => file.DisposeAsync();
}

public sealed class CaretakingOfPostgres(PostgresServer server) : Caretaking
{
    private PostgresDatabase? database;

    private protected override async Task UseAsync(ITwilioConnectorBuilder connector)
    {
        database ??= await PostgresDatabase.CreateAsync(server);
        connector.UsePostgresLedger(database.ConnectionString);
    }

    private protected override Task AgeAsync(TimeSpan time) => database!.ExecuteAsync(FormattableString.Invariant(
        $"UPDATE sms_send SET began_db = began_db - interval '{time.TotalSeconds} s', look_at = look_at - interval '{time.TotalSeconds} s'"));

    private protected override ValueTask DisposeStoreAsync() => database?.DisposeAsync() ?? default;
}
