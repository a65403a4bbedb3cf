namespace TwilioSms.Resolution;

/// <summary>What Twilio's list, once it was asked, and after it the ledger and the memory of this process say of the messages from one
/// sender to one recipient.</summary>
/// <param name="Claimants">Makes claimants at this moment.</param>
/// <param name="Rows">The rows of the text in doubt, as they are after the list was asked.</param>
/// <param name="Complete">Those that had passed their doubt before.</param>
/// <param name="Sends">Messages without a key that are under way or lost.</param>
/// <param name="Candidates">The messages that are nobody's.</param>
internal sealed record Listing(
    Claimants Claimants,
    IReadOnlyList<LedgerRow> Rows,
    HashSet<ClaimId> Complete,
    IReadOnlyList<RecentSend> Sends,
    IReadOnlyList<Candidate> Candidates);

/// <summary>One claim of a row: another one, or a renewal, has another.</summary>
internal readonly record struct ClaimId(LedgerKey Key, Guid Token, int Renewals)
{
    public static ClaimId Of(LedgerRow row) => new(row.Key, row.Token, row.Renewals);
}
