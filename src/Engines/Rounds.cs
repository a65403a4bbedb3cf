namespace TwilioSms.Engines;

/// <summary>Work that goes on in rounds for as long as a worker runs, whatever goes wrong with one of them.</summary>
/// <typeparam name="TTrouble">What keeps a round from succeeding without a fault of the worker's.</typeparam>
/// <param name="longest">The longest pause between rounds that fail.</param>
/// <param name="clock">By which it pauses.</param>
internal sealed class Rounds<TTrouble>(TimeSpan longest, TimeProvider clock)
    where TTrouble : Exception
{
    /// <summary>Goes on until <paramref name="stopping"/>, at which it returns.</summary>
    /// <param name="round">Does one round and tells how long to pause before the next.</param>
    /// <param name="recordTrouble">Told of what kept a round from succeeding; answers how long to pause at least, null where it is all the same.</param>
    /// <param name="recordFailure">Told of faults: the next round may be better, and nobody else would do the work.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(
        Func<CancellationToken, Task<TimeSpan>> round, Func<TTrouble, TimeSpan?> recordTrouble, Action<Exception> recordFailure, CancellationToken stopping)
    {
        var backoff = new Backoff(longest);
        while (!stopping.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await round(stopping).ConfigureAwait(false);
                backoff.Reset();
            }
            catch (TTrouble exception)
            {
                pause = backoff.Next();
                pause = recordTrouble(exception) is { } asked && asked > pause ? asked : pause;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // As recordFailure says.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                recordFailure(exception);
                pause = longest;
            }

            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
