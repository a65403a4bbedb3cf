namespace TwilioSms.Ledger.Tests.Contract;

/// <summary>What the connector asks of every store, in the words of <see cref="ISendLedger"/>; each store runs it.</summary>
public abstract partial class LedgerContract : IAsyncLifetime
{
    private ISendLedger? ledger;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected ISendLedger Ledger => ledger!;

    public async ValueTask InitializeAsync() => ledger = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The store of this test, as another process would open it; an own one where the store is a process's own.</summary>
    protected abstract ValueTask<ISendLedger> OpenAsync();

    /// <summary>Time goes by at the database; less than none where its clock is set back.</summary>
    protected abstract ValueTask PassAsync(TimeSpan time);

    protected async Task<LedgerRow> ClaimAsync(LedgerRow claim) => (await Ledger.ClaimAsync([claim], Stop)).Should().ContainSingle().Subject;

    protected async Task<LedgerWrite> RecordAsync(LedgerRow sent) => (await Ledger.RecordAsync([sent], Stop)).Should().ContainSingle().Subject;

    protected Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row) => Ledger.ReplaceAsync(seen, row, Stop);

    protected async Task<LedgerRow> ReadAsync(LedgerRow row) => (await FindAsync(row)).Should().ContainSingle().Subject;

    protected Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerRow row) => Ledger.FindAsync(row.Key.Key, row.Key.To, Stop);

    protected Task<IReadOnlyList<LedgerRow>> TakeDueAsync(int most = 100, double jitter = 0, string account = Rows.Account) =>
        Ledger.TakeDueAsync(account, most, jitter, Stop);

    /// <summary>A claim that was replaced as it was seen.</summary>
    protected async Task<LedgerRow> ClaimAndReplaceAsync(LedgerRow claim, Func<LedgerRow, LedgerRow> change)
    {
        var seen = await ClaimAsync(claim);
        (await ReplaceAsync(seen, change(seen))).Should().Be(LedgerWrite.Written);
        return await ReadAsync(claim);
    }

    protected static async Task<List<LedgerRow>> ListAsync(ISendLedger ledger, LedgerState state, string account = Rows.Account)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ListAsync(account, state, Stop))
        {
            rows.Add(row);
        }

        return rows;
    }
}
