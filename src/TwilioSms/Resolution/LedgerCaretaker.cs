using Microsoft.Extensions.Hosting;
using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Webhooks;

namespace TwilioSms.Resolution;

/// <summary>Looks after a ledger that lasts: claims whose senders did not come back settle without anybody calling again, and what is old
/// enough is deleted. It sends nothing. Those of several machines share the work, as the ledger hands out each row to one at a time.</summary>
internal sealed class LedgerCaretaker(
    Func<TwilioEndpoint> endpointOf,
    ISendLedger ledger,
    ITwilioMessagesClient client,
    TwilioTime time,
    ClaimResolver resolver,
    LedgerDiagnostics diagnostics,
    TimeProvider clock,
    Jitter jitter)
    : BackgroundService
{
    private const int MostRows = 100;
    private const int MostDeleted = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PurgePause = TimeSpan.FromMinutes(10);

    private long? purged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!ledger.IsDurable)
        {
            return;
        }

        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await StepAsync(stoppingToken).ConfigureAwait(false) ? TimeSpan.Zero : Pause;
                failures = 0;
                diagnostics.RecordCare(null);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever goes wrong, the host goes on, and so does the care: the next round may be better.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                diagnostics.RecordCare(exception);
                pause = Backoff(failures++);
            }

            await WaitAsync(pause, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does what is due; true where there is more.</summary>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var endpoint = endpointOf();
        var account = endpoint.Options.Account!;
        diagnostics.RecordCounts(await ledger.CountAsync(account, cancellationToken).ConfigureAwait(false));
        var due = await ledger.TakeDueAsync(account, MostRows, jitter(), cancellationToken).ConfigureAwait(false);
        foreach (var row in due)
        {
            var resolved = await resolver.ResolveAsync(endpoint, row, null, cancellationToken).ConfigureAwait(false);
            diagnostics.RecordLookUp(row, resolved.Row);
        }

        return await PurgeAsync(endpoint, cancellationToken).ConfigureAwait(false) || due.Count == MostRows;
    }

    private async Task<bool> PurgeAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (purged is { } last && clock.GetElapsedTime(last) < PurgePause)
        {
            return false;
        }

        var now = await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        foreach (var rows in (IEnumerable<string>)[string.Empty, WebhookLedger.Claims, WebhookLedger.OptOuts])
        {
            var deleted = await ledger.PurgeAsync(
                endpoint.Options.Account + rows, now, now - endpoint.Options.LedgerRetention, MostDeleted, cancellationToken).ConfigureAwait(false);
            if (deleted == MostDeleted)
            {
                return true;
            }
        }

        purged = clock.GetTimestamp();
        return false;
    }

    private TimeSpan Backoff(int failures)
    {
        var backoff = Math.Min(FirstBackoff.Ticks << Math.Min(failures, 10), LongestBackoff.Ticks);
        return TimeSpan.FromTicks((long)(backoff * (1 + jitter()) / 2));
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
