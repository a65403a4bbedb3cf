namespace TwilioSms.Resolution;

/// <summary>What a look-up made of a row.</summary>
/// <param name="Row">The row as it stands now. Where it is <see cref="LedgerState.Claimed"/> under the caller's own token, the caller may
/// send within <paramref name="Began"/>.</param>
/// <param name="Began">The fence of the caller's claim; means nothing where it has none.</param>
/// <param name="Reason">Why nobody can tell what became of the message; null where that is known.</param>
/// <param name="AskAgainAfter">When asking again may help; null where it does not.</param>
internal readonly record struct ResolvedClaim(LedgerRow Row, ClaimTime Began, SmsUnresolvedReason? Reason, TimeSpan? AskAgainAfter);
