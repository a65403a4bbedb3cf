using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Http;

/// <summary>A transport of somebody else's: what it promises is all the connector needs, and what it breaks costs no outcome.</summary>
public sealed class TransportTests
{
    private static readonly byte[] Created = """{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued","num_segments":"2"}"""u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_the_form_by_name_and_value_and_the_credentials()
    {
        TwilioRequest? seen = null;
        var result = await SendAsync(async (request, stop) =>
        {
            seen = request;
            await request.BeginAsync(stop);
            return new TwilioAnswer(HttpStatusCode.Created, Created) { RequestId = "RQ1" };
        });

        seen!.Method.Should().Be(HttpMethod.Post);
        seen.Address.Should().Be(new Uri($"https://api.twilio.com/2010-04-01/Accounts/{Account.Sid}/Messages.json"));
        seen.Parameters.Select(parameter => (parameter.Key, parameter.Value)).Should().Equal(
            ("From", Account.From), ("Body", "Hello"), ("MediaUrl", "https://example.com/a"), ("MediaUrl", "https://example.com/b"),
            ("To", Account.To));
        seen.Authorization!.Scheme.Should().Be("Basic");
        result.Outcomes.Single().Should().BeEquivalentTo(
            new { MessageSid = "SM0123456789abcdef0123456789abcdef", Status = "queued", Segments = 2, RequestId = "RQ1" });
    }

    [Fact]
    public async Task What_fails_before_it_begins_was_not_sent_and_is_tried_again()
    {
        var tries = 0;

        var result = await SendAsync(async (request, stop) =>
        {
            if (++tries < 3)
            {
                throw new HttpRequestException("no route");
            }

            await request.BeginAsync(stop);
            return new TwilioAnswer(HttpStatusCode.Created, Created);
        });

        result.AllSent.Should().BeTrue();
        tries.Should().Be(3);
    }

    [Fact]
    public async Task What_fails_after_it_began_may_have_been_accepted()
    {
        var tries = 0;
        var send = () => SendAsync(async (request, stop) =>
        {
            tries++;
            await request.BeginAsync(stop);
            throw new HttpRequestException("reset");
        });

        var error = (await send.Should().ThrowAsync<TwilioConnectionException>()).Which;

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        tries.Should().Be(1);
    }

    [Fact]
    public async Task A_request_begins_once()
    {
        var send = () => SendAsync(async (request, stop) =>
        {
            await request.BeginAsync(stop);
            await request.BeginAsync(stop);
            return new TwilioAnswer(HttpStatusCode.Created, Created);
        });

        var error = (await send.Should().ThrowAsync<TwilioUnknownException>()).Which;

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("")]
    public async Task The_status_and_what_the_head_says_count_without_a_body_of_Twilios(string body)
    {
        var send = () => SendAsync(
            async (request, stop) =>
            {
                await request.BeginAsync(stop);
                return new TwilioAnswer(HttpStatusCode.TooManyRequests, System.Text.Encoding.UTF8.GetBytes(body))
                {
                    RequestId = "RQ7",
                    Date = DateTimeOffset.UnixEpoch,
                    RetryAfter = new RetryConditionHeaderValue(DateTimeOffset.UnixEpoch.AddSeconds(90)),
                };
            });

        var error = (await send.Should().ThrowAsync<TwilioHttpException>()).Which;

        (error.Code, error.RequestId, error.RetryAfter).Should().Be((SmsErrorCode.ServiceUnavailable, "RQ7", TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public async Task Its_time_ends_with_the_timeout()
    {
        var send = () => SendAsync(
            async (request, stop) =>
            {
                await request.BeginAsync(stop);
                await Task.Delay(Timeout.Infinite, stop);
                throw new InvalidOperationException("unreachable");
            },
            options => options.Timeout = TimeSpan.FromMilliseconds(50));

        var error = (await send.Should().ThrowAsync<TwilioConnectionException>()).Which;

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Fact]
    public async Task Health_is_asked_through_it_too()
    {
        var asked = new List<TwilioRequest>();
        await using var services = Connect(
            (request, _) =>
            {
                asked.Add(request);
                return Task.FromResult(new TwilioAnswer(HttpStatusCode.OK, """{"status":"active"}"""u8.ToArray()));
            },
            build: builder => builder.AddHealthCheck());

        var report = await services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>().CheckHealthAsync(Stop);

        report.Status.Should().Be(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
        asked.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Method = HttpMethod.Get, Address = new Uri($"https://api.twilio.com/2010-04-01/Accounts/{Account.Sid}.json") });
        asked[0].Parameters.Should().BeEmpty();
    }

    private static async Task<SmsResult> SendAsync(
        Func<TwilioRequest, CancellationToken, Task<TwilioAnswer>> answer, Action<TwilioConnectorOptions>? configure = null)
    {
        await using var services = Connect(answer, configure);
        return await services.Sender().SendAsync(
            new SmsMessage
            {
                From = Account.From,
                To = [Account.To],
                Body = "Hello",
                MediaUrls = [new("https://example.com/a"), new("https://example.com/b")],
            },
            Stop);
    }

    private static ServiceProvider Connect(
        Func<TwilioRequest, CancellationToken, Task<TwilioAnswer>> answer,
        Action<TwilioConnectorOptions>? configure = null,
        Action<ITwilioConnectorBuilder>? build = null) => Account.Connect(
            new Uri("https://api.twilio.com"),
            configure,
            builder =>
            {
                builder.Services.AddKeyedSingleton<ITwilioTransport>(builder.Name, new Transport(answer));
                builder.Services.AddLogging();
                build?.Invoke(builder);
            });

    private sealed class Transport(Func<TwilioRequest, CancellationToken, Task<TwilioAnswer>> answer) : ITwilioTransport
    {
        public Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
