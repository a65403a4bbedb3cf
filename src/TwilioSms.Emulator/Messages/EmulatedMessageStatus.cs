namespace TwilioSms.Emulator;

/// <summary>Where an emulated message stands; the names are Twilio's.</summary>
public enum EmulatedMessageStatus
{
    /// <summary>A Messaging Service has it and will choose a sender.</summary>
    Accepted,

    /// <summary>It is scheduled for a later time.</summary>
    Scheduled,

    /// <summary>It is in Twilio's queue.</summary>
    Queued,

    /// <summary>The carrier has it.</summary>
    Sent,

    /// <summary>The carrier has confirmed its delivery.</summary>
    Delivered,

    /// <summary>It was not sent; <see cref="EmulatedMessage.ErrorCode"/> says why.</summary>
    Failed,

    /// <summary>It was sent, and the carrier or the phone did not take it; <see cref="EmulatedMessage.ErrorCode"/> says why.</summary>
    Undelivered,

    /// <summary>It comes from a phone, and the application is being told.</summary>
    Receiving,

    /// <summary>It came from a phone.</summary>
    Received,

    /// <summary>It was scheduled, and cancelled before that time.</summary>
    Canceled,
}
