using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Diagnostics;

/// <summary>What is logged. Spans and metrics are collected in the integration tests, by OpenTelemetry itself.</summary>
public sealed class DiagnosticsTests
{
    private const string Sent = "+15551110001";
    private const string Refused = "+15551110002";
    private const string Lost = "+15551110003";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_recipient_is_logged_with_its_number_masked()
    {
        using var recorder = new Recorder();

        await SendAsync(recorder, Account.Message(Sent, Refused, Lost));

        recorder.Lines.Should().Contain(line => line.StartsWith($"Debug 1 Sent to +1555***0001: message {TwilioStub.SidOf(1)}", StringComparison.Ordinal));
        recorder.Lines.Should().Contain(line =>
            line.StartsWith("Warning 2 Not sent to +1555***0002: INVALID_TO_PHONE_NUMBER_ERROR: ", StringComparison.Ordinal));
        recorder.Lines.Should().Contain(line =>
            line.StartsWith("Warning 4 Nobody knows whether it was sent to +1555***0003: BAD_GATEWAY: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipient_is_logged_as_soon_as_its_fate_is_known()
    {
        using var recorder = new Recorder();
        string[] linesAtSecond = [];
        await using var twilio = TwilioStub.Start(request =>
        {
            if (request["To"] == Refused)
            {
                linesAtSecond = [.. recorder.Lines];
            }

            return StubAnswer.Created(TwilioStub.SidOf(1), request["To"]);
        });
        await using var services = Connect(twilio, recorder, options => options.MaxConcurrency = 1);

        await services.Sender().SendAsync(Account.Message(Sent, Refused), Stop);

        linesAtSecond.Should().Contain(line => line.StartsWith("Debug 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_who_were_not_attempted_are_logged_too()
    {
        using var recorder = new Recorder();
        await using var twilio = TwilioStub.Start(StubAnswer.Error(401, 20003));
        await using var services = Connect(twilio, recorder, options => options.MaxConcurrency = 1);

        var send = () => services.Sender().SendAsync(Account.Message(Sent, Refused), Stop);

        await send.Should().ThrowAsync<TwilioAuthenticationException>();
        recorder.Lines.Should().ContainSingle(line => line.StartsWith("Debug 3 Not attempted: +1555***0002", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_cannot_be_written_costs_no_outcome(bool evenWhenAsked)
    {
        using var log = new FullLog(evenWhenAsked);
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(
            twilio, build: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));

        (await services.Sender().SendAsync(Account.Message(Sent, Lost), Stop)).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task A_message_that_is_refused_before_it_is_sent_is_logged_once()
    {
        using var recorder = new Recorder();
        await using var twilio = TwilioStub.Start(StubAnswer.Reset);
        await using var services = Connect(twilio, recorder);

        var send = () => services.Sender().SendAsync(
            new SmsMessage { From = Account.From, To = [Sent, Refused], Body = "Hello ${nobody}" }, Stop);

        await send.Should().ThrowAsync<TwilioTemplateMetadataException>();
        recorder.Lines.Should().ContainSingle(line =>
            line.StartsWith("Warning 6 Refused before anything was sent: TEMPLATE_METADATA_ERROR: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_named_registration_logs_under_its_name()
    {
        using var recorder = new Recorder();
        await using var twilio = TwilioStub.Start(request => StubAnswer.Created(TwilioStub.SidOf(1), request["To"]));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder));
        services.AddTwilioConnector(
            "marketing", options => (options.Account, options.Token, options.BaseAddress) = (Account.Sid, Account.Token, twilio.BaseAddress));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ISmsSender>("marketing").SendAsync(Account.Message(Sent), Stop);

        recorder.Categories.Should().Contain("TwilioSms.marketing").And.NotContain("TwilioSms");
    }

    [Fact]
    public async Task One_switch_shows_numbers_and_texts_in_the_log_and_warns_of_it_but_never_credentials()
    {
        using var recorder = new Recorder();

        await SendAsync(recorder, Account.Message(Sent, Refused, Lost), options => options.LogSensitiveData = true);

        recorder.Lines.Should().Contain(line => line.StartsWith("Warning 7 TWILIO_LOG_SENSITIVE_DATA is on", StringComparison.Ordinal));
        recorder.Lines.Should().Contain(line => line.StartsWith("Debug 8 The text for 3 recipient(s): Hello", StringComparison.Ordinal));
        foreach (var number in new[] { Sent, Refused, Lost })
        {
            recorder.Lines.Should().Contain(line => line.Contains(number));
        }

        recorder.Lines.Should().NotContain(line => line.Contains(Account.Token));
        recorder.Traced.Should().NotBeEmpty().And.NotContain(line => line.Contains(Sent) || line.Contains("Hello"));
    }

    [Fact]
    public async Task Http_over_a_network_is_warned_of()
    {
        using var recorder = new Recorder();
        using var twilio = new InProcessTwilio();
        await using var services = Account.Connect(
            new Uri("http://emulator:4010"), options => options.AllowHttpHost = "emulator", builder =>
            {
                builder.Services.AddLogging(logging => logging.AddProvider(recorder).SetMinimumLevel(LogLevel.Trace));
                builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
            });

        await services.Sender().SendAsync(Account.Message(), TestContext.Current.CancellationToken);

        recorder.Lines.Should().Contain(line => line.StartsWith("Warning 10 TWILIO_ALLOW_HTTP_HOST is on for emulator", StringComparison.Ordinal));
    }

    private static async Task SendAsync(Recorder recorder, SmsMessage message, Action<TwilioConnectorOptions>? configure = null)
    {
        await using var twilio = TwilioStub.Start(request => request["To"] switch
        {
            Sent => StubAnswer.Created(TwilioStub.SidOf(1), Sent),
            Refused => StubAnswer.Error(400, 21211),
            _ => StubAnswer.Text(502, "<html>Bad gateway</html>", "text/html"),
        });
        await using var services = Connect(twilio, recorder, configure);
        var send = () => services.Sender().SendAsync(message, Stop);
        await send.Should().ThrowAsync<TwilioToNumberException>();
    }

    private static ServiceProvider Connect(TwilioStub twilio, Recorder recorder, Action<TwilioConnectorOptions>? configure = null) =>
        Account.Connect(
            twilio,
            configure,
            builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder)));

    private sealed class FullLog(bool evenWhenAsked) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => evenWhenAsked ? throw new IOException("The disk is full.") : true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The disk is full.");

        public void Dispose()
        {
        }
    }
}
