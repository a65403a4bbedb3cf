using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

public sealed class Accounts(SuiteLog suite)
{
    [Fact]
    public async Task A_rotated_token_takes_effect_without_restart()
    {
        IConfigurationRoot configuration = null!;
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) =>
        {
            configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Twilio:TWILIO_ACCOUNT"] = twilio.AccountSid,
                ["Twilio:TWILIO_TOKEN"] = "a-token-of-yesterday",
                ["Twilio:TWILIO_BASE_ADDRESS"] = twilio.BaseAddress.ToString(),
            }).Build();
            services.AddTwilioConnector(configuration.GetSection("Twilio"));
        });
        suite.Conceal("old token", "a-token-of-yesterday");
        (await host.FailAsync(ConnectorHost.Number(1))).Should().BeOfType<TwilioAuthenticationException>();

        configuration["Twilio:TWILIO_TOKEN"] = host.Twilio.AuthToken;
        configuration.Reload();

        (await host.SendAsync(ConnectorHost.Number(1))).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task Two_accounts_send_side_by_side_each_with_its_own_credentials()
    {
        await using var marketing = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        suite.Conceal("token", marketing.AuthToken);
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) =>
        {
            services.AddTwilioConnector(_ => { }).UseEmulator(twilio);
            services.AddTwilioConnector("marketing", _ => { }).UseEmulator(marketing);
        });
        var other = host.Services.GetRequiredKeyedService<ISmsSender>("marketing");

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, async (n, cancellationToken) =>
        {
            var message = new SmsMessage { From = ConnectorHost.From, To = [ConnectorHost.Number(n)], Body = n % 2 == 0 ? "orders" : "offers" };
            await (n % 2 == 0 ? host.Sender : other).SendAsync(message, cancellationToken);
        });

        host.Twilio.Messages.Should().HaveCount(100).And.OnlyContain(message => message.Body == "orders");
        marketing.Messages.Should().HaveCount(100).And.OnlyContain(message => message.Body == "offers");
    }

    [Fact]
    public async Task A_fault_of_one_account_leaves_the_other_alone()
    {
        await using var marketing = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) =>
        {
            services.AddTwilioConnector(_ => { }).UseEmulator(twilio);
            services.AddTwilioConnector("marketing", _ => { }).UseEmulator(marketing);
        });
        marketing.Faults.Add(Fault.RespondError(20003, 401), int.MaxValue);
        var other = host.Services.GetRequiredKeyedService<ISmsSender>("marketing");

        await FluentActions.Awaiting(() => other.SendAsync(ConnectorHost.Message(ConnectorHost.Number(1)), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<TwilioAuthenticationException>();
        (await host.SendAsync(ConnectorHost.Number(1))).AllSent.Should().BeTrue();
    }
}
