namespace TwilioSms.Emulator;

/// <summary>Whether the emulated account may send; the names are Twilio's.</summary>
public enum EmulatedAccountStatus
{
    /// <summary>It may.</summary>
    Active,

    /// <summary>It may not, until it is active again.</summary>
    Suspended,

    /// <summary>It may not any more.</summary>
    Closed,
}
