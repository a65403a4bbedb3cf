using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Diagnostics;

/// <summary>What an operator sees of the worker: logs, spans and metrics.</summary>
internal sealed class WorkerDiagnostics
{
    private const string Name = "TwilioSms.Activiti";

    private static readonly ActivitySource Source = new(Name);

    private readonly ILogger logger;
    private readonly Counter<long> answers;
    private readonly Counter<long> kept;
    private int ledgerFails;

    public WorkerDiagnostics(ILoggerFactory loggers, IMeterFactory meters)
    {
        logger = loggers.CreateLogger(Name);
#pragma warning disable CA2000 // The factory owns its meters and disposes of them.
        var meter = meters.Create(Name);
#pragma warning restore CA2000
        answers = meter.CreateCounter<long>(
            "twilio_sms.activiti.answers", "{answer}", "Answers that the broker confirmed, by twilio_sms.answer: result, bpmn_error, technical_error.");
        kept = meter.CreateCounter<long>(
            "twilio_sms.activiti.kept", "{answer}", "Answers that were kept in the ledger, by twilio_sms.reason: in_doubt, unconfirmed.");
    }

    /// <summary>Begins the span of a request, as a part of the process that made it.</summary>
    /// <param name="queue">Where it came by.</param>
    /// <param name="header">Reads its headers.</param>
    public static Activity? StartRequest(string queue, Func<string, string?> header)
    {
        ActivityContext.TryParse(header("traceparent"), header("tracestate"), isRemote: true, out var parent);
        var activity = Source.StartActivity("process", ActivityKind.Consumer, parent);
        if (activity is not null)
        {
            activity.DisplayName = $"process {queue}";
            activity.SetTag("messaging.system", "rabbitmq");
            activity.SetTag("messaging.operation.name", "process");
            activity.SetTag("messaging.operation.type", "process");
            activity.SetTag("messaging.destination.name", queue);
            activity.SetTag("messaging.message.conversation_id", header("integrationContextId"));
        }

        return activity;
    }

    public void RecordConnected(string queue) => WorkerLog.Connected(logger, queue);

    public void RecordDisconnected(string reason) => WorkerLog.Disconnected(logger, reason);

    public void RecordTakenOver(string name) => WorkerLog.TakenOver(logger, name);

    public void RecordAnswer(AnswerKind kind)
    {
        Interlocked.Exchange(ref ledgerFails, 0);
        answers.Add(1, new KeyValuePair<string, object?>("twilio_sms.answer", kind switch
        {
            AnswerKind.Result => "result",
            AnswerKind.BpmnError => "bpmn_error",
            _ => "technical_error",
        }));
    }

    public void RecordKept(string request, string exchange, string reason)
    {
        WorkerLog.AnswerKept(logger, request, exchange, reason);
        kept.Add(1, new KeyValuePair<string, object?>("twilio_sms.reason", "unconfirmed"));
    }

    public void RecordInDoubt(string request)
    {
        WorkerLog.InDoubt(logger, request);
        kept.Add(1, new KeyValuePair<string, object?>("twilio_sms.reason", "in_doubt"));
    }

    public void RecordNoDestination(string request) => WorkerLog.NoDestination(logger, request);

    public void RecordRefused(string? request, string problem) => WorkerLog.Refused(logger, request, problem);

    /// <summary>Once until an answer shows that the ledger is there again.</summary>
    public void RecordLedgerFailure(TwilioLedgerException exception)
    {
        if (Interlocked.Exchange(ref ledgerFails, 1) == 0)
        {
            WorkerLog.LedgerFailed(logger, exception.Message, exception);
        }
    }

    public void RecordFailure(Exception exception) => WorkerLog.Failed(logger, exception.GetType().Name, exception);
}
