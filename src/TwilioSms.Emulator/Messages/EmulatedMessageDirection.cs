namespace TwilioSms.Emulator;

/// <summary>Who sent an emulated message to whom; the names are Twilio's.</summary>
public enum EmulatedMessageDirection
{
    /// <summary>The application, by the API.</summary>
    OutboundApi,

    /// <summary>The application, as its answer to a message, or Twilio itself, as its answer to STOP and the like.</summary>
    OutboundReply,

    /// <summary>A phone.</summary>
    Inbound,
}
