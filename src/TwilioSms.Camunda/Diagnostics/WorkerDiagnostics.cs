using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Camunda.Jobs;

namespace TwilioSms.Camunda.Diagnostics;

/// <summary>What an operator sees of a worker: logs, spans and metrics.</summary>
internal sealed class WorkerDiagnostics
{
    private const string Name = "TwilioSms.Camunda";

    private static readonly ActivitySource Source = new(Name);

    private readonly string engine;
    private readonly ILogger logger;
    private readonly Counter<long> jobs;
    private int ledgerFails;

    public WorkerDiagnostics(string engine, ILoggerFactory loggers, IMeterFactory meters)
    {
        this.engine = engine;
        logger = loggers.CreateLogger(Name);
#pragma warning disable CA2000 // The factory owns its meters and disposes of them.
        var meter = meters.Create(Name);
#pragma warning restore CA2000
        jobs = meter.CreateCounter<long>(
            "twilio_sms.camunda.jobs", "{job}",
            "Jobs that an engine has back, by twilio_sms.answer: result, bpmn_error, failure, incident; and by twilio_sms.engine.");
    }

    /// <summary>Begins the span of a job.</summary>
    public Activity? StartJob(IEngine from, Job job)
    {
        // A long poll is nobody's parent.
        var activity = Source.StartActivity("process", ActivityKind.Consumer, default(ActivityContext));
        if (activity is not null)
        {
            activity.DisplayName = $"process {from.JobType}";
            activity.SetTag("messaging.system", engine);
            activity.SetTag("messaging.operation.name", "process");
            activity.SetTag("messaging.operation.type", "process");
            activity.SetTag("messaging.destination.name", from.JobType);
            activity.SetTag("messaging.message.id", job.Id);
            activity.SetTag("messaging.message.conversation_id", job.ProcessInstance);
        }

        return activity;
    }

    public void RecordConnected(string jobType) => WorkerLog.Connected(logger, engine, jobType);

    public void RecordDisconnected(EngineException exception) => WorkerLog.Disconnected(logger, engine, exception.Trouble, exception.Message);

    public void RecordTrouble(EngineException exception) => WorkerLog.Trouble(logger, engine, exception.Trouble, exception.Message);

    public void RecordSettled(SettlementKind kind)
    {
        Interlocked.Exchange(ref ledgerFails, 0);
        jobs.Add(1, new KeyValuePair<string, object?>("twilio_sms.engine", engine), new KeyValuePair<string, object?>("twilio_sms.answer", kind switch
        {
            SettlementKind.Result => "result",
            SettlementKind.BpmnError => "bpmn_error",
            SettlementKind.Failure => "failure",
            _ => "incident",
        }));
    }

    public void RecordNotTaken(Job job, EngineException exception) => WorkerLog.NotTaken(logger, job.Id, engine, exception.Message);

    public void RecordLost(Job job) => WorkerLog.Lost(logger, job.Id, engine);

    public void RecordLeft(Job job) => WorkerLog.Left(logger, job.Id, engine);

    /// <summary>Once until a job that was settled shows that the ledger is there again.</summary>
    public void RecordLedgerFailure(TwilioLedgerException exception)
    {
        if (Interlocked.Exchange(ref ledgerFails, 1) == 0)
        {
            WorkerLog.LedgerFailed(logger, exception.Message, exception);
        }
    }

    public void RecordFailure(Exception exception) => WorkerLog.Failed(logger, exception.GetType().Name, exception);
}
