using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TwilioSms.Ledger;
using TwilioSms.Resolution;
using TwilioSms.Tests.Loopback;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>The ledger's view, care and health, as an application gets them.</summary>
public sealed class LedgerRegistrationTests
{
    private readonly SplitClock clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly DurableLedger ledger;

    public LedgerRegistrationTests() => ledger = new DurableLedger(new MemoryLedger(clock));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_review_is_there_by_default_and_by_name()
    {
        await using var services = Register("marketing").BuildServiceProvider();

        services.GetRequiredService<ISmsLedgerReview>().Should().BeSameAs(services.GetRequiredKeyedService<ISmsLedgerReview>(""));
        services.GetRequiredKeyedService<ISmsLedgerReview>("marketing").Should().NotBeSameAs(services.GetRequiredService<ISmsLedgerReview>());
        (await services.GetRequiredService<ISmsLedgerReview>().FindAsync("order 1", "+49 151", Stop)).Should().BeNull();
    }

    [Fact]
    public async Task Each_registration_is_looked_after()
    {
        await using var services = Register("marketing").BuildServiceProvider();

        services.GetServices<IHostedService>().OfType<LedgerCaretaker>().Should().HaveCount(2);
    }

    [Fact]
    public async Task A_ledger_that_can_be_used_is_healthy()
    {
        await using var services = Register().BuildServiceProvider();

        (await CheckAsync(services)).Should().BeEquivalentTo(new
        {
            Status = HealthStatus.Healthy,
            Data = new Dictionary<string, object>
            {
                ["claimed"] = 0L,
                ["parked"] = 0L,
                ["oldest_claim_seconds"] = 0d,
            }
        });
    }

    [Theory]
    [InlineData(LedgerState.Parked, 0, HealthStatus.Degraded)]
    [InlineData(LedgerState.Claimed, 59, HealthStatus.Healthy)]
    [InlineData(LedgerState.Claimed, 61, HealthStatus.Degraded)]
    public async Task What_waits_for_a_person_or_for_long_is_told(LedgerState state, int minutes, HealthStatus status)
    {
        await using var services = Register().BuildServiceProvider();
        var row = (await ledger.ClaimAsync([Claim()], Stop))[0];
        await ledger.ReplaceAsync(row, row with { State = state }, Stop);
        clock.Pass(TimeSpan.FromMinutes(minutes));

        (await CheckAsync(services)).Status.Should().Be(status);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_used_is_unhealthy_and_says_why()
    {
        await using var services = Register().BuildServiceProvider();
        ledger.IsDown = true;

        (await CheckAsync(services)).Should().BeEquivalentTo(new { Status = HealthStatus.Unhealthy, Description = "The database is down: start it." });
    }

    private static async Task<HealthReportEntry> CheckAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop)).Entries.Should().ContainKey("twilio-ledger").WhoseValue;

    private static LedgerRow Claim() => new()
    {
        Key = new LedgerKey(Account.Sid, default, default),
        Endpoint = "https://api.twilio.com",
        State = LedgerState.Claimed,
        Token = Guid.NewGuid(),
        SinceTwilio = default,
        BeganTwilio = default,
        Sender = Account.From,
        Content = default,
        To = Account.To,
    };

    private ServiceCollection Register(params string[] names)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        foreach (var name in names.Append(""))
        {
            services.AddTwilioConnector(name, options =>
            {
                options.Account = Account.Sid;
                options.Token = Account.Token;
            }).AddLedgerHealthCheck().AddLedgerHealthCheck();
            services.AddKeyedSingleton<ISendLedger>(name, ledger);
        }

        return services;
    }
}
