namespace TwilioSms.Engines;

/// <summary>Sends what a request asks for, each recipient at most once under the request's key, and reports what became of it.</summary>
internal sealed class RequestSender(ISmsSender sender, FateFinder fates, Func<TwilioConnectorOptions> optionsOf)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <param name="inputs">The inputs of the action, a JSON object.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="isReplay">Whether the key was used before, and that did not end well: then what is recorded under it
    /// counts, and only the rest is sent to, whatever the text is now.</param>
    /// <param name="cancellationToken">Gives up; what was begun is in the ledger.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; what was begun is in it.</exception>
    public async Task<SendReport> SendAsync(string inputs, string key, bool isReplay, CancellationToken cancellationToken)
    {
        SmsMessage message;
        IReadOnlyList<Fate> known = [];
        try
        {
            message = new SmsMessage(SendSmsAction.ReadMessage(inputs)) { IdempotencyKey = key };
            if (isReplay)
            {
                known = await fates.FindAsync(key, RecipientsOf(message), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TwilioConnectorException exception) when (exception is not TwilioLedgerException)
        {
            return new SendReport([], ErrorOf(exception));
        }

        // What became of an earlier attempt is found out before anything is sent.
        var rest = known.Where(static fate => fate.State == FateState.Failed).Select(static fate => fate.To).ToList();
        return !isReplay ? await SendAsync(message, cancellationToken).ConfigureAwait(false)
            : rest.Count == 0 || known.Any(static fate => fate.State is FateState.InDoubt or FateState.Parked)
                ? new SendReport(known, null) { AskAgainAfter = Soon, IsOthersDoubt = true }
            : Merge(known, await SendAsync(new SmsMessage(message) { To = rest }, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether anything was begun under a key before.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<bool> HasBegunAsync(string inputs, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await fates.HasAnyAsync(key, RecipientsOf(SendSmsAction.ReadMessage(inputs)), cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException exception) when (exception is not TwilioLedgerException)
        {
            // Inputs that cannot be used were never sent.
            return false;
        }
    }

    private async Task<SendReport> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return new SendReport(FatesOf(result), null);
        }
        catch (TwilioConnectorException exception) when (exception is not TwilioLedgerException)
        {
            // A recipient that the ledger could not be asked about is none that failed.
            return exception.Result?.Outcomes.Select(static outcome => outcome.Error).OfType<TwilioLedgerException>().FirstOrDefault() is { } ledger
                ? throw ledger
                : ReportOf(exception);
        }
    }

    private static SendReport ReportOf(TwilioConnectorException exception)
    {
        var doubts = exception.Result?.Outcomes.Where(static outcome => outcome.State == SmsOutcomeState.Unknown).ToList() ?? [];
        return new SendReport(exception.Result is { } result ? FatesOf(result) : [], ErrorOf(exception))
        {
            AskAgainAfter = doubts.Max(static outcome => outcome.AskAgainAfter) ?? Soon,
            IsOthersDoubt = doubts.TrueForAll(static outcome => outcome.UnresolvedReason is not null),
        };
    }

    private static ReportedError ErrorOf(TwilioConnectorException exception) => (exception is TwilioIdempotencyException
        ? ReportedError.Technical(exception.GetType().FullName!, exception.Message)
        : ReportedError.Named(exception.Code.ToWireName(), exception.Message)) with
    {
        IsPassing = exception.IsTransient,
    };

    private static List<Fate> FatesOf(SmsResult result) => [.. result.Outcomes.Select(static outcome => outcome switch
    {
        { State: SmsOutcomeState.Sent } => new Fate(outcome.To, FateState.Sent, outcome.MessageSid),
        { State: SmsOutcomeState.Unknown } => new Fate(
            outcome.To,
            outcome.UnresolvedReason is SmsUnresolvedReason.Ambiguous or SmsUnresolvedReason.NotSearchable ? FateState.Parked : FateState.InDoubt,
            null,
            outcome.Error is TwilioIdempotencyException ? null : outcome.Error?.Code.ToWireName(),
            outcome.Error is TwilioIdempotencyException ? null : outcome.Error?.Message)
        { IsPassing = true },
        _ => new Fate(outcome.To, FateState.Failed, null, outcome.Error?.Code.ToWireName(), outcome.Error?.Message)
        {
            IsPassing = outcome.Error is not { IsTransient: false },
        },
    })];

    private static SendReport Merge(IReadOnlyList<Fate> known, SendReport sent)
    {
        var news = sent.Fates.ToDictionary(static fate => fate.To, StringComparer.Ordinal);
        return sent with { Fates = [.. known.Select(fate => news.GetValueOrDefault(fate.To, fate))] };
    }

    private List<string> RecipientsOf(SmsMessage message) =>
        [.. message.To.Select(to => SmsAddress.Normalize(to, optionsOf())).Distinct(StringComparer.Ordinal)];
}
