namespace TwilioSms.Engines;

/// <summary>A request that cannot be read: what is wrong with it, without anything of it.</summary>
internal sealed class UnreadableRequestException(string message) : FormatException(message);
