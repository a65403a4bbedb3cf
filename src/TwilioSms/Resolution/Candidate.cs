using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>A message of Twilio's list that is nobody's as far as is known.</summary>
/// <param name="Message">The message.</param>
/// <param name="Digest">The digest of its text; null where it has none.</param>
/// <param name="Trace">The same under a ledger's salt.</param>
internal sealed record Candidate(ListedMessage Message, LedgerHash? Digest, LedgerHash? Trace)
{
    public DateTimeOffset? Date => Message.DateCreated;

    /// <summary>Whether it cannot be told whose it is: its text was redacted, or it has no date or no SID.</summary>
    public bool IsUnclear => Digest is null || Date is null || Message.Sid is null;

    public static Candidate Of(ListedMessage message, LedgerHasher hasher) =>
        ListedText.DigestOf(message.Body) is { } digest
            ? new Candidate(message, digest, hasher.OfText(digest))
            : new Candidate(message, null, null);
}
