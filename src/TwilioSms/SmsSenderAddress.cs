namespace TwilioSms;

/// <summary>Who a message is from, as the Messages API takes it.</summary>
internal readonly record struct SmsSenderAddress(string? From, string? MessagingServiceSid)
{
    /// <summary>A Messaging Service given as the sender is one; that is how SEND_SMS, which has no other place for it, names it.</summary>
    public static SmsSenderAddress Of(SmsMessage message)
    {
        var from = string.IsNullOrWhiteSpace(message.From) ? null : SmsAddress.Normalize(message.From!);
        return from is not null && message.MessagingServiceSid is null && SmsAddress.IsSid(from, "MG")
            ? new SmsSenderAddress(null, from)
            : new SmsSenderAddress(from, message.MessagingServiceSid);
    }
}
