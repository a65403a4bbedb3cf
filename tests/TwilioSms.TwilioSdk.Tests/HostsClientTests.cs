using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Twilio.Clients;
using Twilio.Http;
using TwilioSms.Emulator;
using TwilioSms.Tests.Loopback;
using TwilioSms.TwilioSdk;

namespace TwilioSms.Tests;

/// <summary>What the SDK does not tell of a client that the host made, and what becomes of it.</summary>
public sealed class HostsClientTests
{
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_look_ups_and_the_health_check_travel_through_it()
    {
        await using var twilio = await TwilioEmulator.StartAsync(Stop);
        await using var provider = HostWith(twilio.BaseAddress, twilio.AccountSid, twilio.AuthToken);
        var sender = provider.GetRequiredService<ISmsSender>();
        twilio.Faults.Add(Fault.Respond(502, new FaultResponse { Record = true }));

        var send = () => sender.SendAsync(Account.Message(), Stop);
        var error = (await send.Should().ThrowAsync<TwilioHttpException>()).Which;
        var resolved = await sender.ResolveAsync(error.Result!, Stop);
        var health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        resolved.Outcomes.Single().MessageSid.Should().Be(twilio.Messages.Single().Sid, "the connector itself has no token that would open the list");
        health.Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_while_its_request_goes_on()
    {
        using var source = new CancellationTokenSource();
        var held = new TaskCompletionSource();
        await using var twilio = TwilioStub.Start(request =>
        {
            source.Cancel();
            return StubAnswer.Created(TwilioStub.SidOf(1), request["To"]).After(held.Task);
        });
        await using var provider = HostWith(twilio.BaseAddress, Account.Sid, Account.Token);

        var send = () => provider.GetRequiredService<ISmsSender>().SendAsync(Account.Message(), source.Token).WaitAsync(LongestTest, Stop);

        var canceled = (await send.Should().ThrowAsync<TwilioSendCanceledException>()).Which;
        held.Task.IsCompleted.Should().BeFalse("the server has not answered");
        canceled.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        held.SetResult();
    }

    [Fact]
    public async Task A_connection_that_fails_is_unknown_and_tried_once()
    {
        var tries = 0;
        await using var provider = HostWith(FaultTests.ClosedPort(), Account.Sid, Account.Token, () => tries++);

        var send = () => provider.GetRequiredService<ISmsSender>().SendAsync(Account.Message(), Stop);

        var error = (await send.Should().ThrowAsync<TwilioConnectionException>()).Which;
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        tries.Should().Be(1);
    }

    [Fact]
    public async Task Its_refusals_have_neither_a_request_id_nor_a_time_to_wait()
    {
        await using var twilio = await TwilioEmulator.StartAsync(Stop);
        twilio.Faults.Add(Fault.TooManyRequests(TimeSpan.FromSeconds(7)), int.MaxValue);
        await using var provider = HostWith(twilio.BaseAddress, twilio.AccountSid, twilio.AuthToken);

        var send = () => provider.GetRequiredService<ISmsSender>().SendAsync(Account.Message(), Stop);

        (await send.Should().ThrowAsync<TwilioHttpException>()).Which.Should().BeEquivalentTo(
            new { Code = SmsErrorCode.ServiceUnavailable, TwilioCode = 20429, RequestId = (string?)null, RetryAfter = (TimeSpan?)null });
    }

    private static ServiceProvider HostWith(Uri address, string account, string token, Action? asked = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
#pragma warning disable CA2000 // The client keeps them for as long as the test lasts.
        var http = new System.Net.Http.HttpClient(new Rerouting(address, asked));
#pragma warning restore CA2000
        services.AddSingleton<ITwilioRestClient>(new TwilioRestClient(account, token, httpClient: new SystemNetHttpClient(http)));
        services.AddTwilioConnector(options =>
        {
            (options.Account, options.Token) = (account, "not the token");
            options.MaxRetryDelay = TimeSpan.Zero;
        }).UseTwilioSdk().AddHealthCheck();
        return services.BuildServiceProvider();
    }
}
