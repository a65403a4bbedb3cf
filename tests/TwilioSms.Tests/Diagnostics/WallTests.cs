using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Tests.Bulk;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Diagnostics;

/// <summary>Whoever of the host watches may throw what it likes, at any moment: every outcome is handed out as it is.</summary>
/// <remarks>They run alone, as listeners hear the whole process.</remarks>
[Collection(nameof(Alone))]
public sealed class WallTests : BulkTest
{
    // The second is refused, the third is lost, the fourth is tried twice.
    private const int Recipients = 5;

    private static readonly SmsOutcomeState[] Expected =
        [SmsOutcomeState.Sent, SmsOutcomeState.Failed, SmsOutcomeState.Unknown, SmsOutcomeState.Sent, SmsOutcomeState.Sent];

    public static TheoryData<string> Instruments =>
        ["twilio_sms.outcomes", "twilio_sms.retries", "twilio_sms.duration", "twilio_sms.queue.duration", "twilio_sms.segments", "twilio_sms.refusals"];

    [Theory]
    [MemberData(nameof(Instruments))]
    public async Task A_meter_listener_that_throws_costs_no_outcome(string instrument)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Name == instrument)
                {
                    listener.EnableMeasurementEvents(published);
                }
            },
        };
        var thrown = 0;
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw(ref thrown));
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => Throw(ref thrown));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Throw(ref thrown));
        listener.Start();

        await NothingIsLostAsync();

        thrown.Should().BePositive();
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("started")]
    [InlineData("stopped")]
    public async Task An_activity_listener_that_throws_costs_no_outcome_and_leaves_the_hosts_span_current(string moment)
    {
        var thrown = 0;
        using var host = new ActivitySource("host");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "TwilioSms" or "host",
            Sample = (ref ActivityCreationOptions<ActivityContext> created) =>
            {
                ThrowAt("sample", created.Source.Name);
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = activity => ThrowAt("started", activity.Source.Name),
            ActivityStopped = activity => ThrowAt("stopped", activity.Source.Name),
        };
        ActivitySource.AddActivityListener(listener);
        using var span = host.StartActivity("request");
        var current = new ConcurrentBag<Activity?>();

        await NothingIsLostAsync(builder => builder.HttpClientBuilder.AddHttpMessageHandler(() => new Remembering(current)));

        thrown.Should().BePositive();
        Activity.Current.Should().BeSameAs(span);
        if (moment != "stopped")
        {
            current.Should().NotBeEmpty().And.OnlyContain(activity => activity == span, "there is no other span");
        }

        void ThrowAt(string at, string source)
        {
            if (source == "TwilioSms" && at == moment)
            {
                Throw(ref thrown);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_logger_that_throws_costs_no_outcome(bool evenWhenAsked)
    {
        using var log = new ThrowingLog(evenWhenAsked);

        await NothingIsLostAsync(builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));

        log.Thrown.Should().BePositive();
    }

    [Fact]
    public async Task A_progress_callback_that_throws_costs_no_outcome()
    {
        var progress = new ThrowingProgress();

        await NothingIsLostAsync(progress: progress);

        progress.Told.Should().Be(Recipients + 1);
    }

    [Fact]
    public async Task That_a_watcher_threw_is_said_once()
    {
        using var recorder = new Recorder();
        await using var services = Connect(builder => builder.Services.AddLogging(logging => logging.AddProvider(recorder)));

        await TakeAllAsync(services.Sender().SendManyAsync(
            Stream(Messages(Recipients)), new BulkSendOptions { Progress = new ThrowingProgress() }, Stop));

        recorder.Lines.Should().ContainSingle(line =>
            line.StartsWith("Warning 9 A progress callback of the host threw InvalidOperationException.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_written_on_the_hosts_own_span()
    {
        using var host = new ActivitySource("host");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "host",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = host.StartActivity("request");

        await NothingIsLostAsync();

        span!.TagObjects.Should().BeEmpty();
        span.Events.Should().BeEmpty();
        (span.Status, span.StatusDescription, span.DisplayName).Should().Be((ActivityStatusCode.Unset, null, "request"));
    }

    private static async Task NothingIsLostAsync(Action<ITwilioConnectorBuilder>? build = null, ThrowingProgress? progress = null)
    {
        await using var services = Connect(build);
        var send = () => services.Sender().SendAsync(Account.Message([.. Enumerable.Range(0, Recipients).Select(Number)]), Stop);
        var error = (await send.Should().ThrowAsync<TwilioToNumberException>()).Which;
        StatesOf(error.Result!.Outcomes).Should().Equal(Expected);
        error.Result!.Outcomes.Where(outcome => outcome.State == SmsOutcomeState.Sent).Should().OnlyContain(outcome => outcome.MessageSid != null);
        var refuse = () => services.Sender().SendAsync(new SmsMessage { From = Account.From, To = [Number(0)], Body = "${nobody}" }, Stop);
        await refuse.Should().ThrowAsync<TwilioTemplateMetadataException>();

        var messages = Messages(Recipients).Append(new SmsMessage { From = Account.From, To = [Number(Recipients)], Body = "${nobody}" });
        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(
            Stream(messages), new BulkSendOptions { Progress = progress, MaxConcurrency = 2 }, Stop));

        end.Should().BeNull();
        StatesOf([.. outcomes.OrderBy(outcome => outcome.MessageIndex)]).Should().Equal([.. Expected, SmsOutcomeState.Failed]);
    }

    private static ServiceProvider Connect(Action<ITwilioConnectorBuilder>? build)
    {
        var tries = 0;
#pragma warning disable CA2000 // The HTTP client of the services owns it.
        var twilio = new InProcessTwilio((form, _) => Task.FromResult(form["To"] switch
        {
            var to when to == Number(1) => InProcessTwilio.Refuse(System.Net.HttpStatusCode.BadRequest, 21211),
            var to when to == Number(2) => InProcessTwilio.Refuse(System.Net.HttpStatusCode.BadGateway, 20500),
            var to when to == Number(3) && Interlocked.Increment(ref tries) % 2 == 1 =>
                InProcessTwilio.Refuse(System.Net.HttpStatusCode.TooManyRequests, 20429),
            _ => InProcessTwilio.Accept(segments: 1),
        }));
#pragma warning restore CA2000
        return Account.Connect(
            new Uri("https://localhost"),
            options => options.MaxConcurrency = 1,
            builder =>
            {
                builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
                build?.Invoke(builder);
            });
    }

    private static IEnumerable<SmsOutcomeState> StatesOf(IReadOnlyList<SmsOutcome> outcomes) => outcomes.Select(outcome => outcome.State);

    private static void Throw(ref int thrown)
    {
        Interlocked.Increment(ref thrown);
        throw new InvalidOperationException("A bug in the host.");
    }

    private sealed class Remembering(ConcurrentBag<Activity?> current) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            current.Add(Activity.Current);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ThrowingProgress : IProgress<BulkProgress>
    {
        private int told;

        public int Told => told;

        public void Report(BulkProgress value) => Throw(ref told);
    }

    private sealed class ThrowingLog(bool evenWhenAsked) : ILoggerProvider, ILogger
    {
        private int thrown;

        public int Thrown => thrown;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel)
        {
            if (evenWhenAsked)
            {
                Throw(ref thrown);
            }

            return true;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Throw(ref thrown);

        public void Dispose()
        {
            // Nothing to let go of.
        }
    }
}
