using Microsoft.Extensions.Logging;

namespace TwilioSms.Diagnostics;

/// <summary>The events that are logged. Their ids never change: <c>docs/operations.md</c> lists them.</summary>
internal static partial class SmsLog
{
    [LoggerMessage(1, LogLevel.Debug, "Sent to {Recipient}: message {MessageSid}, request {RequestId}", EventName = "Sent")]
    public static partial void Sent(ILogger logger, string recipient, string? messageSid, string? requestId);

    [LoggerMessage(2, LogLevel.Warning, "Not sent to {Recipient}: {Error}: {Reason} (request {RequestId})", EventName = "Failed")]
    public static partial void Failed(
        ILogger logger, string recipient, string? error, string? reason, string? requestId, Exception? exception);

    [LoggerMessage(3, LogLevel.Debug, "Not attempted: {Recipient}", EventName = "NotAttempted")]
    public static partial void NotAttempted(ILogger logger, string recipient);

    [LoggerMessage(
        4, LogLevel.Warning, "Nobody knows whether it was sent to {Recipient}: {Error}: {Reason} (request {RequestId})", EventName = "Unknown")]
    public static partial void Unknown(
        ILogger logger, string recipient, string? error, string? reason, string? requestId, Exception? exception);

    [LoggerMessage(
        5, LogLevel.Information, "Trying {Recipient} again in {Delay}: {Error}: {Reason} (request {RequestId})", EventName = "Retrying")]
    public static partial void Retrying(
        ILogger logger, string recipient, TimeSpan delay, string error, string reason, string? requestId, Exception? exception);

    [LoggerMessage(6, LogLevel.Warning, "Refused before anything was sent: {Error}: {Reason}", EventName = "Refused")]
    public static partial void Refused(ILogger logger, string error, string reason);

    [LoggerMessage(
        7, LogLevel.Warning, "TWILIO_LOG_SENSITIVE_DATA is on: numbers and texts are logged in full. Never use it in production.",
        EventName = "SensitiveDataLogged")]
    public static partial void SensitiveDataLogged(ILogger logger);

    [LoggerMessage(8, LogLevel.Debug, "The text for {RecipientCount} recipient(s): {Text}", EventName = "Text")]
    public static partial void Text(ILogger logger, int recipientCount, string? text);

    [LoggerMessage(
        9, LogLevel.Warning, "A {Watcher} of the host threw {Exception}. Nothing is lost by it but what it watches; this is said once.",
        EventName = "WatcherFailed")]
    public static partial void WatcherFailed(ILogger logger, string watcher, string exception);

    [LoggerMessage(
        10, LogLevel.Warning,
        "TWILIO_ALLOW_HTTP_HOST is on for {Host}: credentials and texts travel unencrypted. Never use it in production.",
        EventName = "Unencrypted")]
    public static partial void Unencrypted(ILogger logger, string host);
}
