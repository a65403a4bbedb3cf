namespace TwilioSms.Webhooks;

internal static class SmsMessageStatusName
{
    public static SmsMessageStatus Parse(string name) => name switch
    {
        "accepted" => SmsMessageStatus.Accepted,
        "scheduled" => SmsMessageStatus.Scheduled,
        "canceled" => SmsMessageStatus.Canceled,
        "queued" => SmsMessageStatus.Queued,
        "sending" => SmsMessageStatus.Sending,
        "sent" => SmsMessageStatus.Sent,
        "failed" => SmsMessageStatus.Failed,
        "delivered" => SmsMessageStatus.Delivered,
        "undelivered" => SmsMessageStatus.Undelivered,
        "partially_delivered" => SmsMessageStatus.PartiallyDelivered,
        "read" => SmsMessageStatus.Read,
        "receiving" => SmsMessageStatus.Receiving,
        "received" => SmsMessageStatus.Received,
        _ => SmsMessageStatus.Other,
    };
}
