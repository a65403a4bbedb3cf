using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Jobs;

/// <summary>Tells an engine what came of a job: a result, an error for the diagram, a failure to be tried again, or an incident.</summary>
internal sealed class Settlement(IEngine engine, JobWorkerOptions options, TimeProvider clock, WorkerDiagnostics diagnostics)
{
    private const string InDoubt =
        "Twilio's answer was lost, and its message list does not tell yet whether the message was sent: see the ledger (twilio-sms ledger), then have "
        + "the engine run the task again.";

    private const string NotTaken =
        "The message was dealt with, and the engine did not take what the worker told of it. Running the task again sends nothing twice.";

    private const int MostFailures = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Returns once the engine knows, or the job is no longer the worker's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="stopping">The worker stops: what the engine does not take now it hears when the job comes again.</param>
    public async Task SettleAsync(Job job, SendReport report, CancellationToken stopping)
    {
        var (kind, tell) = Of(job, report);
        if (await TryAsync(job, tell, stopping).ConfigureAwait(false) is not { } refused)
        {
            diagnostics.RecordSettled(kind);
        }
        else if (refused.Trouble is EngineTrouble.Refused or EngineTrouble.Failed)
        {
            diagnostics.RecordNotTaken(job, refused);
            if (await TryAsync(job, token => engine.FailAsync(job, 0, TimeSpan.Zero, NotTaken, token), stopping).ConfigureAwait(false) is null)
            {
                diagnostics.RecordSettled(SettlementKind.Incident);
            }
        }
        else
        {
            diagnostics.RecordLost(job);
        }
    }

    /// <summary>Gives a job back of which nothing was begun. Where that fails its lock runs out.</summary>
    public async Task ReleaseAsync(Job job)
    {
        try
        {
            await engine.ReleaseAsync(job, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            diagnostics.RecordTrouble(exception);
        }
    }

    // What may have been sent is never an error that a diagram catches: that invites another message.
    private (SettlementKind Kind, Func<CancellationToken, Task> Tell) Of(Job job, SendReport report) => report switch
    {
        { IsInDoubt: true } => (SettlementKind.Incident, token => engine.FailAsync(job, 0, TimeSpan.Zero, InDoubt, token)),
        { Answer: null } => (SettlementKind.Result, token => engine.CompleteAsync(job, report, token)),
        { Answer: { IsPassing: true } error } => (
            job.Retries > 1 ? SettlementKind.Failure : SettlementKind.Incident,
            token => engine.FailAsync(job, Math.Max(job.Retries - 1, 0), PauseBefore(job.Retries - 1), $"{error.Name}: {error.Message}", token)),
        { Answer: { IsTechnical: true } error } => (
            SettlementKind.Incident, token => engine.FailAsync(job, 0, TimeSpan.Zero, error.Message, token)),
        { Answer: { } error } => (SettlementKind.BpmnError, token => engine.ThrowAsync(job, error, report, token)),
    };

    // The fewer tries are left, the longer the pause before the next.
    private TimeSpan PauseBefore(int left) => left switch
    {
        <= 0 => TimeSpan.Zero,
        1 => 4 * options.RetryBackoff,
        2 => 2 * options.RetryBackoff,
        _ => options.RetryBackoff,
    };

    /// <summary>Tells the engine until it hears, for as long as the job is locked; null where it did, else why it did not.</summary>
    private async Task<EngineException?> TryAsync(Job job, Func<CancellationToken, Task> tell, CancellationToken stopping)
    {
        var began = clock.GetTimestamp();
        var backoff = new Backoff(LongestPause);
        for (var failures = 1; ; failures++)
        {
            try
            {
                await tell(CancellationToken.None).ConfigureAwait(false);
                return null;
            }
            catch (EngineException exception)
            {
                diagnostics.RecordTrouble(exception);
                var pause = backoff.Next();
                if (exception.Trouble is EngineTrouble.Lost or EngineTrouble.Refused
                    || (exception.Trouble is EngineTrouble.Failed && failures >= MostFailures)
                    || stopping.IsCancellationRequested
                    || clock.GetElapsedTime(began) + pause > options.Lock)
                {
                    return exception;
                }

                await Task.Delay(exception.RetryAfter is { } asked && asked > pause ? asked : pause, clock, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

/// <summary>What an engine was told.</summary>
internal enum SettlementKind
{
    /// <summary>Everybody was sent to.</summary>
    Result,

    /// <summary>One of the 30 errors, which a diagram may catch.</summary>
    BpmnError,

    /// <summary>It is tried again.</summary>
    Failure,

    /// <summary>A person has to see to it.</summary>
    Incident,
}
