using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TwilioSms.AspNetCore;

/// <summary>The events of webhooks that are logged. Their ids never change: <c>docs/webhooks.md</c> lists them.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(
        40, LogLevel.Warning,
        "Refused a request to {Path}: {Verdict}. Where all of Twilio's are refused, it called another address than this host knows "
        + "(TWILIO_PUBLIC_URL), or signs with another secret (TWILIO_TOKEN, TWILIO_WEBHOOK_TOKENS, TWILIO_WEBHOOK_KEYS).",
        EventName = "WebhookRefused")]
    public static partial void Refused(ILogger logger, PathString path, TwilioWebhookVerdict verdict);

    [LoggerMessage(41, LogLevel.Warning, "A request to {Path} is signed by Twilio, and not understood: {Reason}", EventName = "WebhookNotUnderstood")]
    public static partial void NotUnderstood(ILogger logger, PathString path, string reason);

    [LoggerMessage(
        42, LogLevel.Error, "The handler of {MessageSid} failed: {Error}. Twilio is answered 500, and what was posted may be handled again.",
        EventName = "WebhookHandlerFailed")]
    public static partial void HandlerFailed(ILogger logger, string messageSid, string error, Exception? exception);

    [LoggerMessage(43, LogLevel.Error, "{MessageSid} was not handled, as the ledger cannot be used: {Reason}", EventName = "WebhookNotClaimed")]
    public static partial void NotClaimed(ILogger logger, string messageSid, string reason, Exception? exception);
}
