namespace TwilioSms.Tests.Resolution.World;

/// <summary>A ledger that says that it lasts, and can be down.</summary>
internal sealed class DurableLedger(ISendLedger inner) : ISendLedger
{
    public bool IsDurable { get; init; } = true;

    public bool IsDown { get; set; }

    public int Calls { get; private set; }

    /// <summary>Runs once, just before a decision is written.</summary>
    public Func<Task>? BeforeReplace { get; set; }

    public List<string> PurgedAccounts { get; } = [];

    public List<(DateTimeOffset Now, DateTimeOffset FreeBefore, int Most)> Purges { get; } = [];

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) => Up().GetSaltAsync(cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken) =>
        Up().ClaimAsync(claims, cancellationToken);

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken) =>
        Up().RecordAsync(sent, cancellationToken);

    public async Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken)
    {
        if (BeforeReplace is { } first)
        {
            BeforeReplace = null;
            await first();
        }

        return await Up().ReplaceAsync(seen, row, cancellationToken);
    }

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        Up().FindAsync(key, to, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        Up().FindRivalsAsync(row, cancellationToken);

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) =>
        Up().FindOwnedAsync(account, messageSids, cancellationToken);

    public Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken) =>
        Up().FindWitnessAsync(account, callingCode, settledBefore, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) =>
        Up().TakeDueAsync(account, most, jitter, cancellationToken);

    public IAsyncEnumerable<LedgerRow> ListAsync(string account, LedgerState state, CancellationToken cancellationToken) =>
        Up().ListAsync(account, state, cancellationToken);

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken) => Up().CountAsync(account, cancellationToken);

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken)
    {
        PurgedAccounts.Add(account);
        Purges.Add((now, freeBefore, most));
        return Up().PurgeAsync(account, now, freeBefore, most, cancellationToken);
    }

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken) =>
        Up().ReserveAsync(account, sender, count, gap, cancellationToken);

    private ISendLedger Up()
    {
        Calls++;
        return IsDown ? throw new TwilioLedgerException("The database is down: start it.") : inner;
    }
}
