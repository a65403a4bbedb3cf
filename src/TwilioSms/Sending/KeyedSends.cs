using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Ledger;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>Sends a message to a recipient where the ledger says so: a claim before, a settlement after, and whatever somebody else knows or does
/// under the same key counts.</summary>
internal sealed class KeyedSends(
    ISendLedger ledger,
    LedgerHashing hashing,
    TwilioTime time,
    ITwilioMessagesClient client,
    ClaimResolver resolver,
    ClaimWatch watch,
    ClaimQueue claims,
    ClaimPolls polls,
    SettlementQueue settlements,
    SendDrain drain,
    TimeProvider clock,
    LedgerDiagnostics diagnostics)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListBackoff = TimeSpan.FromSeconds(30);

    /// <summary>What recipients of one message that can begin at once are claimed for, all in one statement. Where one of them was claimed for
    /// other content before, nothing is sent to any.</summary>
    /// <exception cref="SmsLedgerException">The ledger cannot be used.</exception>
    /// <exception cref="TwilioApiException">Nobody knows what time it is at Twilio.</exception>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(PreparedMessage message, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        var keyed = await KeyedAsync(message).ConfigureAwait(false);
        var claimed = new Claim[to.Count];
        for (var i = 0; i < claimed.Length; i++)
        {
            claimed[i] = new Claim(ledger, client, time, clock, keyed, to[i]);
        }

        await ClaimAsync(claimed, cancellationToken).ConfigureAwait(false);
        return claimed;
    }

    /// <summary>What a claim was for other content before; null where it was not.</summary>
    public static SmsIdempotencyException? ConflictOf(Claim claim) =>
        claim is { IsOwn: false, Row: { State: not LedgerState.Free } row } && row.Content != claim.Message.Content
            ? SmsIdempotencyException.OtherContent()
            : null;

    /// <summary>Gives back a claim that nothing was written under.</summary>
    public void Release(Claim claim) => _ = FreeAsync(claim, null);

    /// <summary>The outcome of a claim that is not the caller's, as far as it is known without waiting.</summary>
    public SmsOutcome OutcomeOf(Claim claim) => OutcomeOf(claim.To, claim.Row, claim.Message.Endpoint);

    /// <summary>Sends where the claim is the caller's, or becomes it, and settles it; else answers what the ledger has.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="send">Sends the message behind the fence that it is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SmsOutcome> SendAsync(
        Claim claim, Func<IFence, CancellationToken, Task<SmsOutcome>> send, CancellationToken cancellationToken)
    {
        try
        {
            var began = clock.GetTimestamp();
            for (var looks = 0; ; looks++)
            {
                if (claim.IsOwn)
                {
                    if (await SendOwnAsync(claim, send, cancellationToken).ConfigureAwait(false) is { } outcome)
                    {
                        return outcome;
                    }
                }
                else if (await AnswerAsync(claim, cancellationToken).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }

                if (!claim.IsOwn && !await WaitAsync(claim, began, looks, cancellationToken).ConfigureAwait(false))
                {
                    return OutcomeOf(claim);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return claim.IsOwn || claim.Row is null or { State: LedgerState.Free } ? SmsOutcome.NotAttempted(claim.To) : OutcomeOf(claim);
        }
        catch (TwilioConnectorException exception)
        {
            return claim.IsOwn || claim.Row is null or { State: LedgerState.Free }
                ? SmsOutcome.Failed(claim.To, exception)
                : SmsOutcome.InDoubt(claim.To, SmsUnresolvedReason.InDoubt, ListBackoff, exception);
        }
    }

    /// <summary>What the ledger knows of a recipient of a message that cannot be prepared; null where it knows nothing that would keep the
    /// message from having failed.</summary>
    /// <exception cref="SmsLedgerException">The ledger cannot be used.</exception>
    public async Task<SmsOutcome?> RecallAsync(TwilioEndpoint endpoint, string idempotencyKey, string to, CancellationToken cancellationToken)
    {
        var hasher = await hashing.GetAsync(CancellationToken.None).ConfigureAwait(false);
        var key = new LedgerKey(endpoint.Options.Account!, hasher.OfKey(idempotencyKey), hasher.OfAddress(to));
        var row = await ledger.FindAsync(key).ConfigureAwait(false);
        if (row is { State: LedgerState.Claimed } && ClaimResolver.IsAt(endpoint, row) && watch.Passed(row, LedgerTimes.Of(endpoint.Options).Lease))
        {
            var resolved = await resolver.ResolveAsync(endpoint, row, null, cancellationToken).ConfigureAwait(false);
            diagnostics.RecordLookUp(row, resolved);
            return OutcomeOf(to, resolved, endpoint);
        }

        return row is null or { State: LedgerState.Free } ? null : OutcomeOf(to, row, endpoint);
    }

    private async ValueTask<KeyedMessage> KeyedAsync(PreparedMessage message)
    {
        var hasher = await hashing.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return message.Keyed ??= new KeyedMessage(message, hasher);
    }

    private async Task ClaimAsync(IReadOnlyList<Claim> claimed, CancellationToken cancellationToken)
    {
        var claiming = claims.ClaimAsync(claimed);
        if (!await claiming.OrCanceledAsync(cancellationToken).ConfigureAwait(false))
        {
            // The statement may still be made: what it claims for nobody is given back.
            _ = claiming.ContinueWith(
                _ => claimed.Where(static claim => claim.IsOwn).ToList().ForEach(Release), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends what is claimed. Null where the claim was another's by the time it was to be written.</summary>
    private async Task<SmsOutcome?> SendOwnAsync(
        Claim claim, Func<IFence, CancellationToken, Task<SmsOutcome>> send, CancellationToken cancellationToken)
    {
        if (await ElsewhereAsync(claim).ConfigureAwait(false) is { } elsewhere)
        {
            Release(claim);
            return elsewhere;
        }

        var outcome = await send(claim, cancellationToken).ConfigureAwait(false);
        switch (outcome.State)
        {
            case SmsOutcomeState.Sent:
                await SettledAsync(claim, RecordAsync(claim, outcome), cancellationToken).ConfigureAwait(false);
                return outcome;
            case SmsOutcomeState.Unknown:
                return SmsOutcome.InDoubt(
                    claim.To, SmsUnresolvedReason.NotYetListed, watch.RemainingUntil(claim.Row!, claim.Message.Times.Lease), outcome.Error);
            case SmsOutcomeState.Failed when claim.FenceError is { } error:
                return SmsOutcome.Failed(claim.To, error);
            case SmsOutcomeState.Failed when !claim.IsOwn:
                claim.Stands(await ledger.FindAsync(claim.Key).ConfigureAwait(false), default);
                return null;
            default:
                await SettledAsync(claim, FreeAsync(claim, outcome.Error), cancellationToken).ConfigureAwait(false);
                return outcome;
        }
    }

    /// <summary>A message under the same key that is in doubt at another account, where alone it can be looked up.</summary>
    private async Task<SmsOutcome?> ElsewhereAsync(Claim claim)
    {
        var rows = await ledger.SafelyAsync(
            static (ledger, key) => ledger.FindAsync(key.Key, key.To, CancellationToken.None), claim.Key).ConfigureAwait(false);
        var other = rows.FirstOrDefault(row =>
            row.Key.Account != claim.Key.Account && row.State is LedgerState.Claimed or LedgerState.Parked);
        return other is null ? null : InDoubtElsewhere(claim.To, other);
    }

    /// <summary>The outcome where another's row decides it now; null where it has to be waited for, or may be claimed.</summary>
    private async Task<SmsOutcome?> AnswerAsync(Claim claim, CancellationToken cancellationToken)
    {
        if (claim.Row is not { State: LedgerState.Claimed } row)
        {
            return claim.Row is null or { State: LedgerState.Free } ? null : OutcomeOf(claim);
        }

        var endpoint = claim.Message.Endpoint;
        if (!ClaimResolver.IsAt(endpoint, row))
        {
            return InDoubtElsewhere(claim.To, row);
        }

        if (!watch.Passed(row, claim.Message.Times.Lease))
        {
            return null;
        }

        var takeOver = claim.At(row.BeganTwilio);
        var resolved = await resolver.ResolveAsync(endpoint, row, takeOver, cancellationToken).ConfigureAwait(false);
        diagnostics.RecordLookUp(row, resolved);
        claim.Stands(resolved.Row, resolved.Began);
        return claim.IsOwn || resolved.Row.State == LedgerState.Free ? null : OutcomeOf(claim.To, resolved, endpoint);
    }

    /// <summary>Waits a while for another's claim, or claims what is free; false where the call's own time is over.</summary>
    private async Task<bool> WaitAsync(Claim claim, long began, int looks, CancellationToken cancellationToken)
    {
        if (claim.Row is not { State: LedgerState.Claimed })
        {
            await ClaimAsync([claim], cancellationToken).ConfigureAwait(false);
            return true;
        }

        var left = claim.Message.Options.Timeout - clock.GetElapsedTime(began);
        if (left <= TimeSpan.Zero || drain.IsStopping)
        {
            return false;
        }

        var pause = ClaimPolls.Pause(looks);
        var poll = polls.NextAsync(claim.Key, pause < left ? pause : left);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Stopping);
        if (await poll.OrCanceledAsync(either.Token).ConfigureAwait(false))
        {
            claim.Stands(await poll.ConfigureAwait(false), default);
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    // The caller waits for its own settlement, but not for ever, and hears the outcome either way.
    private async Task SettledAsync(Claim claim, Task settlement, CancellationToken cancellationToken)
    {
        if (!settlement.IsCompleted)
        {
            using var patience = TimeoutSource.Create(claim.Message.Options.Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            await settlement.OrCanceledAsync(either.Token).ConfigureAwait(false);
        }
    }

    private Task RecordAsync(Claim claim, SmsOutcome outcome) => settlements.RecordAsync(
        claim.Row!.Sent(outcome.MessageSid!, outcome.Status, NowAt(claim), claim.Message.Options));

    private Task FreeAsync(Claim claim, TwilioConnectorException? error)
    {
        var free = claim.Row!.Free(LedgerReason.Certain, NowAt(claim), claim.Message.Options);
        return settlements.FreeAsync(claim.Row!, free with { Error = error?.Code, TwilioCode = (error as TwilioApiException)?.TwilioCode });
    }

    private DateTimeOffset NowAt(Claim claim) => time.TryGetNow(out var now) ? now : claim.Row!.BeganTwilio;

    private SmsOutcome OutcomeOf(string to, LedgerRow? row, TwilioEndpoint endpoint) => row switch
    {
        { State: LedgerState.Sent } => SmsOutcome.Repeated(to, row),
        { State: LedgerState.Claimed or LedgerState.Parked } when !ClaimResolver.IsAt(endpoint, row) => InDoubtElsewhere(to, row),
        { State: LedgerState.Parked } => SmsOutcome.InDoubt(
            to,
            row.Reason == LedgerReason.NotSearchable ? SmsUnresolvedReason.NotSearchable : SmsUnresolvedReason.Ambiguous,
            null,
            SmsIdempotencyException.WaitsForPerson()),
        { State: LedgerState.Claimed } => SmsOutcome.InDoubt(
            to, SmsUnresolvedReason.InDoubt, Later(watch.RemainingUntil(row, LedgerTimes.Of(endpoint.Options).Lease)), SmsIdempotencyException.UnderWay()),
        _ => SmsOutcome.NotAttempted(to),
    };

    private SmsOutcome? OutcomeOf(string to, ResolvedClaim resolved, TwilioEndpoint endpoint) => resolved switch
    {
        { Row.State: LedgerState.Free } => null,
        { Row.State: LedgerState.Claimed, Reason: { } reason } =>
            SmsOutcome.InDoubt(to, reason, resolved.AskAgainAfter, SmsIdempotencyException.UnderWay()),
        _ => OutcomeOf(to, resolved.Row, endpoint),
    };

    private static SmsOutcome InDoubtElsewhere(string to, LedgerRow row) => SmsOutcome.InDoubt(
        to, SmsUnresolvedReason.NotSearchable, null, SmsIdempotencyException.Elsewhere(row.Key.Account, row.Endpoint));

    private static TimeSpan Later(TimeSpan remaining) => remaining > Soon ? remaining : Soon;
}
