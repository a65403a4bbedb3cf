namespace TwilioSms.Http;

/// <summary>Posts one message to one recipient: the seam behind which Twilio's API is spoken.</summary>
internal interface ITwilioMessagesClient
{
    /// <summary>Never throws for what Twilio, the network or the caller's cancellation does: that is the outcome. A recipient whose
    /// request was not begun when the caller cancelled is not attempted; one in flight is unknown, without an error.</summary>
    Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken);
}
