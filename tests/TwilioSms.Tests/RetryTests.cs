using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Http;
using TwilioSms.Tests.Diagnostics;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

/// <summary>What provably was not processed is tried again, and nothing else.</summary>
public sealed class RetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_requests_are_tried_again_until_one_is_accepted()
    {
        using var recorder = new Recorder();
        await using var twilio = Answering(StubAnswer.Error(429, 20429), StubAnswer.Error(429, 20429), StubAnswer.Created(TwilioStub.SidOf(1), Account.To));
        await using var services = Account.Connect(
            twilio, build: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder)));

        var result = await services.Sender().SendAsync(Account.Message(), Stop);

        result.Outcomes.Single().MessageSid.Should().Be(TwilioStub.SidOf(1));
        twilio.Requests.Select(request => request.Body).Should().HaveCount(3).And.OnlyContain(body => body == twilio.Requests.First().Body);
        recorder.Traced.Count(line => line == "twilio_sms.retries twilio_sms.registration=default error.type=SERVICE_UNAVAILABLE")
            .Should().BeGreaterThanOrEqualTo(2, "metrics of all tests that run at the time are recorded");
        recorder.Lines.Count(line => line.StartsWith("Information 5 Trying +1555***4567 again in 00:00:00", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task After_the_last_retry_the_error_is_the_documented_one()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Error(429, 20429));
        await using var services = Account.Connect(twilio, options => options.MaxRetries = 2);

        var error = await FailAsync<TwilioHttpException>(services);

        (error.Code, error.StatusCode, error.TwilioCode).Should().Be((SmsErrorCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, 20429));
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
        twilio.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_is_tried_again()
    {
        var connections = 0;
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder =>
            builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectCallback = async (context, stop) =>
                {
                    if (Interlocked.Increment(ref connections) < 3)
                    {
                        throw new SocketException((int)SocketError.ConnectionRefused);
                    }

                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(context.DnsEndPoint, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }));

        (await services.Sender().SendAsync(Account.Message(), Stop)).AllSent.Should().BeTrue();

        connections.Should().Be(3);
        twilio.Requests.Should().ContainSingle();
    }

    public static TheoryData<string> Ambiguous => ["500", "502", "503", "504", "408", "reset", "silence", "stalled", "unreadable", "cut off"];

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task What_may_have_been_accepted_is_never_tried_again(string situation)
    {
        await using var twilio = TwilioStub.Start(situation switch
        {
            "reset" => StubAnswer.Reset,
            "silence" => StubAnswer.Silence,
            "stalled" => StubAnswer.Stalled(201),
            "unreadable" => StubAnswer.Text(201, "<html></html>", "text/html"),
            "cut off" => StubAnswer.Truncated(201, $$"""{"sid":"{{TwilioStub.SidOf(1)}}"}"""),
            _ => StubAnswer.Text(int.Parse(situation, System.Globalization.CultureInfo.InvariantCulture), "", "text/html", "Retry-After: 0"),
        });
        await using var services = Account.Connect(twilio, options => options.Timeout = TimeSpan.FromMilliseconds(300));

        var error = await FailAsync<TwilioApiException>(services);

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        twilio.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Text(status, "", "text/html", "Retry-After: 0"));
        await using var services = Account.Connect(twilio);

        await FailAsync<TwilioApiException>(services);

        twilio.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Tue, 24 Nov 2026 12:00:07 GMT")]
    public async Task The_wait_that_Twilio_asks_for_is_kept(string retryAfter)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var times = new List<DateTimeOffset>();
        await using var twilio = TwilioStub.Start(request =>
        {
            times.Add(clock.GetUtcNow());
            return times.Count == 1
                ? StubAnswer.Text(429, "", "text/plain", $"Retry-After: {retryAfter}")
                : StubAnswer.Created(TwilioStub.SidOf(1), request["To"]);
        });
        await using var services = Waiting(twilio, clock);

        var sending = services.Sender().SendAsync(Account.Message(), Stop);
        while (!sending.IsCompleted)
        {
            // The clock moves only once the first answer is there, and the wait begins at a moment that cannot be seen.
            clock.Advance(times.Count == 1 ? TimeSpan.FromSeconds(0.5) : TimeSpan.Zero);
            await Task.WhenAny(sending, Task.Delay(1, Stop));
        }

        (await sending).AllSent.Should().BeTrue();
        times.Should().HaveCount(2);
        (times[1] - times[0]).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_the_caller_cancels_and_the_message_was_not_sent()
    {
        // The clock stands still: whatever waits for it waits forever.
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var canceller = new CancelsAtRetry(cancellation);
        await using var twilio = TwilioStub.Start(StubAnswer.Text(429, "", "text/plain", "Retry-After: 5"));
        await using var services = Waiting(twilio, new FakeTimeProvider(), canceller);

        var send = () => services.Sender().SendAsync(Account.Message(), cancellation.Token);

        var canceled = (await send.Should().ThrowAsync<TwilioSendCanceledException>()).Which;
        canceled.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.NotAttempted);
        twilio.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_hosts_own_handler_cannot_send_a_message_twice()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Text(503, "", "text/html"));
        await using var services = Account.Connect(
            twilio, build: builder => builder.HttpClientBuilder.AddHttpMessageHandler(static () => new TriesAgain()));

        var error = await FailAsync<TwilioUnknownException>(services);

        error.Message.Should().Contain("handler");
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        twilio.Requests.Should().ContainSingle();
    }

    private static TwilioStub Answering(params StubAnswer[] answers)
    {
        var left = new Queue<StubAnswer>(answers);
        return TwilioStub.Start(_ => left.Dequeue());
    }

    private static ServiceProvider Waiting(TwilioStub twilio, TimeProvider clock, ILoggerProvider? logger = null) => Account.Connect(
        twilio,
        options => (options.Timeout, options.MaxRetryDelay) = (TimeSpan.FromHours(1), TimeSpan.FromSeconds(10)),
        builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton<Jitter>(() => 0.5));
            if (logger is not null)
            {
                builder.Services.AddLogging(logging => logging.AddProvider(logger));
            }
        });

    private static async Task<TException> FailAsync<TException>(IServiceProvider services)
        where TException : TwilioConnectorException
    {
        var send = () => services.Sender().SendAsync(Account.Message(), Stop);
        return (await send.Should().ThrowAsync<TException>()).Which;
    }

    private sealed class CancelsAtRetry(CancellationTokenSource source) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Retrying")
            {
                // Not from here: this is before the wait.
                _ = Task.Run(source.Cancel);
            }
        }

        public void Dispose()
        {
            // Nothing to let go of.
        }
    }

    private sealed class TriesAgain : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
        }
    }
}
