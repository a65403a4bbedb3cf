using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.Configuration;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Configuration;

public sealed class RegistrationTests
{
    private const string FirstAccount = "AC11111111111111111111111111111111";
    private const string SecondAccount = "AC22222222222222222222222222222222";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registering_twice_changes_nothing()
    {
        await using var twilio = TwilioStub.Start();
        var services = new ServiceCollection();
        Action<TwilioConnectorOptions> configure = options =>
            (options.Account, options.Token, options.BaseAddress) = (Account.Sid, Account.Token, twilio.BaseAddress);
        services.AddTwilioConnector(configure);
        var once = Registered(services);
        services.AddTwilioConnector(configure);

        Registered(services).Should().Equal(once);
        await using var provider = services.BuildServiceProvider();
        (await provider.Sender().SendAsync(Account.Message(), Stop)).AllSent.Should().BeTrue();
    }

    [Fact]
    public void A_sender_of_the_hosts_own_is_left_in_place()
    {
        var own = new Moq.Mock<ISmsSender>().Object;
        var services = new ServiceCollection();
        services.AddSingleton(own);
        services.AddTwilioConnector();

        services.BuildServiceProvider().Sender().Should().BeSameAs(own);
    }

    [Fact]
    public void The_sender_is_a_singleton()
    {
        using var services = Account.Connect(new Uri("https://localhost"));

        services.Sender().Should().BeSameAs(services.Sender());
    }

    [Fact]
    public async Task A_second_account_has_its_own_options_and_a_keyed_sender()
    {
        await using var first = TwilioStub.Start();
        await using var second = TwilioStub.Start();
        var services = new ServiceCollection();
        services.AddTwilioConnector(o => (o.Account, o.Token, o.BaseAddress) = (FirstAccount, "t1", first.BaseAddress));
        var builder = services.AddTwilioConnector("marketing", o => (o.Account, o.Token, o.BaseAddress) = (SecondAccount, "t2", second.BaseAddress));
        await using var provider = services.BuildServiceProvider();

        await provider.Sender().SendAsync(Account.Message(), Stop);
        await provider.GetRequiredKeyedService<ISmsSender>("marketing").SendAsync(Account.Message(), Stop);

        builder.Name.Should().Be("marketing");
        first.Requests.Should().ContainSingle().Which.Credentials.Should().Be(FirstAccount + ":t1");
        second.Requests.Should().ContainSingle().Which.Credentials.Should().Be(SecondAccount + ":t2");
    }

    [Fact]
    public async Task A_named_account_alone_never_reads_the_environment()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(_ => throw new InvalidOperationException("The environment was read.")));
        services.AddTwilioConnector("marketing", o => (o.Account, o.Token) = (SecondAccount, "t2"));
        await using var provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<ISmsSender>("marketing").Should().NotBeNull();
        provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().Get("marketing").Account.Should().Be(SecondAccount);
    }

    [Fact]
    public void A_named_account_inherits_nothing_from_the_default_one()
    {
        var environment = new Dictionary<string, string> { ["TWILIO_ACCOUNT"] = FirstAccount, ["TWILIO_TOKEN"] = "t1", ["TWILIO_REGION"] = "ie1" };
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(environment.GetValueOrDefault));
        services.AddTwilioConnector(options => options.MaxConcurrency = 7);
        services.AddTwilioConnector("marketing", options => options.Account = SecondAccount);
        using var provider = services.BuildServiceProvider();

        var read = () => provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().Get("marketing");

        read.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().StartWith("TWILIO_TOKEN (Token) is missing");
    }

    [Fact]
    public void Where_all_accounts_have_names_who_asks_without_one_is_told_them()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector("marketing", o => (o.Account, o.Token) = (FirstAccount, "t1"));
        services.AddTwilioConnector("alerts", o => (o.Account, o.Token) = (SecondAccount, "t2"));
        using var provider = services.BuildServiceProvider();

        foreach (var ask in new Action[] { () => provider.GetRequiredService<ISmsSender>(), () => provider.GetRequiredService<SendSmsAction>() })
        {
            ask.Should().Throw<InvalidOperationException>().Which.Message.Should().ContainAll("\"marketing\"", "\"alerts\"", "[FromKeyedServices(");
        }
    }

    [Fact]
    public void A_default_account_registered_after_a_named_one_is_the_default()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector("marketing", o => (o.Account, o.Token) = (FirstAccount, "t1"));
        services.AddTwilioConnector(o => (o.Account, o.Token) = (SecondAccount, "t2"));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<ISmsSender>().Should().BeSameAs(provider.GetRequiredKeyedService<ISmsSender>(string.Empty));
        provider.GetServices<ISmsSender>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_renderer_of_the_hosts_own_renders_the_text()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder => builder.AddTemplateRenderer<ShoutingRenderer>());

        await services.Sender().SendAsync(
            new SmsMessage { From = Account.From, To = [Account.To], Body = "hi", Metadata = new() { ["name"] = "Ann" } }, Stop);

        twilio.Requests.Single()["Body"].Should().Be("HI ANN");
    }

    [Fact]
    public async Task Handlers_of_the_hosts_own_see_the_request()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(
            twilio, build: builder => builder.HttpClientBuilder.AddHttpMessageHandler(static () => new TenantHandler()));

        await services.Sender().SendAsync(Account.Message(), Stop);

        twilio.Requests.Single().Headers["X-Tenant"].Should().Be("blue");
    }

    [Fact]
    public async Task One_sender_serves_many_callers_at_once()
    {
        await using var twilio = TwilioStub.Start(request => StubAnswer.Created(TwilioStub.SidTo(request["To"]!), request["To"]));
        await using var services = Account.Connect(twilio);
        var sender = services.Sender();

        var results = await Task.WhenAll(Account.Numbers(200).Select(number => sender.SendAsync(Account.Message(number), Stop)));

        results.SelectMany(result => result.Outcomes).Select(outcome => outcome.MessageSid)
            .Should().Equal(Account.Numbers(200).Select(TwilioStub.SidTo));
    }

    // The delegates that configure options pile up; applied twice they say the same.
    private static string[] Registered(ServiceCollection services) =>
        [.. services.Select(service => service.ServiceType.ToString()).Where(type => !type.Contains("IConfigureOptions", StringComparison.Ordinal))];

    public sealed class ShoutingRenderer : ITemplateRenderer
    {
        public ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken) =>
            new($"{template.Text} {metadata["name"]}".ToUpperInvariant());
    }

    private sealed class TenantHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Tenant", "blue");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
