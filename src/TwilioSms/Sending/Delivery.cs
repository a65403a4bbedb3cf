namespace TwilioSms.Sending;

/// <summary>What a worker does: one message to one recipient.</summary>
/// <param name="Message">The message.</param>
/// <param name="To">The recipient.</param>
/// <param name="Index">Whose outcome it is: the place of the recipient in its message, or of the message in a stream.</param>
/// <param name="Prepared">When it was ready to be sent.</param>
/// <param name="Claim">The recipient's claim, where it was made before.</param>
internal readonly record struct Delivery(PreparedMessage Message, string To, long Index, long Prepared, Claim? Claim = null);
