namespace TwilioSms.Emulator.Messages;

/// <summary>The names of statuses on the wire.</summary>
internal static class MessageStatusName
{
    public static string Of(EmulatedMessageStatus status) => status switch
    {
        EmulatedMessageStatus.Accepted => "accepted",
        EmulatedMessageStatus.Scheduled => "scheduled",
        EmulatedMessageStatus.Queued => "queued",
        EmulatedMessageStatus.Sent => "sent",
        EmulatedMessageStatus.Delivered => "delivered",
        EmulatedMessageStatus.Failed => "failed",
        EmulatedMessageStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    public static bool IsFinal(EmulatedMessageStatus status) =>
        status is EmulatedMessageStatus.Delivered or EmulatedMessageStatus.Failed or EmulatedMessageStatus.Canceled;
}
