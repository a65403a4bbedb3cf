using TwilioSms.Http;

namespace TwilioSms.Sending;

/// <summary>A message that is ready to be sent.</summary>
internal sealed record PreparedMessage(SmsMessage Message, MessageRequest Request, SmsSenderAddress Sender, IReadOnlyList<string> Recipients);
