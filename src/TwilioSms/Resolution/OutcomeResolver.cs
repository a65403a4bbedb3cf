using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Looks up what became of outcomes that are unknown, by what they carry: an idempotency key, or the id of an attempt.</summary>
internal sealed class OutcomeResolver(
    ISendLedger ledger, LedgerHashing hashing, RecentSends recent, SendResolver sends, ClaimResolver claims)
{
    /// <exception cref="TwilioApiException">The list could not be read; its result holds what was found out by then.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; the same holds for its result.</exception>
    public async Task<SmsResult> ResolveAsync(
        TwilioEndpoint endpoint, SmsResult result, IReadOnlyCollection<string> knownSids, CancellationToken cancellationToken)
    {
        var outcomes = result.Outcomes.ToArray();
        var known = new HashSet<string>(knownSids, StringComparer.Ordinal);
        known.UnionWith(outcomes.Select(static outcome => outcome.MessageSid).OfType<string>());
        var last = -1;
        var broken = false;
        try
        {
            var workers = Math.Min(endpoint.Options.MaxConcurrency, outcomes.Length);
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync())).ConfigureAwait(false);
        }
        catch (TwilioConnectorException exception)
        {
            exception.With(new SmsResult(outcomes)).Throw();
        }

        return new SmsResult(outcomes);

        async Task WorkAsync()
        {
            int index;
            while (!Volatile.Read(ref broken) && (index = Interlocked.Increment(ref last)) < outcomes.Length)
            {
                if (outcomes[index].State != SmsOutcomeState.Unknown)
                {
                    continue;
                }

                try
                {
                    outcomes[index] = await ResolveAsync(endpoint, outcomes[index], known, cancellationToken).ConfigureAwait(false);
                }
                catch
                {
                    Volatile.Write(ref broken, true);
                    throw;
                }
            }
        }
    }

    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<SmsOutcome> ResolveAsync(
        TwilioEndpoint endpoint, SmsOutcome outcome, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        if (outcome.IdempotencyKey is { } key)
        {
            return await FindRowAsync(endpoint, key, outcome.To, cancellationToken).ConfigureAwait(false) is { } row
                ? await ResolveAsync(endpoint, outcome, row, cancellationToken).ConfigureAwait(false)
                : outcome.Unresolvable(SmsUnresolvedReason.NotSearchable);
        }

        if (outcome.AttemptId is not { } id || recent.Find(id) is not { } send)
        {
            return outcome.Unresolvable(SmsUnresolvedReason.NotSearchable);
        }

        return await sends.ResolveAsync(endpoint, send, known, cancellationToken).ConfigureAwait(false) switch
        {
            { Message: { } message } => outcome.Accepted(message.Sid!, message.Status, message.NumSegments),
            { Reason: { } reason, AskAgainAfter: var after } => outcome.Unresolvable(reason, after),
            _ => outcome.NotAccepted(),
        };
    }

    /// <summary>Looks up a message that another run of the program was sending when it ended.</summary>
    /// <param name="endpoint">The account.</param>
    /// <param name="key">Its idempotency key. What the ledger knows of it counts, wherever it knows something.</param>
    /// <param name="trace">How to recognise it.</param>
    /// <param name="recipients">Whom it went to.</param>
    /// <param name="began">When it began, by that run's clock.</param>
    /// <param name="knownSids">Messages that are known to be others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SmsResult> RecallAsync(
        TwilioEndpoint endpoint,
        string? key,
        MessageTrace trace,
        IReadOnlyList<string> recipients,
        DateTimeOffset began,
        IReadOnlyCollection<string> knownSids,
        CancellationToken cancellationToken)
    {
        var told = new RecentSend.ToldTime(began, began + endpoint.Options.MaxRetryTime + endpoint.Options.Timeout);
        var outcomes = new List<SmsOutcome>(recipients.Count);
        foreach (var to in recipients)
        {
            var isInLedger = key is not null && await FindRowAsync(endpoint, key, to, cancellationToken).ConfigureAwait(false) is not null;
            var outcome = isInLedger ? SmsOutcome.Unknown(to, null) : SmsOutcome.Unknown(recent.Recall(trace, to, told, knownSids));
            outcome.IdempotencyKey = isInLedger ? key : null;
            outcomes.Add(outcome);
        }

        return await ResolveAsync(endpoint, new SmsResult(outcomes), knownSids, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SmsOutcome> ResolveAsync(
        TwilioEndpoint endpoint, SmsOutcome outcome, LedgerRow row, CancellationToken cancellationToken)
    {
        var resolved = await claims.ResolveAsync(endpoint, row, null, cancellationToken).ConfigureAwait(false);
        return resolved switch
        {
            { Row: { State: LedgerState.Sent, MessageSid: { } messageSid } sent } => outcome.Accepted(messageSid, sent.Status, null),
            { Row.State: LedgerState.Free } => outcome.NotAccepted(),
            _ => outcome.Unresolvable(resolved.Reason ?? SmsUnresolvedReason.NotYetListed, resolved.AskAgainAfter),
        };
    }

    private async Task<LedgerRow?> FindRowAsync(TwilioEndpoint endpoint, string key, string to, CancellationToken cancellationToken)
    {
        var hasher = await hashing.GetAsync(cancellationToken).ConfigureAwait(false);
        var rows = await ledger.FindAsync(hasher.OfKey(key), hasher.OfAddress(to), cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault(row => row.Key.Account == endpoint.Options.Account);
    }
}
