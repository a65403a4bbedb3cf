using Microsoft.Extensions.DependencyInjection;
using Twilio.Clients;
using Twilio.Http;
using TwilioSms.Emulator;
using TwilioSms.TwilioSdk;

namespace TwilioSms.Tests;

/// <summary>The official .NET client as the connector's transport: the host's own, or one of the connector's.</summary>
public sealed class UseTwilioSdkTests
{
    private const string From = "+14155550100";
    private const string To = "+14155550111";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Use_emulator_works_with_the_sdk()
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        var services = new ServiceCollection();
        services.AddTwilioConnector().UseTwilioSdk().UseEmulator(twilio);
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<ISmsSender>().SendAsync(
            new SmsMessage { From = From, To = [To], Body = "Hi ${name}!", Metadata = new() { ["name"] = "Ann" } }, Stop);

        twilio.Messages.Single().Body.Should().Be("Hi Ann!");
        result.Outcomes.Single().RequestId.Should().StartWith("RQ");
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task The_hosts_own_client_is_used_with_its_credentials(ServiceLifetime lifetime)
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        await using var provider = HostWith(twilio, lifetime);
        var sender = provider.GetRequiredService<ISmsSender>();

        var result = await sender.SendAsync(new SmsMessage { From = From, To = [To], Body = "Hello" }, Stop);
        var refused = () => sender.SendAsync(new SmsMessage { From = From, To = ["+15005550004"], Body = "Hello" }, Stop);

        twilio.Messages.Single().Sid.Should().Be(result.Outcomes.Single().MessageSid);
        (await refused.Should().ThrowAsync<TwilioToNumberException>()).Which.TwilioCode.Should().Be(21610);
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>", SmsErrorCode.BadGateway, SmsOutcomeState.Unknown)]
    [InlineData(404, "", SmsErrorCode.NotFound, SmsOutcomeState.Failed)]
    [InlineData(301, "", SmsErrorCode.UnknownError, SmsOutcomeState.Failed)]
    public async Task The_status_of_an_answer_that_is_no_json_is_kept(int status, string body, SmsErrorCode expected, SmsOutcomeState state)
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        twilio.Faults.Add(Fault.Respond(status, body, "text/html"));
        await using var provider = HostWith(twilio, ServiceLifetime.Singleton);

        var send = () => provider.GetRequiredService<ISmsSender>().SendAsync(new SmsMessage { From = From, To = [To], Body = "Hello" }, Stop);

        var error = (await send.Should().ThrowAsync<TwilioApiException>()).Which;
        error.Code.Should().Be(expected);
        ((int)error.StatusCode!).Should().Be(status);
        error.Result!.Outcomes.Single().State.Should().Be(state);
    }

    private static ServiceProvider HostWith(TwilioEmulator twilio, ServiceLifetime lifetime)
    {
        var services = new ServiceCollection();
        ((IServiceCollection)services).Add(new ServiceDescriptor(typeof(ITwilioRestClient), _ => ClientOf(twilio), lifetime));
        services.AddTwilioConnector(options => (options.Account, options.Token) = (twilio.AccountSid, "not the token")).UseTwilioSdk();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

#pragma warning disable CA2000 // Whoever is given one disposes of it.
    // The SDK knows Twilio's hosts only: a handler leads elsewhere.
    private static TwilioRestClient ClientOf(TwilioEmulator twilio) => new(
        twilio.AccountSid,
        twilio.AuthToken,
        httpClient: new SystemNetHttpClient(new System.Net.Http.HttpClient(new Rerouting(twilio.BaseAddress))));
#pragma warning restore CA2000
}
