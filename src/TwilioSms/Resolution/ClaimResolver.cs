using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Looks up in Twilio's list what became of a row whose sender did not come back, and writes what the list proves, where the row
/// still is as it was seen. Nothing is claimed meanwhile, so a crash in it costs nothing.</summary>
internal sealed class ClaimResolver(
    ISendLedger ledger,
    LedgerHashing hashing,
    ITwilioMessagesClient client,
    TwilioTime time,
    ClaimWatch watch,
    ListReader reader,
    Witness witness,
    TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Whether <paramref name="endpoint"/> is where the row's message can be looked up.</summary>
    public static bool IsAt(TwilioEndpoint endpoint, LedgerRow row) =>
        row.Key.Account == endpoint.Options.Account && row.Endpoint == endpoint.Origin;

    /// <summary>Looks a row up and writes the decision.</summary>
    /// <param name="endpoint">The account; where it is not the row's, the row stays as it is.</param>
    /// <param name="seen">The row as it was read, <see cref="LedgerState.Claimed"/> or <see cref="LedgerState.Parked"/>.</param>
    /// <param name="takeOver">The caller's claim under a new token, to write where the message proved not accepted and the caller sends;
    /// null where nobody does: the row becomes <see cref="LedgerState.Free"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<ResolvedClaim> ResolveAsync(
        TwilioEndpoint endpoint, LedgerRow seen, LedgerRow? takeOver, CancellationToken cancellationToken)
    {
        // How old a claim is goes by Twilio's clock too.
        await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        var row = seen;
        for (var tries = 0; tries < MostTries && IsInDoubt(row); tries++)
        {
            var resolving = row.State == LedgerState.Claimed && watch.Passed(row, LedgerTimes.TooLong)
                ? ParkAsync(row, LedgerReason.TooLong, cancellationToken)
                : TryResolveAsync(endpoint, row, takeOver, cancellationToken);
            if (await resolving.ConfigureAwait(false) is { } resolved)
            {
                return resolved;
            }

            // Somebody else changed it, or has the message: what they know counts.
            row = await FindAsync(row.Key, cancellationToken).ConfigureAwait(false) ?? row with { State = LedgerState.Free };
        }

        return IsInDoubt(row) ? Later(row, Soon) : AsItStands(row);
    }

    private static bool IsInDoubt(LedgerRow row) => row.State is LedgerState.Claimed or LedgerState.Parked;

    private async Task<ResolvedClaim?> TryResolveAsync(
        TwilioEndpoint endpoint, LedgerRow row, LedgerRow? takeOver, CancellationToken cancellationToken)
    {
        if (!IsAt(endpoint, row))
        {
            return new ResolvedClaim(row, default, SmsUnresolvedReason.NotSearchable, null);
        }

        var times = LedgerTimes.Of(endpoint.Options);
        var terms = new SearchTerms(row.Sender, row.To, row.IsNumberKept);
        var number = new RecentSend.NumberKey(row.Key.Account, row.Endpoint, row.Sender, row.To);
        var isComplete = row.State == LedgerState.Parked || watch.Passed(row, times.Doubt);
        if (!terms.IsSearchable
            || await reader.ReadAsync(endpoint, row, number, row.SinceTwilio, cancellationToken).ConfigureAwait(false) is not { } listing)
        {
            return isComplete
                ? await ParkAsync(row, LedgerReason.NotSearchable, cancellationToken).ConfigureAwait(false)
                : Later(row, watch.RemainingUntil(row, times.Doubt));
        }

        if (listing.Rows.FirstOrDefault(one => one.Key == row.Key) is not { } current || ClaimId.Of(current) != ClaimId.Of(row))
        {
            return null;
        }

        var own = Claimant(current, listing);
        var rivals = listing.Rows.Where(other => other.Key != row.Key).Select(other => Claimant(other, listing))
            .Concat(listing.Sends.Select(listing.Claimants.OfRival)).ToList();
        var verdict = Verdict.Of(own, rivals, listing.Candidates);
        var now = listing.Claimants.Now;
        switch (verdict.Kind)
        {
            case VerdictKind.Accepted:
                var message = verdict.Messages[0].Message;
                return await WriteAsync(current, current.Sent(message.Sid!, message.Status, now, endpoint.Options), cancellationToken)
                    .ConfigureAwait(false);
            case VerdictKind.NotAccepted when current.State == LedgerState.Parked:
                return AsItStands(current);
            case VerdictKind.NotAccepted:
                var hasher = await hashing.GetAsync(cancellationToken).ConfigureAwait(false);
                return !await witness.IsAbsenceProvedAsync(endpoint, terms, own, hasher, now, cancellationToken).ConfigureAwait(false)
                    ? await ParkAsync(current, LedgerReason.NotSearchable, cancellationToken).ConfigureAwait(false)
                    : takeOver is null
                    ? await WriteAsync(current, current.Free(LedgerReason.LookUp, now, endpoint.Options), cancellationToken).ConfigureAwait(false)
                    : await TakeOverAsync(endpoint, current, takeOver, cancellationToken).ConfigureAwait(false);
            case VerdictKind.Ambiguous when await WillBeSettledAsync(current, verdict.Messages, listing, cancellationToken).ConfigureAwait(false):
                return Later(current, Soon);
            case VerdictKind.Ambiguous:
                return await ParkAsync(current, LedgerReason.Ambiguous, cancellationToken).ConfigureAwait(false);
            default:
                return Later(current, own.IsComplete ? Soon : watch.RemainingUntil(current, own.IsOver ? times.Doubt : times.Lease));
        }
    }

    private Claimant Claimant(LedgerRow row, Listing listing) => listing.Claimants.Of(
        row,
        isOver: row.State == LedgerState.Parked || watch.Passed(row, listing.Claimants.Times.Lease),
        isComplete: listing.Complete.Contains(ClaimId.Of(row)));

    // A message of another text is most likely that of another claim, whose own look-up will say so.
    private async Task<bool> WillBeSettledAsync(
        LedgerRow row, IReadOnlyList<Candidate> others, Listing listing, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            var claims = other.IsUnclear ? [] : await ledger.FindRivalsAsync(row with { Trace = other.Trace }, cancellationToken).ConfigureAwait(false);
            if (!claims.Any(claim => claim.State == LedgerState.Claimed && Claimant(claim, listing).MayOwn(other)))
            {
                return false;
            }
        }

        return others.Count > 0;
    }

    private async Task<ResolvedClaim?> TakeOverAsync(
        TwilioEndpoint endpoint, LedgerRow row, LedgerRow takeOver, CancellationToken cancellationToken)
    {
        var now = await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        var began = ClaimTime.Now(clock);
        return await WriteAsync(row, takeOver.InPlaceOf(row, now), cancellationToken).ConfigureAwait(false) is { } taken
            ? taken with { Began = began }
            : null;
    }

    private async Task<ResolvedClaim?> ParkAsync(LedgerRow row, LedgerReason reason, CancellationToken cancellationToken) =>
        row.State == LedgerState.Parked
            ? AsItStands(row)
            : await WriteAsync(row, row.Parked(reason), cancellationToken).ConfigureAwait(false);

    /// <summary>Writes a decision; null where the row is another by now, or where the message is another row's.</summary>
    private async Task<ResolvedClaim?> WriteAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken) =>
        await ledger.ReplaceAsync(seen, row, cancellationToken).ConfigureAwait(false) == LedgerWrite.Written ? AsItStands(row) : null;

    private async Task<LedgerRow?> FindAsync(LedgerKey key, CancellationToken cancellationToken) =>
        (await ledger.FindAsync(key.Key, key.To, cancellationToken).ConfigureAwait(false)).FirstOrDefault(row => row.Key == key);

    private static ResolvedClaim AsItStands(LedgerRow row) => new(row, default, ReasonOf(row), null);

    private static SmsUnresolvedReason? ReasonOf(LedgerRow row) => row switch
    {
        { State: LedgerState.Parked, Reason: LedgerReason.NotSearchable } => SmsUnresolvedReason.NotSearchable,
        { State: LedgerState.Parked } => SmsUnresolvedReason.Ambiguous,
        _ => null,
    };

    private static ResolvedClaim Later(LedgerRow row, TimeSpan remaining) =>
        new(row, default, SmsUnresolvedReason.NotYetListed, remaining > TimeSpan.FromSeconds(1) ? remaining : TimeSpan.FromSeconds(1));
}
