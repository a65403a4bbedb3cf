using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Requests;

/// <summary>Does what a request asks for, and sees to it that its engine hears what came of it: now, or later from the ledger.</summary>
internal sealed class RequestHandler(
    RequestSender sender,
    IAnswerLedger ledger,
    Answering answering,
    DestinationNames names,
    Func<TwilioConnectorOptions> optionsOf,
    SemaphoreSlim turns,
    TimeProvider clock,
    WorkerDiagnostics diagnostics)
{
    private static readonly TimeSpan Flight = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Returns once the request may be acknowledged: its answer was confirmed, or is in the ledger.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stopping">Nothing new is to begin. What is being sent is sent.</param>
    /// <exception cref="OperationCanceledException">The worker stops before that; the request comes again.</exception>
    public async Task HandleAsync(IntegrationRequest request, CancellationToken stopping)
    {
        var began = clock.GetTimestamp();
        var backoff = new Backoff(LongestPause);
        while (true)
        {
            TimeSpan pause;
            try
            {
                if (await TryAsync(request, began, stopping).ConfigureAwait(false) is not { } later)
                {
                    return;
                }

                pause = later;
                backoff.Reset();
            }
            catch (TwilioLedgerException exception)
            {
                // Nothing is sent without it, and nothing answered: a diagram could only take the wrong way.
                diagnostics.RecordLedgerFailure(exception);
                pause = backoff.Next();
            }

            await Task.Delay(pause, clock, stopping).ConfigureAwait(false);
        }
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

        SendReport report;
        await turns.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            report = await sender.SendAsync(request, key, isReplay, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A fault of ours is an error for an operator: the request would end the same way each time that it comes.
        catch (Exception exception) when (exception is not (TwilioLedgerException or OperationCanceledException))
#pragma warning restore CA1031
        {
            diagnostics.RecordFailure(exception);
            report = new SendReport([], ReportedError.Technical(
                exception.GetType().FullName!,
                exception is UnreadableRequestException ? exception.Message : "The connector failed unexpectedly: its log says how."));
        }
        finally
        {
            turns.Release();
        }

        if (report is { IsInDoubt: true, IsOthersDoubt: true } && clock.GetElapsedTime(began) < Doubt)
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

        return rows is [{ IsFinished: false } earlier] && !await sender.HasBegunAsync(request, cancellationToken).ConfigureAwait(false)
            ? (earlier.Key, true)
            : (request.Id, false);
    }

    private AnswerRow RowOf(IntegrationRequest request, string key) => new()
    {
        Queue = names.Queue,
        Request = request.Id,
        Execution = request.Execution,
        Key = key,
        Written = clock.GetUtcNow(),
    };

    /// <summary>How long it may take until the list says what became of an attempt. It is less than a broker waits for an
    /// acknowledgement.</summary>
    private TimeSpan Doubt
    {
        get
        {
            var options = optionsOf();
            var doubt = (2 * options.Timeout) + Flight + options.ListDelay + Flight;
            return doubt < LongestDoubt ? doubt : LongestDoubt;
        }
    }
}
