using TwilioSms.Http;

namespace TwilioSms.Sending;

/// <summary>A message that is ready to be sent.</summary>
internal sealed record PreparedMessage(SmsMessage Message, MessageRequest Request, SmsSenderAddress Sender, IReadOnlyList<string> Recipients)
{
    /// <summary>The message as the ledger knows it, once that was asked for.</summary>
    public KeyedMessage? Keyed { get; set; }
}
