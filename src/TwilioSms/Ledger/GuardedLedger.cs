using System.Runtime.CompilerServices;

namespace TwilioSms.Ledger;

/// <summary>Stands before a ledger that may be a host's own and throw what it likes: whatever it throws is an error of the ledger, and costs no
/// outcome.</summary>
internal sealed class GuardedLedger(ISendLedger ledger) : ISendLedger
{
    public bool IsDurable => ledger.IsDurable;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, stop) => ledger.GetSaltAsync(stop), cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.ClaimAsync(use.claims, use.cancellationToken), (claims, cancellationToken));

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.RecordAsync(use.sent, use.cancellationToken), (sent, cancellationToken));

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.ReplaceAsync(use.seen, use.row, use.cancellationToken), (seen, row, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.FindAsync(use.key, use.to, use.cancellationToken), (key, to, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.FindRivalsAsync(use.row, use.cancellationToken), (row, cancellationToken));

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) => GuardAsync(
            static (ledger, use) => ledger.FindOwnedAsync(use.account, use.messageSids, use.cancellationToken),
            (account, messageSids, cancellationToken));

    public Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken) => GuardAsync(
            static (ledger, use) => ledger.FindWitnessAsync(use.account, use.callingCode, use.settledBefore, use.cancellationToken),
            (account, callingCode, settledBefore, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) => GuardAsync(
        static (ledger, use) => ledger.TakeDueAsync(use.account, use.most, use.jitter, use.cancellationToken),
        (account, most, jitter, cancellationToken));

    public async IAsyncEnumerable<LedgerRow> ListAsync(
        string account, LedgerState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await GuardAsync(
            static (ledger, use) => Task.FromResult(ledger.ListAsync(use.account, use.state, use.cancellationToken)
                .GetAsyncEnumerator(use.cancellationToken)),
            (account, state, cancellationToken)).ConfigureAwait(false);
        await using var disposing = rows.ConfigureAwait(false);
        while (await GuardAsync(static (_, rows) => rows.MoveNextAsync().AsTask(), rows).ConfigureAwait(false))
        {
            yield return rows.Current;
        }
    }

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken) =>
        GuardAsync(static (ledger, use) => ledger.CountAsync(use.account, use.cancellationToken), (account, cancellationToken));

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken) => GuardAsync(
            static (ledger, use) => ledger.PurgeAsync(use.account, use.now, use.freeBefore, use.most, use.cancellationToken),
            (account, now, freeBefore, most, cancellationToken));

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken) => GuardAsync(
        static (ledger, use) => ledger.ReserveAsync(use.account, use.sender, use.count, use.gap, use.cancellationToken),
        (account, sender, count, gap, cancellationToken));

    private async Task<TResult> GuardAsync<TUse, TResult>(Func<ISendLedger, TUse, Task<TResult>> ask, TUse use)
    {
        try
        {
            return await ask(ledger, use).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (TwilioConnectorException or OperationCanceledException))
        {
            throw new TwilioLedgerException($"The ledger failed unexpectedly: {exception.GetType().Name}.", exception);
        }
    }
}
