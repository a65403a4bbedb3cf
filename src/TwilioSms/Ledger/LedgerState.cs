namespace TwilioSms;

/// <summary>What a ledger knows of one recipient.</summary>
public enum LedgerState
{
    /// <summary>No message was accepted, and anybody may send one.</summary>
    Free = 0,

    /// <summary>Somebody is sending, or was and did not come back to tell.</summary>
    Claimed = 1,

    /// <summary>A message was accepted. This is final.</summary>
    Sent = 2,

    /// <summary>A message may have been accepted, and only a person can tell.</summary>
    Parked = 3,
}

/// <summary>Why a row is <see cref="LedgerState.Free"/> or <see cref="LedgerState.Parked"/>.</summary>
public enum LedgerReason
{
    /// <summary>Free: Twilio refused the message, or nothing of it was written.</summary>
    Certain = 0,

    /// <summary>Free: Twilio's list shows that it was not accepted.</summary>
    LookUp = 1,

    /// <summary>Free: a person said so.</summary>
    Person = 2,

    /// <summary>Parked: Twilio's list has messages that may be this one or another.</summary>
    Ambiguous = 3,

    /// <summary>Parked: Twilio's list cannot be searched for the message.</summary>
    NotSearchable = 4,

    /// <summary>Parked: a day went by without a decision.</summary>
    TooLong = 5,
}
