using TwilioSms.Diagnostics;
using TwilioSms.Errors;
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
    ClaimPolls polls,
    Settlements settlements,
    SendDrain drain,
    TimeProvider clock,
    LedgerDiagnostics diagnostics)
{
    private const int MostTries = 3;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListBackoff = TimeSpan.FromSeconds(30);

    /// <summary>How messages of a stream are spaced: with whoever shares the ledger, where it lasts.</summary>
    public SendPace PaceOf(double messagesPerSecond) => ledger.IsDurable
        ? new SharedPace(ledger, messagesPerSecond, clock, diagnostics)
        : new SenderPace(messagesPerSecond, clock);

    /// <summary>Makes claims for recipients of a message in one statement. Where the ledger does not take it, they are claimed alone when their
    /// turn comes, and fail alone.</summary>
    public async Task<Claim[]> ClaimAsync(PreparedMessage message, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        Claim[] claimed = [];
        try
        {
            var keyed = await KeyedAsync(message).ConfigureAwait(false);
            claimed = [.. to.Select(to => ClaimOf(keyed, to))];
            await ClaimAsync(claimed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TwilioConnectorException or OperationCanceledException)
        {
            // Their own tries will say the same, or better.
        }

        return claimed;
    }

    /// <summary>The error of a claim whose row is of other content; null where it is not.</summary>
    public static TwilioIdempotencyException? ConflictOf(Claim claim) =>
        claim is { IsOwn: false, Row: { State: not LedgerState.Free } row } && row.Content != claim.Message.Content
            ? TwilioIdempotencyException.OtherContent()
            : null;

    /// <summary>The turn of a recipient did not come: what was claimed is given back, and what is known counts.</summary>
    public SmsOutcome Skip(Claim claim)
    {
        if (claim.IsOwn)
        {
            _ = FreeAsync(claim, null);
        }

        return claim.IsOwn ? SmsOutcome.NotAttempted(claim.To) : OutcomeOf(claim.To, claim.Row, claim.Message.Endpoint);
    }

    /// <summary>Sends where the claim is the caller's, or becomes it, and settles it; else answers what the ledger has.</summary>
    /// <param name="delivery">The message and its recipient.</param>
    /// <param name="refuse">Told that the key was used for other content; null where that does not matter.</param>
    /// <param name="send">Sends the message behind the fence that it is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SmsOutcome> SendAsync(
        Delivery delivery,
        Action<TwilioIdempotencyException>? refuse,
        Func<IFence, CancellationToken, Task<SmsOutcome>> send,
        CancellationToken cancellationToken)
    {
        var claim = delivery.Claim;
        try
        {
            claim ??= ClaimOf(await KeyedAsync(delivery.Message).ConfigureAwait(false), delivery.To);
            return await SendAsync(claim, refuse, send, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return claim is null ? SmsOutcome.NotAttempted(delivery.To) : Skip(claim);
        }
        catch (TwilioConnectorException exception)
        {
            // Nothing was sent in this call. Whether somebody else has is not known where it was another's claim that had to be looked up.
            return claim is null || Skip(claim).State == SmsOutcomeState.NotAttempted
                ? SmsOutcome.Failed(delivery.To, exception)
                : SmsOutcome.InDoubt(delivery.To, SmsUnresolvedReason.InDoubt, ListBackoff, exception);
        }
    }

    /// <summary>What the ledger knows of a recipient for good, before anything is waited for or claimed; null where there is something to do.</summary>
    /// <param name="delivery">The message and its recipient.</param>
    /// <param name="retryRefused">Whether what Twilio refused for good is something to do.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<SmsOutcome?> FindSettledAsync(Delivery delivery, bool retryRefused)
    {
        var message = await KeyedAsync(delivery.Message).ConfigureAwait(false);
        var row = await ledger.FindAsync(message.KeyOf(message.HashOf(delivery.To))).ConfigureAwait(false);
        return row switch
        {
            { State: LedgerState.Sent } => SmsOutcome.Repeated(delivery.To, row),
            { State: LedgerState.Free } when !retryRefused && row.Content == message.Content => RefusalOf(delivery.To, row),
            _ => null,
        };
    }

    /// <summary>What the ledger knows of a recipient of a message that cannot be prepared; null where it knows nothing that would keep the
    /// message from having failed.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<SmsOutcome?> RecallAsync(TwilioEndpoint endpoint, string idempotencyKey, string to, CancellationToken cancellationToken)
    {
        var hasher = await hashing.GetAsync(CancellationToken.None).ConfigureAwait(false);
        var key = new LedgerKey(endpoint.Options.Account!, hasher.OfKey(idempotencyKey), hasher.OfAddress(to));
        var row = await ledger.FindAsync(key).ConfigureAwait(false);
        if (row is not { State: LedgerState.Claimed } || !ClaimResolver.IsAt(endpoint, row))
        {
            return row is null or { State: LedgerState.Free } ? null : OutcomeOf(to, row, endpoint);
        }

        await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        if (watch.Passed(row, LedgerTimes.Of(endpoint.Options).Lease))
        {
            var resolved = await resolver.ResolveAsync(endpoint, row, null, cancellationToken).ConfigureAwait(false);
            diagnostics.RecordLookUp(row, resolved.Row);
            return OutcomeOf(to, resolved, endpoint);
        }

        return OutcomeOf(to, row, endpoint);
    }

    private async ValueTask<KeyedMessage> KeyedAsync(PreparedMessage message) => message.Keyed ??=
        new KeyedMessage(message, await hashing.GetAsync(CancellationToken.None).ConfigureAwait(false));

    private Claim ClaimOf(KeyedMessage message, string to) => new(ledger, client, time, clock, message, to);

    private async Task<SmsOutcome> SendAsync(
        Claim claim,
        Action<TwilioIdempotencyException>? refuse,
        Func<IFence, CancellationToken, Task<SmsOutcome>> send,
        CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var looks = 0; ; looks++)
        {
            if (claim.Row is null or { State: LedgerState.Free })
            {
                await ClaimAsync([claim], cancellationToken).ConfigureAwait(false);
            }

            if (refuse is not null && ConflictOf(claim) is { } conflict)
            {
                refuse(conflict);
                return Skip(claim);
            }

            var outcome = claim.IsOwn
                ? await SendOwnAsync(claim, send, cancellationToken).ConfigureAwait(false)
                : await AnswerAsync(claim, cancellationToken).ConfigureAwait(false);
            if (outcome is not null)
            {
                return outcome;
            }

            if (!claim.IsOwn && claim.Row is { State: LedgerState.Claimed }
                && !await WaitAsync(claim, began, looks, cancellationToken).ConfigureAwait(false))
            {
                return Skip(claim);
            }
        }
    }

    private async Task ClaimAsync(IReadOnlyList<Claim> claimed, CancellationToken cancellationToken)
    {
        var claiming = ClaimOrRepeatAsync(claimed);
        if (!await claiming.OrCanceledAsync(cancellationToken).ConfigureAwait(false))
        {
            // The statement may still be made: what it claims for nobody is given back.
            _ = claiming.ContinueWith(
                _ =>
                {
                    foreach (var claim in claimed)
                    {
                        Skip(claim);
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // A claim that may have been made is made again under its own token, never under a new one.
    private async Task ClaimOrRepeatAsync(IReadOnlyList<Claim> claimed)
    {
        // In the order of keys, so that no two statements wait for each other.
        var sorted = claimed.Count == 1 ? claimed : [.. claimed.OrderBy(static claim => claim.Key.Key).ThenBy(static claim => claim.Key.To)];
        for (var tries = 1; ; tries++)
        {
            var now = await time.GetNowAsync(client, claimed[0].Message.Endpoint, CancellationToken.None).ConfigureAwait(false);
            var asked = ClaimTime.Now(clock);
            try
            {
                var rows = new LedgerRow[sorted.Count];
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i] = sorted[i].At(now);
                }

                var standing = await ledger.ClaimAsync(rows, CancellationToken.None).ConfigureAwait(false);
                for (var i = 0; i < rows.Length; i++)
                {
                    sorted[i].Stands(standing[i], asked);
                }

                diagnostics.RecordClaims(rows.Length);
                return;
            }
            catch (TwilioLedgerException) when (tries < MostTries)
            {
            }
        }
    }

    /// <summary>Sends what is claimed. Null where the claim was another's by the time it was to be written.</summary>
    private async Task<SmsOutcome?> SendOwnAsync(
        Claim claim, Func<IFence, CancellationToken, Task<SmsOutcome>> send, CancellationToken cancellationToken)
    {
        if (claim.Row!.Elsewhere is { } elsewhere)
        {
            Skip(claim);
            return InDoubtElsewhere(claim.To, elsewhere);
        }

        var outcome = await send(claim, cancellationToken).ConfigureAwait(false);
        switch (outcome.State)
        {
            case SmsOutcomeState.Sent:
                await SettledAsync(claim, RecordAsync(claim, outcome), cancellationToken).ConfigureAwait(false);
                return outcome;
            case SmsOutcomeState.Unknown:
                return SmsOutcome.InDoubt(claim.To, null, Later(watch.RemainingUntil(claim.Row!, claim.Message.Times.Lease)), outcome.Error);
            case SmsOutcomeState.Failed when claim.FenceError is { } error:
                Skip(claim);
                return SmsOutcome.Failed(claim.To, error);
            case SmsOutcomeState.Failed when !claim.IsOwn:
                claim.Stands(await ledger.FindAsync(claim.Key).ConfigureAwait(false), default);
                return null;
            default:
                await SettledAsync(claim, FreeAsync(claim, outcome.Error), cancellationToken).ConfigureAwait(false);
                return outcome;
        }
    }

    /// <summary>The outcome where another's row decides it now; null where it has to be waited for, or may be claimed.</summary>
    private async Task<SmsOutcome?> AnswerAsync(Claim claim, CancellationToken cancellationToken)
    {
        var endpoint = claim.Message.Endpoint;
        if (claim.Row is not { State: LedgerState.Claimed } row || !ClaimResolver.IsAt(endpoint, row))
        {
            return OutcomeOf(claim.To, claim.Row, endpoint);
        }

        if (!watch.Passed(row, claim.Message.Times.Lease))
        {
            return null;
        }

        var resolved = await resolver.ResolveAsync(endpoint, row, claim.At(row.BeganTwilio), cancellationToken).ConfigureAwait(false);
        diagnostics.RecordLookUp(row, resolved.Row);
        claim.Stands(resolved.Row, resolved.Began);
        if (!claim.IsOwn)
        {
            return OutcomeOf(claim.To, resolved, endpoint);
        }

        claim.Stands(resolved.Row with { Elsewhere = await FindElsewhereAsync(claim.Key).ConfigureAwait(false) }, resolved.Began);
        return null;
    }

    // What is taken over may have been claimed by who saw a message in doubt elsewhere, and died before it could give the claim back.
    private async Task<LedgerRow?> FindElsewhereAsync(LedgerKey key)
    {
        var rows = await ledger.FindAsync(key.Key, key.To, CancellationToken.None).ConfigureAwait(false);
        return rows.FirstOrDefault(row => row.Key.Account != key.Account && row.State is LedgerState.Claimed or LedgerState.Parked);
    }

    /// <summary>Waits a while for another's claim; false where the call's own time is over.</summary>
    private async Task<bool> WaitAsync(Claim claim, long began, int looks, CancellationToken cancellationToken)
    {
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
            TwilioIdempotencyException.WaitsForPerson()),
        { State: LedgerState.Claimed } => SmsOutcome.InDoubt(
            to, SmsUnresolvedReason.InDoubt, Later(watch.RemainingUntil(row, LedgerTimes.Of(endpoint.Options).Lease)), TwilioIdempotencyException.UnderWay()),
        _ => SmsOutcome.NotAttempted(to),
    };

    private SmsOutcome? OutcomeOf(string to, ResolvedClaim resolved, TwilioEndpoint endpoint) => resolved switch
    {
        { Row.State: LedgerState.Free } => null,
        { Row.State: LedgerState.Claimed, Reason: { } reason } =>
            SmsOutcome.InDoubt(to, reason, resolved.AskAgainAfter, TwilioIdempotencyException.UnderWay()),
        _ => OutcomeOf(to, resolved.Row, endpoint),
    };

    // A refusal that passes, or that concerns the account, is none of the message.
    private static SmsOutcome? RefusalOf(string to, LedgerRow row) =>
        row.Error is { } code && TwilioErrors.CreateRecorded(code, row.TwilioCode) is { IsTransient: false } error && !code.ConcernsAccount()
            ? SmsOutcome.RepeatedRefusal(to, error)
            : null;

    private static SmsOutcome InDoubtElsewhere(string to, LedgerRow row) => SmsOutcome.InDoubt(
        to, SmsUnresolvedReason.NotSearchable, null, TwilioIdempotencyException.Elsewhere(row.Key.Account, row.Endpoint));

    private static TimeSpan Later(TimeSpan remaining) => remaining > Soon ? remaining : Soon;
}
