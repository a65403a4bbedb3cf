using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Http;

/// <summary>Signing in with OAuth client credentials.</summary>
public sealed class OAuthTests
{
    private const string ClientId = "OQ0123456789abcdef0123456789abcdef";
    private const string Secret = "cl1ent-5ecret";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_carry_a_token_that_is_asked_for_once()
    {
        await using var twilio = Start();
        await using var services = Connect(twilio);

        await services.Sender().SendAsync(Account.Message(), Stop);
        await services.Sender().SendAsync(Account.Message("+15550000002"), Stop);

        var asked = twilio.Requests.Single(IsToken);
        asked.Headers.Should().NotContainKey("Authorization");
        asked.Form.Should().BeEquivalentTo(new KeyValuePair<string, string>[]
        {
            new("grant_type", "client_credentials"), new("client_id", ClientId), new("client_secret", Secret),
        });
        Messages(twilio).Select(request => request.Headers["Authorization"]).Should().Equal("Bearer token-1", "Bearer token-1");
    }

    [Fact]
    public async Task A_hundred_sends_at_once_ask_for_one_token()
    {
        await using var twilio = Start();
        await using var services = Connect(twilio);
        var sender = services.Sender();

        await Task.WhenAll(Account.Numbers(100).Select(number => sender.SendAsync(Account.Message(number), Stop)));

        twilio.Requests.Count(IsToken).Should().Be(1);
        Messages(twilio).Should().HaveCount(100).And.OnlyContain(request => request.Headers["Authorization"] == "Bearer token-1");
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        var clock = new FakeTimeProvider();
        await using var twilio = Start(expiresIn: 3600);
        await using var services = Connect(twilio, clock);

        await services.Sender().SendAsync(Account.Message(), Stop);
        clock.Advance(TimeSpan.FromSeconds(3600 - 61));
        await services.Sender().SendAsync(Account.Message(), Stop);
        clock.Advance(TimeSpan.FromSeconds(2));
        await services.Sender().SendAsync(Account.Message(), Stop);

        Messages(twilio).Select(request => request.Headers["Authorization"]).Should().Equal("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_any_more_is_replaced_by_the_next_send()
    {
        var revoked = true;
        await using var twilio = Start(message: _ => revoked ? StubAnswer.Error(401, 20003) : StubAnswer.Created(TwilioStub.SidOf(1), Account.To));
        await using var services = Connect(twilio);
        var send = () => services.Sender().SendAsync(Account.Message(), Stop);

        await send.Should().ThrowAsync<TwilioAuthenticationException>();
        revoked = false;
        await send();

        Messages(twilio).Select(request => request.Headers["Authorization"]).Should().Equal("Bearer token-1", "Bearer token-2");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(403)]
    public async Task Credentials_that_are_refused_are_an_authentication_error_and_nothing_is_sent(int status)
    {
        await using var twilio = Start(token: _ => StubAnswer.Json(status, $$"""{"code":20003,"message":"no {{Secret}}"}"""));
        await using var services = Connect(twilio);

        var send = () => services.Sender().SendAsync(Account.Message([.. Account.Numbers(40)]), Stop);

        var error = (await send.Should().ThrowAsync<TwilioAuthenticationException>()).Which;
        error.Message.Should().Contain("TWILIO_CLIENT_ID").And.NotContain(Secret);
        error.Result!.Outcomes.Should().OnlyContain(o => o.State == SmsOutcomeState.Failed || o.State == SmsOutcomeState.NotAttempted);
        Messages(twilio).Should().BeEmpty();
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, "")]
    [InlineData(200, "<html></html>")]
    [InlineData(200, """{"access_token":7,"expires_in":"soon"}""")]
    [InlineData(200, """{"access_token":"t"}""")]
    public async Task A_token_that_is_not_to_be_had_leaves_no_message_in_doubt(int status, string body)
    {
        await using var twilio = Start(token: _ => StubAnswer.Json(status, body));
        await using var services = Connect(twilio, configure: options => options.MaxRetries = 0);

        var send = () => services.Sender().SendAsync(Account.Message(), Stop);

        var error = (await send.Should().ThrowAsync<TwilioApiException>()).Which;
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
        error.IsTransient.Should().Be(status != 200);
        Messages(twilio).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_token_leaves_it_to_the_others()
    {
        using var asked = new SemaphoreSlim(0);
        using var answered = new SemaphoreSlim(0);
        await using var twilio = Start(token: _ =>
        {
            asked.Release();
            answered.Wait(TestContext.Current.CancellationToken);
            return StubAnswer.Json(200, """{"access_token":"token-1","expires_in":3600}""");
        });
        await using var services = Connect(twilio);
        using var patience = new CancellationTokenSource();

        var first = services.Sender().SendAsync(Account.Message(), patience.Token);
        await asked.WaitAsync(Stop);
        var second = services.Sender().SendAsync(Account.Message("+15550000002"), Stop);
        await patience.CancelAsync();
        var canceled = await FluentActions.Awaiting(() => first).Should().ThrowAsync<TwilioSendCanceledException>();
        answered.Release();

        (await second).AllSent.Should().BeTrue();
        canceled.Which.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.NotAttempted);
        twilio.Requests.Count(IsToken).Should().Be(1);
    }

    private static bool IsToken(StubRequest request) => request.Line.StartsWith("POST /v2/token ", StringComparison.Ordinal);

    private static IEnumerable<StubRequest> Messages(TwilioStub twilio) => twilio.Requests.Where(request => !IsToken(request));

    private static TwilioStub Start(
        Func<StubRequest, StubAnswer>? token = null, Func<StubRequest, StubAnswer>? message = null, int expiresIn = 3600)
    {
        var tokens = 0;
        return TwilioStub.Start(request => !IsToken(request)
            ? message?.Invoke(request) ?? StubAnswer.Created("SM" + new string('0', 32), request["To"])
            : token?.Invoke(request)
                ?? StubAnswer.Json(200, $$"""{"access_token":"token-{{Interlocked.Increment(ref tokens)}}","token_type":"Bearer","expires_in":{{expiresIn}}}"""));
    }

    private static ServiceProvider Connect(TwilioStub twilio, TimeProvider? clock = null, Action<TwilioConnectorOptions>? configure = null) =>
        Account.Connect(
            twilio,
            options =>
            {
                (options.Token, options.ClientId, options.ClientSecret) = (null, ClientId, Secret);
                configure?.Invoke(options);
            },
            builder => builder.Services.AddSingleton(clock ?? TimeProvider.System));
}
