using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Looks up in Twilio's list what became of a message without an idempotency key.</summary>
internal sealed class SendResolver(
    LedgerHashing hashing,
    ITwilioMessagesClient client,
    TwilioTime time,
    RecentSends recent,
    ListReader reader,
    Witness witness,
    TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <param name="endpoint">The account.</param>
    /// <param name="send">The message.</param>
    /// <param name="known">Messages that are known to be others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<ResolvedSend> ResolveAsync(
        TwilioEndpoint endpoint, RecentSend send, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        var number = send.Number;
        if (number.Account != endpoint.Options.Account || number.Origin != endpoint.Origin || !send.Terms.IsSearchable)
        {
            return new ResolvedSend(SmsUnresolvedReason.NotSearchable, null, null);
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            if (send.Settled is { } settled)
            {
                return settled;
            }

            if (await TryResolveAsync(endpoint, send, known, cancellationToken).ConfigureAwait(false) is { } resolved)
            {
                return resolved;
            }
        }

        return new ResolvedSend(SmsUnresolvedReason.Ambiguous, null, null);
    }

    private async Task<ResolvedSend?> TryResolveAsync(
        TwilioEndpoint endpoint, RecentSend send, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        var hasher = await hashing.GetAsync(cancellationToken).ConfigureAwait(false);
        var now = await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        var first = new Claimants(now, clock.GetUtcNow(), TimeSpan.Zero, LedgerTimes.Of(endpoint.Options)).Of(send);
        if (await reader.ReadAsync(endpoint, AsRow(send, hasher, now), send.Number, first.PossiblySince ?? first.Since, cancellationToken)
            .ConfigureAwait(false) is not { } listing)
        {
            return new ResolvedSend(SmsUnresolvedReason.NotSearchable, null, null);
        }

        var own = listing.Claimants.Of(send);
        var rivals = listing.Sends.Where(other => other != send).Select(listing.Claimants.OfRival)
            .Concat(listing.Rows.Select(row => listing.Claimants.Of(
                row, isOver: false, isComplete: listing.Complete.Contains(ClaimId.Of(row))))).ToList();
        var candidates = listing.Candidates.Where(candidate => candidate.Message.Sid is not { } sid || !known.Contains(sid)).ToList();
        var verdict = Verdict.Of(own, rivals, candidates);
        switch (verdict.Kind)
        {
            case VerdictKind.Accepted:
                var message = verdict.Messages[0].Message;
                return recent.Settle(send, message) ? send.Settled : null;
            case VerdictKind.NotAccepted when await witness.IsAbsenceProvedAsync(
                endpoint, send.Terms, own, hasher, listing.Claimants.Now, cancellationToken).ConfigureAwait(false):
                return recent.Settle(send, null) ? send.Settled : null;
            case VerdictKind.NotAccepted:
                return new ResolvedSend(SmsUnresolvedReason.NotSearchable, null, null);
            case VerdictKind.Ambiguous:
                return new ResolvedSend(SmsUnresolvedReason.Ambiguous, null, null);
            default:
                var remaining = own.IsComplete ? Soon : endpoint.Options.ListDelay - send.Lost!.Ended.ElapsedAtLeast;
                return new ResolvedSend(
                    SmsUnresolvedReason.NotYetListed, null, remaining > TimeSpan.FromSeconds(1) ? remaining : TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The message as the row that it would be, so that the ledger finds its rivals.</summary>
    private static LedgerRow AsRow(RecentSend send, LedgerHasher hasher, DateTimeOffset now) => new()
    {
        Key = new LedgerKey(send.Trace.Account, default, hasher.OfAddress(send.To)),
        Endpoint = send.Trace.Origin,
        State = LedgerState.Claimed,
        Token = send.Id,
        SinceTwilio = now,
        BeganTwilio = now,
        Sender = send.Trace.Sender,
        Content = default,
        Trace = send.Trace.TextDigest is { } digest ? hasher.OfText(digest) : null,
        To = send.To,
        IsNumberKept = send.Trace.IsNumberKept,
    };
}

/// <summary>What a look-up found out of a message without a key. Neither a reason nor a message: it was not accepted.</summary>
/// <param name="Reason">Why nobody can tell.</param>
/// <param name="Message">The message that was accepted.</param>
/// <param name="AskAgainAfter">When asking again may help.</param>
internal readonly record struct ResolvedSend(SmsUnresolvedReason? Reason, ListedMessage? Message, TimeSpan? AskAgainAfter);
