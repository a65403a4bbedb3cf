namespace TwilioSms;

/// <summary>Where a message stands at Twilio.</summary>
public enum SmsMessageStatus
{
    /// <summary>A status that Twilio did not document when this was written.</summary>
    Other,

    /// <summary>A Messaging Service has it and will choose a sender.</summary>
    Accepted,

    /// <summary>It is scheduled for a later time.</summary>
    Scheduled,

    /// <summary>It was scheduled, and cancelled before that time.</summary>
    Canceled,

    /// <summary>It is in Twilio's queue.</summary>
    Queued,

    /// <summary>It is on its way to the carrier.</summary>
    Sending,

    /// <summary>The carrier has it.</summary>
    Sent,

    /// <summary>It was not sent; the error code says why.</summary>
    Failed,

    /// <summary>The carrier has confirmed its delivery.</summary>
    Delivered,

    /// <summary>The carrier could not deliver it; the error code says why.</summary>
    Undelivered,

    /// <summary>Some of the recipients of a group have it.</summary>
    PartiallyDelivered,

    /// <summary>The recipient has read it, on a channel that tells.</summary>
    Read,

    /// <summary>An incoming message is being received.</summary>
    Receiving,

    /// <summary>An incoming message was received.</summary>
    Received,
}
