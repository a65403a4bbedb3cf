using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>Each way for a request to go wrong: what the connector believes is held against what the emulator recorded.</summary>
public abstract class FaultsAndOutcomes(SuiteLog suite, TransportKind transport)
{
    private const string Html = "<html><body><h1>Bad Gateway</h1></body></html>";

    private static readonly Dictionary<string, (Fault Fault, string Error, SmsOutcomeState State, int Recorded)> Cases = new()
    {
        ["reset before recording"] = (Fault.ResetBeforeRecording(), "TWILIO_CONNECTION_ERROR", SmsOutcomeState.Unknown, 0),
        ["reset after recording"] = (Fault.ResetAfterRecording(), "TWILIO_CONNECTION_ERROR", SmsOutcomeState.Unknown, 1),
        ["closed in the body"] = (Fault.CloseInBody(30), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["no answer, nothing recorded"] =
            (Fault.DelayBeforeRecording(Timeout.InfiniteTimeSpan), "TWILIO_CONNECTION_ERROR", SmsOutcomeState.Unknown, 0),
        ["no answer, recorded"] = (Fault.DelayAfterRecording(Timeout.InfiniteTimeSpan), "TWILIO_CONNECTION_ERROR", SmsOutcomeState.Unknown, 1),
        ["an answer that drips"] = (Fault.SlowBody(1, TimeSpan.FromSeconds(1)), "TWILIO_CONNECTION_ERROR", SmsOutcomeState.Unknown, 1),
        ["truncated 201"] = (Fault.TruncateBody(30), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["empty 201"] = (Fault.TruncateBody(0), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["garbage 201"] = (Fault.GarbageBody(), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["HTML 200"] = (Fault.Respond(200, new FaultResponse { Body = Html, ContentType = "text/html", Record = true }), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["oversized 201"] = (Fault.Respond(201, new FaultResponse { Body = new string(' ', 1_000_000), Record = true }), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["204"] = (Fault.Respond(204, new FaultResponse { Record = true }), "UNKNOWN_ERROR", SmsOutcomeState.Unknown, 1),
        ["HTML 502 on the way back"] = (Fault.Respond(502, new FaultResponse { Body = Html, ContentType = "text/html", Record = true }), "BAD_GATEWAY", SmsOutcomeState.Unknown, 1),
        ["HTML 502 on the way there"] = (Fault.Respond(502, Html, "text/html"), "BAD_GATEWAY", SmsOutcomeState.Unknown, 0),
        ["500"] = (Fault.RespondError(20500, 500), "INTERNAL_SERVER_ERROR", SmsOutcomeState.Unknown, 0),
        ["503"] = (Fault.Respond(503), "SERVICE_UNAVAILABLE", SmsOutcomeState.Unknown, 0),
        ["504"] = (Fault.Respond(504), "GATEWAY_TIMEOUT", SmsOutcomeState.Unknown, 0),
        ["408"] = (Fault.Respond(408), "REQUEST_TIMEOUT", SmsOutcomeState.Unknown, 0),
        ["HTML 400"] = (Fault.Respond(400, Html, "text/html"), "BAD_REQUEST", SmsOutcomeState.Failed, 0),
        ["empty 404"] = (Fault.Respond(404), "NOT_FOUND", SmsOutcomeState.Failed, 0),
        ["truncated 400"] = (Fault.Respond(400, """{"code":21211,"mess"""), "BAD_REQUEST", SmsOutcomeState.Failed, 0),
        ["oversized 400"] = (Fault.Respond(400, new string(' ', 1_000_000)), "BAD_REQUEST", SmsOutcomeState.Failed, 0),
        ["garbage 422"] = (Fault.Respond(422, new FaultResponse { Bytes = new byte[] { 0xFF, 0xFE, 0x00 } }), "UNPROCESSABLE_ENTITY", SmsOutcomeState.Failed, 0),
        ["RFC 9457 400"] = (
            Fault.Respond(400, """{"type":"about:blank","title":"No","status":400,"code":21211,"detail":"No"}""", "application/problem+json"),
            "INVALID_TO_PHONE_NUMBER_ERROR",
            SmsOutcomeState.Failed,
            0),
        ["307"] = (
            Fault.Respond(307, new FaultResponse { Headers = [new("Location", "http://127.0.0.1:1/elsewhere")] }), "UNKNOWN_ERROR", SmsOutcomeState.Failed, 0),
    };

    private static readonly string[] Unanswered = ["no answer, nothing recorded", "no answer, recorded", "an answer that drips"];

    private readonly FakeTimeProvider clock = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_outcome_says_no_more_than_can_be_known(string name)
    {
        var (fault, error, state, recorded) = Cases[name];
        await using var host = await StartAsync();
        // The first send opens the connection, so that the fault strikes one that is in use.
        await host.SendAsync(ConnectorHost.Number(1));
        var requests = TwilioErrors.Counting(host.Twilio);
        host.Twilio.Faults.Add(fault, int.MaxValue);

        var failing = host.FailAsync(ConnectorHost.Number(2));
        await TimeOutAsync(name, () => requests() == 1 && host.Twilio.Messages.Count == 1 + recorded);
        var exception = await failing;

        exception.Code.ToWireName().Should().Be(error);
        var outcome = exception.Result!.Outcomes.Single();
        (outcome.State, outcome.Error).Should().Be((state, exception));
        host.Twilio.Messages.Should().HaveCount(1 + recorded);
        requests().Should().Be(1, "a send that may have been accepted is never repeated");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Among_many_recipients_every_fate_is_known(string name)
    {
        const int many = 40;
        var (fault, _, state, recorded) = Cases[name];
        await using var host = await StartAsync();
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        var known = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, watching) =>
        {
            if (instrument.Name == "twilio_sms.outcomes" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                watching.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref known, count));
        listener.Start();
        var to = Enumerable.Range(0, many).Select(ConnectorHost.Number).ToArray();
        var isHit = false;
        host.Twilio.Faults.Add(fault, when: request => request.To == to[20] && (isHit = true));

        var failing = host.FailAsync(to);
        await TimeOutAsync(name, () => Interlocked.Read(ref known) == many - 1 && isHit && host.Twilio.Messages.Count == many - 1 + recorded);
        var exception = await failing;

        exception.Result!.Outcomes.Select(outcome => outcome.To).Should().Equal(to);
        exception.Result.Outcomes[20].State.Should().Be(state);
        var others = exception.Result.Outcomes.Where(outcome => outcome.To != to[20]).Select(outcome => outcome.State);
        if (exception is TwilioConnectionException)
        {
            others.Should().OnlyContain(other => other == SmsOutcomeState.Sent || other == SmsOutcomeState.NotAttempted);
        }
        else
        {
            others.Should().OnlyContain(other => other == SmsOutcomeState.Sent);
        }
    }

    // However busy the machine is, nothing times out before it is made to.
    private Task<ConnectorHost> StartAsync() => ConnectorHost.StartAsync(suite, transport, clock: clock);

    /// <summary>Where nothing answers to the end, lets the time for it go by once everything else is done.</summary>
    private async Task TimeOutAsync(string name, Func<bool> isAllElseDone)
    {
        if (!Unanswered.Contains(name))
        {
            return;
        }

        while (!isAllElseDone())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        clock.Advance(new TwilioConnectorOptions().Timeout);
    }
}

public sealed class FaultsAndOutcomesOverHttp(SuiteLog suite) : FaultsAndOutcomes(suite, TransportKind.Http);

public sealed class FaultsAndOutcomesOverTheSdk(SuiteLog suite) : FaultsAndOutcomes(suite, TransportKind.Sdk);
