namespace TwilioSms;

/// <summary>A message that was being sent when a program ended, and nothing else is known of it.</summary>
/// <param name="Message">The message, exactly as it was sent.</param>
/// <param name="Began">When its send began, by that program's clock.</param>
/// <param name="KnownSids">Messages that are known to be others.</param>
internal sealed record InterruptedSend(SmsMessage Message, DateTimeOffset Began, IReadOnlyCollection<string> KnownSids);
