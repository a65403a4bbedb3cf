using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Requests;

/// <summary>Gives engines their answers. What cannot be given now, or is to be remembered when the request is made again, is in the ledger
/// before it is published.</summary>
internal sealed class Answering(
    IAnswerLedger ledger,
    AnswerWriter writer,
    DestinationNames names,
    IPublisher publisher,
    ActivitiWorkerOptions options,
    TimeProvider clock,
    WorkerDiagnostics diagnostics)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Returns once the answer was confirmed, or is in the ledger.</summary>
    /// <param name="row">The request's row as it would be without the answer.</param>
    /// <param name="request">The request.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="isKept">Whether the ledger has to know of it before the engine does.</param>
    /// <param name="stopping">The worker stops: then the request comes again.</param>
    public async Task AnswerAsync(
        AnswerRow row, IntegrationRequest request, SendReport report, bool isKept, CancellationToken stopping)
    {
        var owed = Owed.To(request, names, report);
        row = row with { IsFinished = report.IsSent, Answer = owed.Write() };
        if (report.IsInDoubt)
        {
            diagnostics.RecordInDoubt(request.Id);
            await KeepAsync(row, report.AskAgainAfter, stopping).ConfigureAwait(false);
            return;
        }

        if (isKept)
        {
            await KeepAsync(row, options.ConfirmTimeout + options.ConfirmTimeout, stopping).ConfigureAwait(false);
        }

        if (await PublishAsync(owed, options.EchoInputs ? request : null, request.Id).ConfigureAwait(false))
        {
            if (isKept)
            {
                await SettleAsync(row).ConfigureAwait(false);
            }
        }
        else if (!isKept)
        {
            await KeepAsync(row, Soon, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes an answer that was kept.</summary>
    /// <returns>Whether the engine has it.</returns>
    public async Task<bool> AnswerAsync(AnswerRow row, Owed owed)
    {
        if (!await PublishAsync(owed, request: null, row.Request).ConfigureAwait(false))
        {
            return false;
        }

        await SettleAsync(row).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes a row until the ledger takes it: without it the request must not be acknowledged.</summary>
    private async Task KeepAsync(AnswerRow row, TimeSpan dueAfter, CancellationToken stopping)
    {
        var due = row with { DueAfter = dueAfter < LongestWait ? dueAfter : LongestWait };
        var backoff = new Backoff(LongestPause);
        while (true)
        {
            try
            {
                await ledger.WriteAsync(due, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (TwilioLedgerException exception)
            {
                diagnostics.RecordLedgerFailure(exception);
                await Task.Delay(backoff.Next(), clock, stopping).ConfigureAwait(false);
            }
        }
    }

    // An answer that the engine has and the ledger still owes is given twice, which an engine ignores.
    private async Task SettleAsync(AnswerRow row)
    {
        try
        {
            await ledger.WriteAsync(row with { Answer = null }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TwilioLedgerException exception)
        {
            diagnostics.RecordLedgerFailure(exception);
        }
    }

    private async Task<bool> PublishAsync(Owed owed, IntegrationRequest? request, string id)
    {
        if (writer.Write(owed, request) is not { } answer)
        {
            // Kept until settings say where it goes.
            diagnostics.RecordNoDestination(id);
            return false;
        }

        if (await publisher.TryPublishAsync(answer).ConfigureAwait(false) is { } problem)
        {
            diagnostics.RecordKept(id, answer.Exchange, problem);
            return false;
        }

        diagnostics.RecordAnswer(answer.Kind);
        return true;
    }
}
