using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Jobs;

/// <summary>Does what a job asks for, each recipient at most once under the job's key, and tells its engine what came of it.</summary>
internal sealed class JobHandler(
    IEngine engine,
    SendTurns turns,
    FateFinder fates,
    Settlement settlement,
    JobWorkerOptions options,
    Func<TwilioConnectorOptions> optionsOf,
    TimeProvider clock,
    WorkerDiagnostics diagnostics)
    : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Returns once the engine has the job back, or the job is another's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="leased">A moment before it was locked, by the stopwatch.</param>
    /// <param name="stopping">Nothing new is to begin. What is being sent is sent, and told.</param>
    public async Task HandleAsync(Job job, long leased, CancellationToken stopping)
    {
        var held = JobLock.Hold(engine, job, options.Lock, leased, clock, diagnostics);
        await using var _ = held.ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
        var work = new Work(job, engine.Name, clock.GetTimestamp());
        try
        {
            await Attempts.RepeatAsync(
                () => TryAsync(work, stopping, ending.Token), diagnostics.RecordLedgerFailure, clock, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            diagnostics.RecordLost(job);
        }
        catch (OperationCanceledException) when (!work.HasBegun)
        {
            await settlement.ReleaseAsync(job).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The worker stops while the job is in doubt. Its lock runs out, and whoever gets it goes by the ledger.
            diagnostics.RecordLeft(job);
        }
    }

    public void Dispose() => turns.Dispose();

    /// <summary>One attempt; null once the job is settled, else how long to wait for the next.</summary>
    private async Task<TimeSpan?> TryAsync(Work work, CancellationToken stopping, CancellationToken ending)
    {
        var report = work.InDoubt is { } doubt
            ? await fates.FindAsync(work.Key, doubt, ending).ConfigureAwait(false)
            : await SendAsync(work, ending).ConfigureAwait(false);
        if (report.IsInDoubt && clock.GetElapsedTime(work.Began) < SendTurns.LongestWait(optionsOf()))
        {
            // What others began, and may have died over, is for this job to send once that is known. Its own attempt is only asked about.
            var own = work.InDoubt is not null || !report.IsOthersDoubt;
            work.InDoubt = own ? report : null;
            var pause = work.Backoff.Next();
            return report.AskAgainAfter > pause ? report.AskAgainAfter : pause;
        }

        await settlement.SettleAsync(work.Job, report, stopping).ConfigureAwait(false);
        return null;
    }

    private async Task<SendReport> SendAsync(Work work, CancellationToken ending)
    {
        var report = await turns.SendAsync(ReadInputs, work.Key, isReplay: false, ending).ConfigureAwait(false);

        // Whoever had the job run again may have mended its variables: then what is recorded under its key counts, and the rest is sent.
        return report.Error is { IsConflict: true }
            ? await turns.SendAsync(work.Job.ReadInputs, work.Key, isReplay: true, ending).ConfigureAwait(false)
            : report;

        string ReadInputs()
        {
            work.HasBegun = true;
            return work.Job.ReadInputs();
        }
    }

    private sealed class Work(Job job, string engine, long began)
    {
        public Job Job => job;

        /// <summary>The same however often the engine hands the job out.</summary>
        public string Key { get; } = $"{engine}/{job.Id}";

        public long Began => began;

        public Backoff Backoff { get; } = new(LongestPause);

        public bool HasBegun { get; set; }

        /// <summary>What came of the worker's own attempt, while nobody knows; null where it made none.</summary>
        public SendReport? InDoubt { get; set; }
    }
}
