using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TwilioSms.Ledger;

namespace TwilioSms.Tests.Sending;

/// <summary>A ledger that can be watched and made to fail, before it has done what it was asked or after.</summary>
internal sealed class WatchedLedger(TimeProvider clock, bool isDurable = false) : ISendLedger
{
    private readonly MemoryLedger inner = new(clock);

    /// <summary>What was asked, by name, with the rows that were written.</summary>
    public ConcurrentQueue<(string Name, IReadOnlyList<LedgerRow> Rows)> Calls { get; } = new();

    /// <summary>Throws, or does not, before something is done.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Throws, or does not, after something was done: the answer is lost.</summary>
    public Func<string, Task> After { get; set; } = static _ => Task.CompletedTask;

    public bool IsDurable => isDurable;

    public IReadOnlyList<IReadOnlyList<LedgerRow>> Claims => [.. Calls.Where(call => call.Name == "claim").Select(call => call.Rows)];

    public static Func<string, Task> FailAt(string name, int times = int.MaxValue) =>
        called => called == name && times-- > 0 ? throw new TwilioLedgerException("The database is down.") : Task.CompletedTask;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) =>
        DoAsync("salt", [], () => inner.GetSaltAsync(cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken) =>
        DoAsync("claim", claims, () => inner.ClaimAsync(claims, cancellationToken));

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken) =>
        DoAsync("record", sent, () => inner.RecordAsync(sent, cancellationToken));

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken) =>
        DoAsync("replace", [seen, row], () => inner.ReplaceAsync(seen, row, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken) =>
        DoAsync("find", [], () => inner.FindAsync(key, to, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken) =>
        DoAsync("rivals", [], () => inner.FindRivalsAsync(row, cancellationToken));

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken) =>
        DoAsync("owned", [], () => inner.FindOwnedAsync(account, messageSids, cancellationToken));

    public Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken) =>
        DoAsync("witness", [], () => inner.FindWitnessAsync(account, callingCode, settledBefore, cancellationToken));

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken) =>
        DoAsync("due", [], () => inner.TakeDueAsync(account, most, jitter, cancellationToken));

    public async IAsyncEnumerable<LedgerRow> ListAsync(
        string account, LedgerState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Before("list");
        await foreach (var row in inner.ListAsync(account, state, cancellationToken))
        {
            yield return row;
        }

        await After("list");
    }

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken) =>
        DoAsync("count", [], () => inner.CountAsync(account, cancellationToken));

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken) =>
        DoAsync("purge", [], () => inner.PurgeAsync(account, now, freeBefore, most, cancellationToken));

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken) =>
        DoAsync("reserve", [], () => inner.ReserveAsync(account, sender, count, gap, cancellationToken));

    public async Task<IReadOnlyList<LedgerRow>> RowsAsync()
    {
        var rows = new List<LedgerRow>();
        foreach (var state in Enum.GetValues<LedgerState>())
        {
            await foreach (var row in inner.ListAsync(Loopback.Account.Sid, state, default))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private async Task<T> DoAsync<T>(string name, IReadOnlyList<LedgerRow> rows, Func<Task<T>> act)
    {
        Calls.Enqueue((name, rows));
        await Before(name);
        var result = await act();
        await After(name);
        return result;
    }
}
