namespace TwilioSms.Resolution;

/// <summary>The hasher of a ledger, whose salt is read once.</summary>
internal sealed class LedgerHashing(ISendLedger ledger)
{
    private LedgerHasher? hasher;

    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async ValueTask<LedgerHasher> GetAsync(CancellationToken cancellationToken) =>
        hasher ??= new LedgerHasher(await ledger.GetSaltAsync(cancellationToken).ConfigureAwait(false));
}
