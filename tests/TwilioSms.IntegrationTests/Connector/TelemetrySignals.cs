using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>What OpenTelemetry's own SDK collects of one send to five numbers: one is texted at the second try, one is refused, of one
/// nobody knows, with the fourth Twilio refuses the account, and so the last is not attempted.</summary>
public sealed class TelemetrySignals(SuiteLog suite) : IAsyncLifetime
{
    private const string Registration = "telemetry";
    private const string Template = "/2010-04-01/Accounts/{AccountSid}/Messages.json";

    private readonly List<Activity> spans = [];
    private readonly List<Metric> metrics = [];
    private readonly List<LogRecord> logs = [];
    private TwilioEmulator twilio = null!;
    private ActivitySpanId request;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        suite.Conceal("token", twilio.AuthToken);
        twilio.Faults.Add(Fault.TooManyRequests(), when: request => request.To == ConnectorHost.Number(1));
        twilio.Faults.Add(Fault.RespondError(21211), when: request => request.To == ConnectorHost.Number(2));
        twilio.Faults.Add(Fault.Respond(502, new FaultResponse { Record = true }), when: request => request.To == ConnectorHost.Number(3));
        twilio.Faults.Add(Fault.RespondError(20003, 401), when: request => request.To == ConnectorHost.Number(4));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(options => options.AddInMemoryExporter(logs)));
        services.AddTwilioConnector(Registration, options => (options.MaxConcurrency, options.MaxRetryDelay) = (1, TimeSpan.Zero))
            .UseEmulator(twilio);
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("TwilioSms", "test").AddInMemoryExporter(spans).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter("TwilioSms").AddInMemoryExporter(metrics).Build();
        using var source = new ActivitySource("test");
        using var parent = source.StartActivity("request");
        await using (var provider = services.BuildServiceProvider())
        {
            var sender = provider.GetRequiredKeyedService<ISmsSender>(Registration);
            var send = () => sender.SendAsync(
                ConnectorHost.Message([.. Enumerable.Range(1, 5).Select(ConnectorHost.Number)]), TestContext.Current.CancellationToken);
            await send.Should().ThrowAsync<TwilioToNumberException>();
            await FluentActions.Awaiting(() => sender.SendAsync(new SmsMessage { From = "+14155550100", Body = "Hello" }))
                .Should().ThrowAsync<TwilioMissingInputException>();
        }

        request = parent!.SpanId;
    }

    private Activity Send => spans.First(span => span.ParentSpanId == request);

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    // https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
    [Fact]
    public void The_send_is_a_span_by_the_conventions_for_messaging()
    {
        Send.DisplayName.Should().Be("send 127.0.0.1");
        Send.Kind.Should().Be(ActivityKind.Client);
        Send.Status.Should().Be(ActivityStatusCode.Error);
        Send.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object>
        {
            ["messaging.system"] = "twilio",
            ["messaging.operation.name"] = "send",
            ["messaging.operation.type"] = "send",
            ["messaging.batch.message_count"] = 5,
            ["twilio_sms.registration"] = Registration,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = twilio.BaseAddress.Port,
            ["error.type"] = "INVALID_TO_PHONE_NUMBER_ERROR",
        });
    }

    // https://opentelemetry.io/docs/specs/semconv/http/http-spans/
    [Fact]
    public void Each_recipient_that_was_tried_is_a_span_under_it_by_the_conventions_for_HTTP_clients()
    {
        var recipients = spans.Where(span => span.ParentSpanId == Send.SpanId).OrderBy(span => span.StartTimeUtc).ToArray();

        recipients.Should().HaveCount(4).And.OnlyContain(span => span.Kind == ActivityKind.Client && span.DisplayName == "POST " + Template);
        recipients.Select(span => span.GetTagItem("http.response.status_code")).Should().Equal(201, 400, 502, 401);
        recipients.Select(span => span.GetTagItem("twilio_sms.state")).Should().Equal("sent", "failed", "unknown", "failed");
        recipients.Select(span => span.GetTagItem("error.type")).Should().Equal(
            (object?[])[null, "INVALID_TO_PHONE_NUMBER_ERROR", "BAD_GATEWAY", "AUTHENTICATION_CONNECTION_ERROR"]);
        recipients.Select(span => span.GetTagItem("twilio_sms.error_code")).Should().Equal((object?[])[null, 21211, null, 20003]);
        recipients.Select(span => span.Status).Should().Equal(
            ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Error);
        recipients[0].TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["http.request.method"] = "POST",
            ["url.template"] = Template,
            ["http.response.status_code"] = 201,
            ["http.request.resend_count"] = 1,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = twilio.BaseAddress.Port,
            ["messaging.message.id"] = twilio.Messages[0].Sid,
            ["twilio_sms.recipient"] = "+1212***0001",
            ["twilio_sms.state"] = "sent",
            ["twilio_sms.request_id"] = recipients[0].GetTagItem("twilio_sms.request_id"),
        });
        recipients[0].GetTagItem("twilio_sms.request_id").As<string>().Should().StartWith("RQ");
    }

    [Fact]
    public void The_span_of_a_message_that_was_refused_at_once_names_the_error()
    {
        var refused = spans.Single(span => span.ParentSpanId == request && span != Send);

        refused.GetTagItem("error.type").Should().Be("MISSING_INPUT");
        refused.GetTagItem("messaging.batch.message_count").Should().BeNull();
    }

    [Fact]
    public void Outcomes_are_counted_by_state_and_error()
    {
        var counted = Points("twilio_sms.outcomes").ToDictionary(
            point => (Tag(point, "twilio_sms.state"), Tag(point, "error.type")), point => point.GetSumLong());

        counted.Should().BeEquivalentTo(new Dictionary<(string?, string?), long>
        {
            [("sent", null)] = 1,
            [("failed", "INVALID_TO_PHONE_NUMBER_ERROR")] = 1,
            [("failed", "AUTHENTICATION_CONNECTION_ERROR")] = 1,
            [("unknown", "BAD_GATEWAY")] = 1,
            [("not_attempted", null)] = 1,
        });
    }

    [Fact]
    public void Messages_refused_at_once_are_counted_by_error()
    {
        var point = Points("twilio_sms.refusals").Should().ContainSingle().Subject;

        point.GetSumLong().Should().Be(1);
        Tag(point, "error.type").Should().Be("MISSING_INPUT");
    }

    [Fact]
    public void Retries_are_counted_by_error()
    {
        var point = Points("twilio_sms.retries").Should().ContainSingle().Subject;

        point.GetSumLong().Should().Be(1);
        Tag(point, "error.type").Should().Be("SERVICE_UNAVAILABLE");
    }

    [Fact]
    public void Latency_is_measured_of_each_recipient_that_was_tried()
    {
        Points("twilio_sms.duration").Sum(point => point.GetHistogramCount()).Should().Be(4);
        Points("twilio_sms.duration").Sum(point => point.GetHistogramSum()).Should().BePositive();
        Points("twilio_sms.duration").Should().OnlyContain(point => Tag(point, "twilio_sms.state") != null);
    }

    [Fact]
    public void Queueing_is_measured_of_each_recipient_that_was_tried() =>
        Points("twilio_sms.queue.duration").Should().ContainSingle().Which.GetHistogramCount().Should().Be(4);

    [Fact]
    public void Segments_are_measured_of_each_message_that_was_sent()
    {
        var point = Points("twilio_sms.segments").Should().ContainSingle().Subject;

        point.GetHistogramCount().Should().Be(1);
        point.GetHistogramSum().Should().Be(1);
    }

    [Fact]
    public void Each_event_has_its_id()
    {
        var events = logs.Where(log => log.CategoryName == "TwilioSms." + Registration).Select(log => (log.EventId.Id, log.EventId.Name));

        events.Should().Equal((5, "Retrying"), (1, "Sent"), (2, "Failed"), (4, "Unknown"), (2, "Failed"), (3, "NotAttempted"), (6, "Refused"));
    }

    [Fact]
    public void What_is_logged_belongs_to_the_span_it_happened_in() =>
        logs.Where(log => log.EventId.Name == "Sent").Should().ContainSingle().Which.TraceId.Should().Be(Send.TraceId);

    // Other tests send meanwhile and are collected too; this registration is this test's alone.
    private IEnumerable<MetricPoint> Points(string instrument)
    {
        foreach (var metric in metrics.Where(metric => metric.Name == instrument))
        {
            foreach (var point in metric.GetMetricPoints())
            {
                if (Tag(point, "twilio_sms.registration") == Registration)
                {
                    yield return point;
                }
            }
        }
    }

    private static string? Tag(MetricPoint point, string name)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == name)
            {
                return (string?)tag.Value;
            }
        }

        return null;
    }
}
