using System.Text.Json;
using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Requests;

/// <summary>Gives the answers that the ledger owes: those in doubt once it is known what became of them, those that were not confirmed again. All
/// workers of a queue share the work, as the ledger hands out each row to one at a time.</summary>
internal sealed class OwedAnswers(
    IAnswerLedger ledger,
    FateFinder fates,
    Answering answering,
    DestinationNames names,
    IPublisher publisher,
    Func<TwilioConnectorOptions> optionsOf,
    TimeProvider clock,
    WorkerDiagnostics diagnostics)
{
    private const int MostRows = 50;
    private const int MostDeleted = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PurgePause = TimeSpan.FromMinutes(10);

    private long? purged;

    /// <summary>Works until the worker stops.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        new Rounds<TwilioLedgerException>(LongestPause, clock).RunAsync(RoundAsync, Record, diagnostics.RecordFailure, stopping);

    private TimeSpan? Record(TwilioLedgerException exception)
    {
        diagnostics.RecordLedgerFailure(exception);
        return null;
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stopping) =>
        publisher.IsOpen && await StepAsync(stopping).ConfigureAwait(false) == MostRows ? TimeSpan.Zero : Pause;

    /// <summary>Does what is due and tells how much it was.</summary>
    private async Task<int> StepAsync(CancellationToken stopping)
    {
        var due = await ledger.TakeDueAsync(names.Queue, MostRows, stopping).ConfigureAwait(false);
        foreach (var row in due)
        {
            stopping.ThrowIfCancellationRequested();
            await AnswerAsync(row, stopping).ConfigureAwait(false);
        }

        if (purged is not { } last || clock.GetElapsedTime(last) > PurgePause)
        {
            await ledger.PurgeAsync(names.Queue, clock.GetUtcNow(), optionsOf().LedgerRetention, MostDeleted, stopping).ConfigureAwait(false);
            purged = clock.GetTimestamp();
        }

        return due.Count;
    }

    private async Task AnswerAsync(AnswerRow row, CancellationToken stopping)
    {
        Owed owed;
        try
        {
            owed = Owed.Read(row.Answer!);
        }
        catch (JsonException exception)
        {
            diagnostics.RecordFailure(exception);
            return;
        }

        if (owed.Report.IsInDoubt)
        {
            owed = owed with { Report = await fates.FindAsync(row.Key, owed.Report, stopping).ConfigureAwait(false) };
            if (owed.Report.IsInDoubt)
            {
                return;
            }

            // Before the engine hears of it: the next request of the execution goes by this row.
            row = row with { IsFinished = owed.Report.IsSent, Answer = owed.Write(), DueAfter = LongestPause };
            await ledger.WriteAsync(row, CancellationToken.None).ConfigureAwait(false);
        }

        await answering.AnswerAsync(row, owed).ConfigureAwait(false);
    }
}
