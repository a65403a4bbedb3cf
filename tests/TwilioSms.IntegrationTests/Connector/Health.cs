using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

public sealed class Health(SuiteLog suite) : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private TwilioEmulator twilio = null!;
    private int requests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        suite.Conceal("token", twilio.AuthToken);
        suite.Conceal("API key secret", twilio.ApiKeySecret);
        twilio.Faults.Add(Fault.Respond(500), int.MaxValue, _ =>
        {
            Interlocked.Increment(ref requests);
            return false;
        });
    }

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Fact]
    public async Task An_active_account_is_healthy()
    {
        await using var services = Register();

        (await CheckAsync(services)).Should().Be((HealthStatus.Healthy, "active", "The Twilio account is active."));
        twilio.Messages.Should().BeEmpty("the check costs nothing");
    }

    [Theory]
    [InlineData(EmulatedAccountStatus.Suspended, "suspended")]
    [InlineData(EmulatedAccountStatus.Closed, "closed")]
    public async Task An_account_that_may_not_send_is_told(EmulatedAccountStatus status, string told)
    {
        twilio.AccountStatus = status;
        await using var services = Register();

        var (health, account, description) = await CheckAsync(services);

        (health, account).Should().Be((HealthStatus.Unhealthy, told));
        description.Should().StartWith($"The Twilio account is {told}");
        await FluentActions.Awaiting(() => services.GetRequiredService<ISmsSender>().SendAsync(ConnectorHost.Message(ConnectorHost.Number(1)), Stop))
            .Should().ThrowAsync<TwilioPermissionException>("that is what the operator would meet");
    }

    [Fact]
    public async Task Wrong_credentials_are_told()
    {
        await using var services = Register(options => options.Token = "not-the-token");

        var (health, account, description) = await CheckAsync(services);

        (health, account).Should().Be((HealthStatus.Unhealthy, "wrong_credentials"));
        description.Should().Contain("TWILIO_TOKEN").And.NotContain("not-the-token");
    }

    [Fact]
    public async Task An_unreachable_Twilio_is_told()
    {
        await using var services = Register(options => options.BaseAddress = new Uri("http://127.0.0.1:1"));

        var (health, account, description) = await CheckAsync(services);

        (health, account).Should().Be((HealthStatus.Unhealthy, "unreachable"));
        description.Should().Contain("127.0.0.1:1");
    }

    [Fact]
    public async Task A_Twilio_that_is_not_well_is_told()
    {
        twilio.Faults.Add(Fault.Respond(503));
        await using var services = Register();

        (await CheckAsync(services)).Account.Should().Be("unavailable");
    }

    [Fact]
    public async Task An_API_key_that_is_not_allowed_to_read_the_account_is_healthy_where_Twilio_accepts_it()
    {
        await using var services = Register(UseKey);

        var (health, account, _) = await CheckAsync(services);

        (health, account).Should().Be((HealthStatus.Healthy, "accepted"));
        requests.Should().Be(2, "the account was tried first");
    }

    [Fact]
    public async Task A_wrong_API_key_is_told()
    {
        await using var services = Register(options =>
        {
            UseKey(options);
            options.ApiKeySecret = "not-the-secret";
        });

        (await CheckAsync(services)).Account.Should().Be("wrong_credentials");
    }

    [Fact]
    public async Task The_check_times_out_on_its_own()
    {
        var asked = new TaskCompletionSource();
        twilio.Faults.Add(Fault.DelayBeforeRecording(TimeSpan.FromHours(1)), when: _ =>
        {
            asked.TrySetResult();
            return true;
        });
        await using var services = Register();

        var check = CheckAsync(services);
        await asked.Task.WaitAsync(Stop);
        check.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(5));

        var (health, account, description) = await check;
        (health, account).Should().Be((HealthStatus.Unhealthy, "unreachable"));
        description.Should().Be("Twilio did not answer within 5 s.");
    }

    [Fact]
    public async Task A_good_result_holds_for_a_minute()
    {
        await using var services = Register();

        await CheckAsync(services);
        clock.Advance(TimeSpan.FromSeconds(59));
        await CheckAsync(services);
        requests.Should().Be(1);

        clock.Advance(TimeSpan.FromSeconds(1));
        await CheckAsync(services);
        requests.Should().Be(2);
    }

    [Fact]
    public async Task A_bad_result_holds_for_ten_seconds()
    {
        twilio.AccountStatus = EmulatedAccountStatus.Suspended;
        await using var services = Register();

        await CheckAsync(services);
        twilio.AccountStatus = EmulatedAccountStatus.Active;
        clock.Advance(TimeSpan.FromSeconds(9));
        (await CheckAsync(services)).Account.Should().Be("suspended");
        clock.Advance(TimeSpan.FromSeconds(1));

        (await CheckAsync(services)).Account.Should().Be("active");
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one_answer()
    {
        await using var services = Register();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CheckAsync(services)));

        requests.Should().Be(1);
    }

    [Fact]
    public async Task New_settings_are_checked_at_once()
    {
        var token = "not-the-token";
        await using var services = Register(options => options.Token = token);
        (await CheckAsync(services)).Account.Should().Be("wrong_credentials");

        token = twilio.AuthToken;
        services.GetRequiredService<IOptionsMonitorCache<TwilioConnectorOptions>>().Clear();

        (await CheckAsync(services)).Account.Should().Be("active");
    }

    [Fact]
    public async Task Each_registration_has_its_own_check_its_own_status_and_its_own_tags()
    {
        await using var marketing = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        marketing.AccountStatus = EmulatedAccountStatus.Suspended;
        var collection = new ServiceCollection().AddLogging();
        collection.AddTwilioConnector(_ => { }).UseEmulator(twilio).AddHealthCheck(null, "ready");
        collection.AddTwilioConnector("marketing", _ => { }).UseEmulator(marketing).AddHealthCheck(HealthStatus.Degraded);
        collection.AddTwilioConnector("marketing", _ => { }).AddHealthCheck();
        await using var services = collection.BuildServiceProvider();
        var health = services.GetRequiredService<HealthCheckService>();

        var report = await health.CheckHealthAsync(Stop);
        var ready = await health.CheckHealthAsync(check => check.Tags.Contains("ready"), Stop);

        report.Entries.ToDictionary(entry => entry.Key, entry => (entry.Value.Status, entry.Value.Data["account"])).Should().BeEquivalentTo(
            new Dictionary<string, (HealthStatus, object)>
            {
                ["twilio"] = (HealthStatus.Healthy, "active"),
                ["twilio:marketing"] = (HealthStatus.Degraded, "suspended"),
            });
        ready.Entries.Keys.Should().Equal("twilio");
    }

    private void UseKey(TwilioConnectorOptions options) =>
        (options.Token, options.ApiKeySid, options.ApiKeySecret) = (null, twilio.ApiKeySid, twilio.ApiKeySecret);

    private ServiceProvider Register(Action<TwilioConnectorOptions>? configure = null)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(suite.Log));
        services.TryAddSingleton<TimeProvider>(clock);
        services.AddTwilioConnector(options =>
        {
            (options.Account, options.Token, options.BaseAddress) = (twilio.AccountSid, twilio.AuthToken, twilio.BaseAddress);
            configure?.Invoke(options);
        }).AddHealthCheck();
        return services.BuildServiceProvider();
    }

    private async Task<(HealthStatus Status, string Account, string Description)> CheckAsync(IServiceProvider services)
    {
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        var entry = report.Entries.Should().ContainSingle().Subject.Value;
        suite.Tell($"{entry.Description} {entry.Exception} {string.Join(' ', entry.Data)}");
        return (entry.Status, (string)entry.Data["account"], entry.Description!);
    }
}
