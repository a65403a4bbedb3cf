using TwilioSms.Diagnostics;

namespace TwilioSms.Sending;

/// <summary>Writes down what became of claims, again and again until the ledger takes it or the process ends. What is lost with the process costs
/// a look-up, never a message.</summary>
internal sealed class Settlements(ISendLedger ledger, TimeProvider clock, LedgerDiagnostics diagnostics)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private readonly UnderWay unsettled = new();
    private readonly TaskCompletionSource<bool> stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        for (var failures = 0; ; failures++)
        {
            var isLastTry = stopping.Task.IsCompleted;
            if (await TryWriteAsync(own, row).ConfigureAwait(false))
            {
                diagnostics.RecordSettled(failures);
                break;
            }

            diagnostics.RecordUnsettled(failures);
            if (isLastTry)
            {
                break;
            }

            var backoff = TimeSpan.FromTicks(Math.Min(FirstBackoff.Ticks << Math.Min(failures, 10), LongestBackoff.Ticks));
            await Task.WhenAny(Task.Delay(backoff, clock, CancellationToken.None), stopping.Task).ConfigureAwait(false);
        }

        unsettled.Leave();
    }

    private async Task<bool> TryWriteAsync(LedgerRow? own, LedgerRow row)
    {
        try
        {
            if (own is not null)
            {
                await ledger.ReplaceAsync(own, row, CancellationToken.None).ConfigureAwait(false);
                return true;
            }

            var writes = await ledger.RecordAsync([row], CancellationToken.None).ConfigureAwait(false);
            if (writes[0] == LedgerWrite.MessageOwned)
            {
                diagnostics.RecordOwned(row);
            }

            return true;
        }
        catch (TwilioLedgerException)
        {
            return false;
        }
    }
}
