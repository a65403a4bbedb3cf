using Microsoft.Extensions.Logging;

namespace TwilioSms.Activiti.Diagnostics;

/// <summary>The events of the worker that are logged. Their ids never change: <c>docs/workers.md</c> lists them.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(60, LogLevel.Information, "Takes requests from {Queue}.", EventName = "Connected")]
    public static partial void Connected(ILogger logger, string queue);

    [LoggerMessage(
        61, LogLevel.Warning, "There is no connection to the broker: {Reason}. It is tried again until there is one.", EventName = "Disconnected")]
    public static partial void Disconnected(ILogger logger, string reason);

    [LoggerMessage(
        62, LogLevel.Information,
        "{Name} is there with other arguments and is taken as it is. A limit of deliveries and dead letters are a matter of the broker's policies.",
        EventName = "TakenOver")]
    public static partial void TakenOver(ILogger logger, string name);

    [LoggerMessage(
        63, LogLevel.Warning, "The answer to {Request} is kept, to be published to {Exchange} again: {Reason}.", EventName = "AnswerKept")]
    public static partial void AnswerKept(ILogger logger, string request, string exchange, string reason);

    [LoggerMessage(
        64, LogLevel.Warning,
        "The answer to {Request} has nowhere to go: neither the request nor ACT_INT_RES_CONSUMER and ACT_INT_ERR_CONSUMER say. It is kept.",
        EventName = "NoDestination")]
    public static partial void NoDestination(ILogger logger, string request);

    [LoggerMessage(
        65, LogLevel.Information, "{Request} is in doubt. It is answered once the ledger knows what became of its messages.", EventName = "InDoubt")]
    public static partial void InDoubt(ILogger logger, string request);

    [LoggerMessage(66, LogLevel.Error, "A request is refused ({Request}): {Problem}", EventName = "Refused")]
    public static partial void Refused(ILogger logger, string? request, string problem);

    [LoggerMessage(
        67, LogLevel.Warning, "The ledger cannot be used, so that nothing is sent or acknowledged: {Reason} It is tried again, and this is said once.",
        EventName = "LedgerFailed")]
    public static partial void LedgerFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(68, LogLevel.Error, "The worker failed unexpectedly: {Error}.", EventName = "Failed")]
    public static partial void Failed(ILogger logger, string error, Exception exception);
}
