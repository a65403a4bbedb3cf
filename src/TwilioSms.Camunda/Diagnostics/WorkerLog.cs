using Microsoft.Extensions.Logging;
using TwilioSms.Camunda.Dialects;

namespace TwilioSms.Camunda.Diagnostics;

/// <summary>The events of the workers that are logged. Their ids never change: <c>docs/workers.md</c> lists them.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(80, LogLevel.Information, "Takes jobs of {JobType} from {Engine}.", EventName = "Connected")]
    public static partial void Connected(ILogger logger, string engine, string jobType);

    [LoggerMessage(
        81, LogLevel.Warning, "{Engine} hands out no jobs ({Trouble}): {Reason}. It is asked again until it does.", EventName = "Disconnected")]
    public static partial void Disconnected(ILogger logger, string engine, EngineTrouble trouble, string reason);

    [LoggerMessage(82, LogLevel.Debug, "{Engine} did not take what it was told of a job ({Trouble}): {Reason}.", EventName = "Trouble")]
    public static partial void Trouble(ILogger logger, string engine, EngineTrouble trouble, string reason);

    [LoggerMessage(
        83, LogLevel.Error, "What became of job {Job} was told to {Engine} in vain: {Reason}. It is made an incident, or comes again.", EventName = "NotTaken")]
    public static partial void NotTaken(ILogger logger, string job, string engine, string reason);

    [LoggerMessage(
        84, LogLevel.Warning, "Job {Job} of {Engine} is no longer this worker's: its lock ran out, or its process ended. If it comes again, nobody is "
            + "texted twice.", EventName = "Lost")]
    public static partial void Lost(ILogger logger, string job, string engine);

    [LoggerMessage(
        85, LogLevel.Information, "The worker stops while job {Job} of {Engine} is in doubt. It comes again when its lock has run out.", EventName = "Left")]
    public static partial void Left(ILogger logger, string job, string engine);

    [LoggerMessage(
        87, LogLevel.Warning, "The ledger cannot be used, so that nothing is sent or settled: {Reason} It is tried again, and this is said once.",
        EventName = "LedgerFailed")]
    public static partial void LedgerFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(88, LogLevel.Error, "The worker failed unexpectedly: {Error}.", EventName = "Failed")]
    public static partial void Failed(ILogger logger, string error, Exception exception);
}
