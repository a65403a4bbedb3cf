namespace TwilioSms.Ledger;

internal static class SendLedgerExtensions
{
    /// <summary>Uses a ledger that may be a host's own and throw what it likes: it is an error of the ledger, and costs no outcome.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public static async ValueTask<TResult> SafelyAsync<TState, TResult>(
        this ISendLedger ledger, Func<ISendLedger, TState, Task<TResult>> use, TState state)
    {
        try
        {
            return await use(ledger, state).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (TwilioConnectorException or OperationCanceledException))
        {
            throw new TwilioLedgerException($"The ledger failed unexpectedly: {exception.GetType().Name}.", exception);
        }
    }

    /// <summary>A row; null where there is none.</summary>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public static async Task<LedgerRow?> FindAsync(this ISendLedger ledger, LedgerKey key)
    {
        var rows = await ledger.SafelyAsync(static (ledger, key) => ledger.FindAsync(key.Key, key.To, CancellationToken.None), key).ConfigureAwait(false);
        return rows.FirstOrDefault(row => row.Key == key);
    }
}
