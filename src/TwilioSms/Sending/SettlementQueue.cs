using TwilioSms.Diagnostics;
using TwilioSms.Ledger;

namespace TwilioSms.Sending;

/// <summary>Writes down what became of claims, many in one statement, and again and again until the ledger takes it or the process ends. What is
/// lost with the process costs a look-up, never a message.</summary>
internal sealed class SettlementQueue(ISendLedger ledger, TimeProvider clock, LedgerDiagnostics diagnostics)
{
    private const int MostRows = 64;

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly List<Settlement> queue = [];
    private readonly UnderWay unsettled = new();
    private readonly TaskCompletionSource<bool> stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isBusy;

    /// <summary>A message was accepted: a fact.</summary>
    /// <returns>Ends once the ledger has it.</returns>
    public Task RecordAsync(LedgerRow sent) => SettleAsync(null, sent);

    /// <summary>The caller's claim came to nothing.</summary>
    /// <returns>Ends once the ledger has it.</returns>
    public Task FreeAsync(LedgerRow own, LedgerRow free) => SettleAsync(own, free);

    /// <summary>Waits until everything is written, or cannot be any more.</summary>
    public Task FlushAsync() => unsettled.IdleAsync();

    /// <summary>The process ends: everything is tried once more, and then no more.</summary>
    public void Stop() => stopping.TrySetResult(true);

    private async Task SettleAsync(LedgerRow? own, LedgerRow row)
    {
        unsettled.Enter();
        try
        {
            await WriteAsync(own, row).ConfigureAwait(false);
        }
        finally
        {
            unsettled.Leave();
        }
    }

    private async Task WriteAsync(LedgerRow? own, LedgerRow row)
    {
        Settlement? waiting = null;
        lock (gate)
        {
            if (isBusy)
            {
                queue.Add(waiting = new Settlement(own, row));
            }

            isBusy = true;
        }

        if (waiting is null && !await TryWriteAsync(own, [row]).ConfigureAwait(false))
        {
            waiting = new Settlement(own, row);
            Pump([waiting]);
        }
        else if (waiting is null)
        {
            Pump([]);
        }

        if (waiting is not null)
        {
            await waiting.Done.ConfigureAwait(false);
        }
    }

    // Whoever was busy hands on what queued up meanwhile.
    private void Pump(List<Settlement> failed)
    {
        lock (gate)
        {
            queue.InsertRange(0, failed);
            isBusy = queue.Count > 0;
            if (isBusy)
            {
                _ = Task.Run(() => PumpAsync(failed.Count), CancellationToken.None);
            }
        }
    }

    private async Task PumpAsync(int failures)
    {
        while (Take() is { } taken)
        {
            bool isLastTry;
            do
            {
                await BackOffAsync(failures).ConfigureAwait(false);
                isLastTry = stopping.Task.IsCompleted;
                taken = await WriteAsync(taken, together: failures == 0).ConfigureAwait(false);
                failures = taken.Count > 0 ? failures + 1 : 0;
                diagnostics.RecordUnsettled(taken.Count);
            }
            while (taken.Count > 0 && !isLastTry);
            taken.ForEach(static settlement => settlement.End());
        }
    }

    private List<Settlement>? Take()
    {
        lock (gate)
        {
            isBusy = queue.Count > 0;
            var taken = queue.GetRange(0, Math.Min(queue.Count, MostRows));
            queue.RemoveRange(0, taken.Count);
            return isBusy ? taken : null;
        }
    }

    /// <summary>Writes settlements; those that are left could not be written.</summary>
    private async Task<List<Settlement>> WriteAsync(List<Settlement> settlements, bool together)
    {
        var left = new List<Settlement>();
        foreach (var group in together ? Together(settlements) : settlements.Select(static settlement => new[] { settlement }))
        {
            if (await TryWriteAsync(group[0].Own, [.. group.Select(static settlement => settlement.Row)]).ConfigureAwait(false))
            {
                Array.ForEach(group, static settlement => settlement.End());
            }
            else
            {
                left.AddRange(group);
            }
        }

        return left;
    }

    // Facts go into one statement. What fails together is tried alone next: one row that the ledger cannot take keeps nobody else's.
    private static IEnumerable<Settlement[]> Together(List<Settlement> settlements)
    {
        if (settlements.FindAll(static settlement => settlement.Own is null) is { Count: > 0 } facts)
        {
            yield return [.. facts];
        }

        foreach (var settlement in settlements.Where(static settlement => settlement.Own is not null))
        {
            yield return [settlement];
        }
    }

    private async Task<bool> TryWriteAsync(LedgerRow? own, LedgerRow[] rows)
    {
        try
        {
            if (own is not null)
            {
                await ledger.SafelyAsync(
                    static (ledger, rows) => ledger.ReplaceAsync(rows.own, rows.free, CancellationToken.None), (own, free: rows[0])).ConfigureAwait(false);
                return true;
            }

            var writes = await ledger.SafelyAsync(static (ledger, rows) => ledger.RecordAsync(rows, CancellationToken.None), rows).ConfigureAwait(false);
            for (var i = 0; i < rows.Length; i++)
            {
                if (writes[i] == LedgerWrite.MessageOwned)
                {
                    diagnostics.RecordOwned(rows[i]);
                }
            }

            return true;
        }
        catch (SmsLedgerException)
        {
            return false;
        }
    }

    private Task BackOffAsync(int failures)
    {
        if (failures == 0)
        {
            return Task.CompletedTask;
        }

        var backoff = TimeSpan.FromTicks(Math.Min(FirstBackoff.Ticks << Math.Min(failures - 1, 10), LongestBackoff.Ticks));
        return Task.WhenAny(Task.Delay(backoff, clock, CancellationToken.None), stopping.Task);
    }
}
