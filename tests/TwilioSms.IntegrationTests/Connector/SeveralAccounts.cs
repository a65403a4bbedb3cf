using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;
using TwilioSms.FreeMarker;

namespace TwilioSms.IntegrationTests.Connector;

public sealed class SeveralAccounts(SuiteLog suite)
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
    public async Task Two_accounts_under_load_share_neither_credentials_nor_limits_nor_caches()
    {
        const int Messages = 20;
        const int Recipients = 50;
        await using var marketing = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        suite.Conceal("token", marketing.AuthToken);
        InFlight orders = new(), offers = new();
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) =>
        {
            services.AddTwilioConnector(options => Configure(options, maxConcurrency: 2, "Order ${number}"))
                .UseEmulator(twilio).HttpClientBuilder.AddHttpMessageHandler(() => orders.Handler());
            services.AddTwilioConnector("marketing", options => Configure(options, maxConcurrency: 7, "Offer ${number}"))
                .UseEmulator(marketing).HttpClientBuilder.AddHttpMessageHandler(() => offers.Handler());
        });
        marketing.Faults.Add(Fault.TooManyRequests(TimeSpan.Zero), 20);

        await Task.WhenAll(SendAllAsync(host.Sender), SendAllAsync(host.Services.GetRequiredKeyedService<ISmsSender>("marketing")));

        var numbers = Enumerable.Range(0, Recipients).SelectMany(n => Enumerable.Repeat(ConnectorHost.Number(n), Messages)).Order().ToArray();
        host.Twilio.Messages.Select(message => message.To).Order().Should().Equal(numbers);
        host.Twilio.Messages.Should().OnlyContain(message => message.Body.StartsWith("Order "));
        marketing.Messages.Select(message => message.To).Order().Should().Equal(numbers);
        marketing.Messages.Should().OnlyContain(message => message.Body.StartsWith("Offer "));
        orders.Peak.Should().Be(2);
        offers.Peak.Should().Be(7);

        static void Configure(TwilioConnectorOptions options, int maxConcurrency, string text)
        {
            options.MaxConcurrency = maxConcurrency;
            options.MaxRetries = 10;
            options.MaxRetryDelay = TimeSpan.Zero;
            options.TemplateSettings = options.TemplateSettings with
            {
                Loader = new MemoryTemplateLoader([new("notice.ftl", text)]),
            };
        }

        static async Task SendAllAsync(ISmsSender sender)
        {
            for (var n = 0; n < Messages; n++)
            {
                SmsMessage message = new()
                {
                    From = ConnectorHost.From,
                    To = [.. Enumerable.Range(0, Recipients).Select(ConnectorHost.Number)],
                    TemplateName = "notice.ftl",
                    Metadata = new() { ["number"] = n },
                };
                (await sender.SendAsync(message, TestContext.Current.CancellationToken)).AllSent.Should().BeTrue();
            }
        }
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

    /// <summary>How many requests of one registration are under way at most.</summary>
    private sealed class InFlight
    {
        private readonly Lock gate = new();
        private int now;

        public int Peak { get; private set; }

        public DelegatingHandler Handler() => new Counter(this);

        private void Change(int by)
        {
            lock (gate)
            {
                now += by;
                Peak = Math.Max(Peak, now);
            }
        }

        private sealed class Counter(InFlight inFlight) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                inFlight.Change(+1);
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                finally
                {
                    inFlight.Change(-1);
                }
            }
        }
    }
}
