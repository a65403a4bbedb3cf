namespace TwilioSms.Ledger;

/// <summary>Group commit in front of a ledger that lasts: claims, and messages that were accepted, share statements, and so the time that
/// the disk takes. What a ledger in memory is asked goes straight through.</summary>
internal sealed class BatchingLedger(ISendLedger ledger, TimeProvider clock) : ISendLedger
{
    private readonly LedgerBatches<LedgerRow> claims = new(ledger.ClaimAsync, clock);
    private readonly LedgerBatches<LedgerWrite> facts = new(ledger.RecordAsync, clock);

    public bool IsDurable => ledger.IsDurable;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) => ledger.GetSaltAsync(cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken) =>
        IsDurable ? claims.RunAsync(rows, cancellationToken) : ledger.ClaimAsync(rows, cancellationToken);

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken) =>
        IsDurable ? facts.RunAsync(sent, cancellationToken) : ledger.RecordAsync(sent, cancellationToken);

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken) =>
        ledger.ReplaceAsync(seen, row, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        ledger.FindAsync(key, to, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        ledger.FindRivalsAsync(row, cancellationToken);

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) =>
        ledger.FindOwnedAsync(account, messageSids, cancellationToken);

    public Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken) =>
        ledger.FindWitnessAsync(account, callingCode, settledBefore, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) =>
        ledger.TakeDueAsync(account, most, jitter, cancellationToken);

    public IAsyncEnumerable<LedgerRow> ListAsync(string account, LedgerState state, CancellationToken cancellationToken) =>
        ledger.ListAsync(account, state, cancellationToken);

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken) => ledger.CountAsync(account, cancellationToken);

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken) =>
        ledger.PurgeAsync(account, now, freeBefore, most, cancellationToken);

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken) =>
        ledger.ReserveAsync(account, sender, count, gap, cancellationToken);
}
