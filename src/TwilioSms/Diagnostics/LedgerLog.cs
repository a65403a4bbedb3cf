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

    [LoggerMessage(
        24, LogLevel.Warning, "The ledger does not take what became of messages. It is tried again until it does; this is said once.",
        EventName = "Unsettled")]
    public static partial void Unsettled(ILogger logger);

    [LoggerMessage(25, LogLevel.Information, "The ledger takes what became of messages again.", EventName = "Settled")]
    public static partial void Settled(ILogger logger);

    [LoggerMessage(
        26, LogLevel.Warning, "Message {MessageSid} of {Entry} is in the ledger for another entry with an equal text: the two have each other's.",
        EventName = "Owned")]
    public static partial void Owned(ILogger logger, string entry, string? messageSid);

    [LoggerMessage(
        27, LogLevel.Warning,
        "The ledger in memory is full and forgets what it kept longest; the keys of that are not protected any more. A ledger in SQLite or PostgreSQL has room. This is said once.",
        EventName = "Forgot")]
    public static partial void Forgot(ILogger logger);

    [LoggerMessage(28, LogLevel.Warning, "The ledger in memory had to forget {Count} claim(s) in doubt.", EventName = "ForgotInDoubt")]
    public static partial void ForgotInDoubt(ILogger logger, int count);

    [LoggerMessage(
        29, LogLevel.Warning, "The ledger does not take what became of a webhook: {Reason} Its claim ends by itself after 5 minutes.",
        EventName = "WebhookUnsettled")]
    public static partial void WebhookUnsettled(ILogger logger, string reason, Exception? exception);

    [LoggerMessage(30, LogLevel.Warning, "That a recipient has opted out could not be kept: {Exception}.", EventName = "OptOutNotKept")]
    public static partial void OptOutNotKept(ILogger logger, string exception);
}
