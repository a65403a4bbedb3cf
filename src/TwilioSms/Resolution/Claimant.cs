namespace TwilioSms.Resolution;

/// <summary>A message in doubt, as far as it takes to tell which message of the list is whose. Times are Twilio's.</summary>
internal sealed class Claimant
{
    /// <summary>How far dates are off: Twilio writes whole seconds, and its machines differ a little.</summary>
    public static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    /// <summary>How long after its last request ended Twilio may date it: the request's flight, and a minute for the clocks.</summary>
    public static readonly TimeSpan Late = LedgerTimes.Flight + TimeSpan.FromSeconds(60);

    /// <summary>Tells those apart that began at the same time, for everybody in the same way.</summary>
    public required Guid Id { get; init; }

    /// <summary>From when on Twilio may have accepted it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When its last attempt began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>Until when Twilio may have accepted it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>What its text is known by: under the ledger's salt where it is in the ledger; null where it has none.</summary>
    public required LedgerHash? Text { get; init; }

    /// <summary>Whether it is a row of the ledger.</summary>
    public required bool IsKeyed { get; init; }

    /// <summary>Whether nobody can be sending it any more.</summary>
    public required bool IsOver { get; init; }

    /// <summary>Whether the list, when it was asked, had had time to show it.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether more was sent to its number at the time than is remembered.</summary>
    public bool AreOthersForgotten { get; init; }

    /// <summary>Where the time of the attempt is known by a clock that may be wrong: from when on it may have been, were it wrong.</summary>
    public DateTimeOffset? PossiblySince { get; init; }

    /// <summary>Whether a message that Twilio accepted has this text in the list.</summary>
    public bool IsTextListed { get; init; } = true;

    public bool HasText(Candidate candidate) => Text is { } text && text == (IsKeyed ? candidate.Trace : candidate.Digest);

    /// <summary>Whether a message that Twilio dates so can be this one.</summary>
    public bool MayOwn(Candidate candidate) => candidate.Date is not { } date || (date >= Since - Blur && date <= End);

    /// <summary>Whether it can be this one only if a clock was wrong.</summary>
    public bool MayOwnByAnotherClock(Candidate candidate) =>
        !MayOwn(candidate) && candidate.Date >= PossiblySince && (!IsTextListed || candidate.IsUnclear || HasText(candidate));
}
