using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_connection_is_a_connection_error_and_nothing_was_sent()
    {
        await using var services = Account.Connect(ClosedPort());

        var error = await FailAsync<TwilioConnectionException>(services);

        error.IsTransient.Should().BeTrue();
        error.StatusCode.Should().BeNull();
        error.InnerException.Should().BeOfType<HttpRequestException>();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    [Fact]
    public async Task An_unknown_host_is_a_connection_error_and_nothing_was_sent()
    {
        await using var services = Account.Connect(new Uri("https://twilio.invalid"));

        var error = await FailAsync<TwilioConnectionException>(services);

        error.Message.Should().Contain("twilio.invalid");
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    [Fact]
    public async Task A_failed_tls_handshake_is_a_connection_error_and_nothing_was_sent()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Reset);
        await using var services = Account.Connect(new Uri($"https://127.0.0.1:{twilio.BaseAddress.Port}"), o => o.Timeout = TimeSpan.FromSeconds(1));

        var error = await FailAsync<TwilioConnectionException>(services);

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    [Fact]
    public async Task A_connection_reset_after_the_request_leaves_the_message_unknown()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Reset);
        await using var services = Account.Connect(twilio);

        var error = await FailAsync<TwilioConnectionException>(services);

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        twilio.Requests.Should().ContainSingle("a request that may have been accepted is never repeated");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_leaves_the_message_unknown()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Silence);
        await using var services = Account.Connect(twilio, options => options.Timeout = TimeSpan.FromMilliseconds(200));

        var error = await FailAsync<TwilioConnectionException>(services);

        error.Message.Should().Contain("0.2 s");
        error.IsTransient.Should().BeTrue();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Fact]
    public async Task An_accepting_answer_that_stalls_leaves_the_message_unknown()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Stalled(201));
        await using var services = Account.Connect(twilio, options => options.Timeout = TimeSpan.FromMilliseconds(200));

        var error = await FailAsync<TwilioConnectionException>(services);

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Fact]
    public async Task A_hosts_own_handler_that_throws_is_an_unknown_error_and_nothing_is_lost()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(
            twilio,
            options => options.MaxConcurrency = 1,
            builder => builder.HttpClientBuilder.AddHttpMessageHandler(static () => new FailsOnItsSecondRequest()));

        var error = await FailAsync<TwilioUnknownException>(services, "+15550000001", "+15550000002", "+15550000003");

        error.Code.Should().Be(SmsErrorCode.UnknownError);
        error.InnerException.Should().BeOfType<InvalidOperationException>();
        error.Result!.Outcomes.Select(outcome => outcome.State).Should()
            .Equal(SmsOutcomeState.Sent, SmsOutcomeState.Failed, SmsOutcomeState.Sent);
    }

    [Theory]
    [InlineData(401, 20003)]
    [InlineData(403, 20005)]
    [InlineData(401, 0)]
    [InlineData(403, 0)]
    public async Task A_failure_of_the_account_stops_the_rest(int status, int code)
    {
        await using var twilio = TwilioStub.Start(code == 0 ? StubAnswer.Text(status, "", "text/html") : StubAnswer.Error(status, code));
        await using var services = Account.Connect(twilio, options => options.MaxConcurrency = 4);

        var error = await FailAsync<TwilioApiException>(services, [.. Account.Numbers(100)]);

        var states = error.Result!.Outcomes.Select(outcome => outcome.State).ToArray();
        states.Should().HaveCount(100).And.Contain(SmsOutcomeState.NotAttempted);
        states.Count(state => state == SmsOutcomeState.Failed).Should().BeInRange(1, 4);
        twilio.Requests.Count.Should().BeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task An_unreachable_server_is_not_tried_again_for_every_recipient()
    {
        await using var services = Account.Connect(ClosedPort(), options => options.MaxConcurrency = 1);

        var error = await FailAsync<TwilioConnectionException>(services, [.. Account.Numbers(50)]);

        error.Result!.Outcomes.Select(outcome => outcome.State).Should()
            .Equal([SmsOutcomeState.Failed, .. Enumerable.Repeat(SmsOutcomeState.NotAttempted, 49)]);
    }

    [Fact]
    public async Task A_bad_number_does_not_stop_the_others_and_the_first_error_carries_all_outcomes()
    {
        await using var twilio = TwilioStub.Start(request => request["To"]![^1] switch
        {
            '2' => StubAnswer.Error(400, 21211),
            '4' => StubAnswer.Error(400, 21408),
            _ => StubAnswer.Created(TwilioStub.SidTo(request["To"]!), request["To"]),
        });
        await using var services = Account.Connect(twilio);

        var error = await FailAsync<TwilioToNumberException>(
            services, "+15550000001", "+15550000002", "+15550000003", "+15550000004", "+15550000005");

        error.Result!.Outcomes.Select(outcome => (outcome.State, outcome.Error?.Code)).Should().Equal(
            (SmsOutcomeState.Sent, null),
            (SmsOutcomeState.Failed, SmsErrorCode.InvalidToPhoneNumberError),
            (SmsOutcomeState.Sent, null),
            (SmsOutcomeState.Failed, SmsErrorCode.InvalidRegionToPhoneNumberError),
            (SmsOutcomeState.Sent, null));
        error.Result.Outcomes[1].Error.Should().BeSameAs(error);
        error.Result.ToSmsResultJson().Should().Be(
            $"{{{string.Join(",", new[] { 1, 3, 5 }.Select(n => $"\"{TwilioStub.SidTo($"+1555000000{n}")}\":\"+1555000000{n}\""))}}}");
    }

    internal static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static async Task<TException> FailAsync<TException>(IServiceProvider services, params string[] to)
        where TException : TwilioConnectorException
    {
        var send = () => services.Sender().SendAsync(Account.Message(to), Stop);
        return (await send.Should().ThrowAsync<TException>()).Which;
    }

    private sealed class FailsOnItsSecondRequest : DelegatingHandler
    {
        private int requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++requests == 2 ? throw new InvalidOperationException("A bug in the host.") : base.SendAsync(request, cancellationToken);
    }
}
