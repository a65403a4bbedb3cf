using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Requests;

/// <summary>Does what a request asks for, and sees to it that its engine hears what came of it: now, or later from the ledger.</summary>
internal sealed class RequestHandler(
    RequestSender sender,
    SendTurns turns,
    IAnswerLedger ledger,
    Answering answering,
    DestinationNames names,
    Func<TwilioConnectorOptions> optionsOf,
    TimeProvider clock,
    WorkerDiagnostics diagnostics)
{
    /// <summary>Returns once the request may be acknowledged: its answer was confirmed, or is in the ledger.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stopping">Nothing new is to begin. What is being sent is sent.</param>
    /// <exception cref="OperationCanceledException">The worker stops before that; the request comes again.</exception>
    public async Task HandleAsync(IntegrationRequest request, CancellationToken stopping)
    {
        var began = clock.GetTimestamp();
        await Attempts.RepeatAsync(() => TryAsync(request, began, stopping), diagnostics.RecordLedgerFailure, clock, stopping).ConfigureAwait(false);
    }

    /// <summary>Answers that a request cannot be done.</summary>
    public async Task RefuseAsync(IntegrationRequest request, ReportedError error, CancellationToken stopping)
    {
        var row = RowOf(request, request.Id) with { Answer = null };
        await answering.AnswerAsync(row, request, new SendReport([], error), isKept: false, stopping).ConfigureAwait(false);
    }

    /// <summary>One attempt; null once the request may be acknowledged, else how long to wait for the next.</summary>
    private async Task<TimeSpan?> TryAsync(IntegrationRequest request, long began, CancellationToken stopping)
    {
        var (key, isReplay) = await FindKeyAsync(request, stopping).ConfigureAwait(false);
        if (key is null)
        {
            // It was answered, or is owed its answer by whoever takes the row.
            return null;
        }

        var report = await turns.SendAsync(request.ReadInputs, key, isReplay, stopping).ConfigureAwait(false);
        if (report is { IsInDoubt: true, IsOthersDoubt: true } && clock.GetElapsedTime(began) < SendTurns.LongestWait(optionsOf()))
        {
            return report.AskAgainAfter;
        }

        await answering.AnswerAsync(RowOf(request, key), request, report, isKept: isReplay || !report.IsSent, stopping).ConfigureAwait(false);
        return null;
    }

    /// <summary>The key to send under, and whether an earlier request of the execution had it; no key where nothing is left to do.</summary>
    private async Task<(string? Key, bool IsReplay)> FindKeyAsync(IntegrationRequest request, CancellationToken cancellationToken)
    {
        var rows = await ledger.FindAsync(names.Queue, request.Id, request.Execution, cancellationToken).ConfigureAwait(false);
        if (rows.Any(row => row.Request == request.Id))
        {
            return default;
        }

        return rows is [{ IsFinished: false } earlier] && !await HasBegunAsync(request, cancellationToken).ConfigureAwait(false)
            ? (earlier.Key, true)
            : (request.Id, false);
    }

    /// <summary>Whether a request was sent under its own id before, so that it is an old one that comes again.</summary>
    private async Task<bool> HasBegunAsync(IntegrationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.HasBegunAsync(request.ReadInputs(), request.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (UnreadableRequestException)
        {
            return false;
        }
    }

    private AnswerRow RowOf(IntegrationRequest request, string key) => new()
    {
        Queue = names.Queue,
        Request = request.Id,
        Execution = request.Execution,
        Key = key,
        Written = clock.GetUtcNow(),
    };
}
