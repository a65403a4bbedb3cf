namespace TwilioSms.Ledger;

internal static class SendLedgerExtensions
{
    /// <summary>A row; null where there is none.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public static async Task<LedgerRow?> FindAsync(this ISendLedger ledger, LedgerKey key)
    {
        var rows = await ledger.FindAsync(key.Key, key.To, CancellationToken.None).ConfigureAwait(false);
        return rows.FirstOrDefault(row => row.Key == key);
    }
}
