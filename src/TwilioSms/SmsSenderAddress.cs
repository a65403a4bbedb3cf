namespace TwilioSms;

/// <summary>Who a message is from, as the Messages API takes it.</summary>
internal readonly record struct SmsSenderAddress(string? From, string? MessagingServiceSid)
{
    /// <summary>A Messaging Service given as the sender is one; that is how SEND_SMS, which has no other place for it, names it.</summary>
    /// <exception cref="TwilioFromNumberException">The sender is no number that can be sent from.</exception>
    public static SmsSenderAddress Of(SmsMessage message, TwilioConnectorOptions options)
    {
        var from = SmsAddress.OfSender(message.From, nameof(SmsMessage.From), options);
        return from is not null && message.MessagingServiceSid is null && SmsAddress.IsSid(from, "MG")
            ? new SmsSenderAddress(null, from)
            : new SmsSenderAddress(from, message.MessagingServiceSid);
    }
}
