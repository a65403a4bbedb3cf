using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace TwilioSms.Diagnostics;

/// <summary>What an operator sees of each recipient. Numbers are masked; texts and credentials never come here.</summary>
internal sealed partial class SmsDiagnostics
{
    private static readonly ActivitySource Activities = new("TwilioSms");

    private readonly ILogger logger;
    private readonly Counter<long> outcomes;

    public SmsDiagnostics(ILogger<SmsDiagnostics> logger, IMeterFactory meterFactory)
    {
        this.logger = logger;
#pragma warning disable CA2000 // The factory owns its meters and disposes of them.
        var meter = meterFactory.Create("TwilioSms");
#pragma warning restore CA2000
        outcomes = meter.CreateCounter<long>("twilio_sms.outcomes", "{recipient}", "Recipients by what happened to their message.");
    }

    /// <summary>The span of one send; null where nobody listens.</summary>
    public static Activity? StartSend() => Activities.StartActivity("twilio_sms.send", ActivityKind.Client);

    public void Record(SmsOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            outcomes.Add(1, StateTag(outcome), new KeyValuePair<string, object?>("error.type", error.Code.ToWireName()));
        }
        else
        {
            outcomes.Add(1, StateTag(outcome));
        }

        Log(outcome);
    }

    private void Log(SmsOutcome outcome)
    {
        var level = outcome.State is SmsOutcomeState.Sent or SmsOutcomeState.NotAttempted ? LogLevel.Debug : LogLevel.Warning;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        var recipient = Redaction.Mask(outcome.To);
        switch (outcome.State)
        {
            case SmsOutcomeState.Sent:
                LogSent(recipient, outcome.MessageSid, outcome.RequestId);
                break;
            case SmsOutcomeState.NotAttempted:
                LogNotAttempted(recipient);
                break;
            default:
                LogNotSent(recipient, StateName(outcome.State), outcome.Error?.Code.ToWireName(), outcome.Error?.Message, outcome.RequestId);
                break;
        }
    }

    private static KeyValuePair<string, object?> StateTag(SmsOutcome outcome) => new("twilio_sms.state", StateName(outcome.State));

    private static string StateName(SmsOutcomeState state) => state switch
    {
        SmsOutcomeState.Sent => "sent",
        SmsOutcomeState.Failed => "failed",
        SmsOutcomeState.Unknown => "unknown",
        _ => "not_attempted",
    };

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Sent to {Recipient}: message {MessageSid}, request {RequestId}")]
    private partial void LogSent(string recipient, string? messageSid, string? requestId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Message to {Recipient} is {State}: {Error}: {Reason} (request {RequestId})")]
    private partial void LogNotSent(string recipient, string state, string? error, string? reason, string? requestId);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Not attempted: {Recipient}")]
    private partial void LogNotAttempted(string recipient);
}
