using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;

namespace TwilioSms.Camunda.Jobs;

/// <summary>The lock of a job: extended again and again while the job is worked on, until it is disposed of or lost.</summary>
internal sealed class JobLock : IAsyncDisposable
{
    private readonly IEngine engine;
    private readonly Job job;
    private readonly TimeSpan duration;
    private readonly TimeProvider clock;
    private readonly WorkerDiagnostics diagnostics;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource disposing = new();
    private readonly Task extending;

    private JobLock(IEngine engine, Job job, TimeSpan duration, long leased, TimeProvider clock, WorkerDiagnostics diagnostics)
    {
        this.engine = engine;
        this.job = job;
        this.duration = duration;
        this.clock = clock;
        this.diagnostics = diagnostics;
        extending = ExtendAsync(leased);
    }

    /// <summary>Cancelled once the job may be another worker's.</summary>
    public CancellationToken Lost => lost.Token;

    /// <param name="engine">Whose job it is.</param>
    /// <param name="job">The job.</param>
    /// <param name="duration">For how long it is locked each time.</param>
    /// <param name="leased">A moment before it was first locked, by the stopwatch.</param>
    /// <param name="clock">The stopwatch.</param>
    /// <param name="diagnostics">Told of what goes wrong.</param>
    public static JobLock Hold(IEngine engine, Job job, TimeSpan duration, long leased, TimeProvider clock, WorkerDiagnostics diagnostics) =>
        new(engine, job, duration, leased, clock, diagnostics);

    public async ValueTask DisposeAsync()
    {
        await disposing.CancelAsync().ConfigureAwait(false);
        await extending.ConfigureAwait(false);
        disposing.Dispose();
        lost.Dispose();
    }

    // A third of the time is left to try again in.
    private async Task ExtendAsync(long locked)
    {
        var pause = duration / 3;
        while (clock.GetElapsedTime(locked) < duration)
        {
            await Task.Delay(pause, clock, disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (disposing.IsCancellationRequested)
            {
                return;
            }

            var asked = clock.GetTimestamp();
            try
            {
                await engine.ExtendAsync(job, disposing.Token).ConfigureAwait(false);
                locked = asked;
                pause = duration / 3;
            }
            catch (EngineException exception) when (exception.Trouble is EngineTrouble.Lost)
            {
                break;
            }
            catch (EngineException exception)
            {
                diagnostics.RecordTrouble(exception);
                pause = duration / 12;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        await lost.CancelAsync().ConfigureAwait(false);
    }
}
