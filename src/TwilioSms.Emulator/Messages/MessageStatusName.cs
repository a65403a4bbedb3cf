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
        EmulatedMessageStatus.Undelivered => "undelivered",
        EmulatedMessageStatus.Receiving => "receiving",
        EmulatedMessageStatus.Received => "received",
        EmulatedMessageStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    public static EmulatedMessageStatus? Read(string name) =>
        Enum.GetValues<EmulatedMessageStatus>().Cast<EmulatedMessageStatus?>().FirstOrDefault(status => Of(status!.Value) == name);

    public static bool IsFinal(EmulatedMessageStatus status) =>
        status is EmulatedMessageStatus.Delivered or EmulatedMessageStatus.Undelivered or EmulatedMessageStatus.Failed
            or EmulatedMessageStatus.Received or EmulatedMessageStatus.Canceled;
}
