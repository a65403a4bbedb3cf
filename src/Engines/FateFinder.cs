namespace TwilioSms.Engines;

/// <summary>Finds out what became of recipients under a key, without sending anything: by the ledger, and by Twilio's list where the ledger is in
/// doubt.</summary>
internal sealed class FateFinder(ISmsLedgerReview review)
{
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<IReadOnlyList<Fate>> FindAsync(string key, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        var fates = new List<Fate>(to.Count);
        foreach (var recipient in to)
        {
            fates.Add(await FindAsync(key, new Fate(recipient, FateState.InDoubt), cancellationToken).ConfigureAwait(false));
        }

        return fates;
    }

    /// <summary>What became of those that were in doubt.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<SendReport> FindAsync(string key, SendReport report, CancellationToken cancellationToken)
    {
        var fates = report.Fates.ToArray();
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i].State == FateState.InDoubt)
            {
                fates[i] = await FindAsync(key, fates[i], cancellationToken).ConfigureAwait(false);
            }
        }

        return report.With(fates);
    }

    /// <summary>Whether anything was begun for one of the recipients under a key.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<bool> HasAnyAsync(string key, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        foreach (var recipient in to)
        {
            if (await review.FindAsync(key, recipient, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<Fate> FindAsync(string key, Fate fate, CancellationToken cancellationToken)
    {
        var entry = await review.FindAsync(key, fate.To, cancellationToken).ConfigureAwait(false);
        if (entry is { State: LedgerState.Claimed or LedgerState.Parked })
        {
            entry = await LookUpAsync(key, fate.To, entry, cancellationToken).ConfigureAwait(false);
        }

        return entry switch
        {
            { State: LedgerState.Sent } => new Fate(fate.To, FateState.Sent, entry.MessageSid),
            { State: LedgerState.Claimed } => fate,
            { State: LedgerState.Parked } => fate with { State = FateState.Parked },
            _ => fate with { State = FateState.Failed },
        };
    }

    private async Task<SmsLedgerEntry?> LookUpAsync(string key, string to, SmsLedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await review.ResolveAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (KeyNotFoundException)
        {
            // It was settled in between.
            return await review.FindAsync(key, to, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioApiException)
        {
            // The list cannot be read now.
            return entry;
        }
    }
}
