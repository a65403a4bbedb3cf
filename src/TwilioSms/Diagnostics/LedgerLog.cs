using Microsoft.Extensions.Logging;

namespace TwilioSms.Diagnostics;

/// <summary>The events of the ledger that are logged. Their ids never change: <c>docs/operations.md</c> lists them.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(20, LogLevel.Debug, "Looked up {Entry}: {Ending} {MessageSid}", EventName = "LookedUp")]
    public static partial void LookedUp(ILogger logger, string entry, string ending, string? messageSid);

    [LoggerMessage(
        21, LogLevel.Warning, "Only a person can tell whether {Entry} was sent to {Recipient}: {Reason}. See ISmsLedgerReview.",
        EventName = "Parked")]
    public static partial void Parked(ILogger logger, string entry, string recipient, LedgerReason? reason);

    [LoggerMessage(
        22, LogLevel.Warning, "The ledger is not looked after: {Error}: {Reason}. It is tried again, and this is said once.",
        EventName = "CareFailed")]
    public static partial void CareFailed(ILogger logger, string error, string reason, Exception? exception);

    [LoggerMessage(23, LogLevel.Information, "The ledger is looked after again.", EventName = "CareResumed")]
    public static partial void CareResumed(ILogger logger);
}
