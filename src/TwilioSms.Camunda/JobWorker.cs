using Microsoft.Extensions.Hosting;
using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Engines;

namespace TwilioSms.Camunda;

/// <summary>The worker: takes jobs, as many as it has room for, and has each done and settled.</summary>
internal sealed class JobWorker(
    IEngine engine, JobHandler handler, EngineHealth health, JobWorkerOptions options, TimeProvider clock, WorkerDiagnostics diagnostics)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim room = new(options.MaxJobs);

    /// <summary>Works until the host stops: then no more jobs are taken, those that wait are given back, and those that are being sent are settled.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host goes on starting.
        await Task.Yield();
        await new Rounds<EngineException>(LongestPause, clock).RunAsync(StepAsync, Record, diagnostics.RecordFailure, stoppingToken).ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        room.Dispose();
        handler.Dispose();
        base.Dispose();
    }

    /// <summary>Takes jobs once; how long to wait before the next time.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken stopping)
    {
        await room.WaitAsync(stopping).ConfigureAwait(false);
        var free = 1;
        while (room.Wait(0, CancellationToken.None))
        {
            free++;
        }

        var asked = clock.GetTimestamp();
        var wait = health.IsConnected;
        IReadOnlyList<Job> jobs = [];
        try
        {
            jobs = await engine.LeaseAsync(free, wait, stopping).ConfigureAwait(false);
        }
        finally
        {
            if (free > jobs.Count)
            {
                room.Release(free - jobs.Count);
            }
        }

        if (health.Connected())
        {
            diagnostics.RecordConnected(engine.JobType);
        }

        foreach (var job in jobs)
        {
            _ = ProcessAsync(job, asked, stopping);
        }

        // An engine that does not wait for jobs is not asked without a pause.
        return wait && jobs.Count == 0 && clock.GetElapsedTime(asked) < ShortestPoll ? ShortestPoll : TimeSpan.Zero;
    }

    private async Task ProcessAsync(Job job, long leased, CancellationToken stopping)
    {
        await Task.Yield();
        var span = diagnostics.StartJob(engine, job);
        try
        {
            await handler.HandleAsync(job, leased, stopping).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody would see it. The lock runs out, and the job comes again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            diagnostics.RecordFailure(exception);
        }
        finally
        {
            span?.Dispose();
            room.Release();
        }
    }

    private TimeSpan? Record(EngineException exception)
    {
        if (health.Disconnected(exception))
        {
            diagnostics.RecordDisconnected(exception);
        }

        return exception.RetryAfter;
    }

    private async Task DrainAsync()
    {
        for (var taken = 0; taken < options.MaxJobs; taken++)
        {
            await room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
