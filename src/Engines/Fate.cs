namespace TwilioSms.Engines;

/// <summary>What became of a message at one recipient, as much as an answer needs.</summary>
/// <param name="To">The recipient, normalised.</param>
/// <param name="State">What is known.</param>
/// <param name="Sid">The message; null unless it was sent.</param>
/// <param name="Code">The name of the error that it failed with, or that its attempt ended with; null where there is none.</param>
/// <param name="Message">The words of that error.</param>
internal sealed record Fate(string To, FateState State, string? Sid = null, string? Code = null, string? Message = null)
{
    /// <summary>Whether another attempt may end better: what kept it from being sent passes, or its answer was lost.</summary>
    public bool IsPassing { get; init; }

    /// <summary>The state, without the number.</summary>
    public override string ToString() => State.ToString();
}

internal enum FateState
{
    /// <summary>Twilio accepted the message.</summary>
    Sent,

    /// <summary>It was not accepted, or not tried.</summary>
    Failed,

    /// <summary>It may have been accepted; the ledger will find out.</summary>
    InDoubt,

    /// <summary>It may have been accepted, and only a person can tell.</summary>
    Parked,
}
