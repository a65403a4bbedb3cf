namespace TwilioSms.Emulator;

/// <summary>Twilio's Messages API on loopback.</summary>
public sealed class TwilioEmulator
{
}
