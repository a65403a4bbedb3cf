namespace TwilioSms.Engines;

/// <summary>Tries again what waits for something: for others to tell, or for the ledger.</summary>
internal static class Attempts
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Repeats an attempt until it has nothing to wait for.</summary>
    /// <param name="attempt">Answers how long to wait for the next; null where there is none.</param>
    /// <param name="recordLedgerFailure">Told that the ledger could not be used: nothing is sent without it, and nothing answered, as a
    /// diagram could only take the wrong way.</param>
    /// <param name="clock">By which it waits.</param>
    /// <param name="stopping">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It was ended while it waited.</exception>
    public static async Task RepeatAsync(
        Func<Task<TimeSpan?>> attempt, Action<TwilioLedgerException> recordLedgerFailure, TimeProvider clock, CancellationToken stopping)
    {
        var backoff = new Backoff(LongestPause);
        while (true)
        {
            TimeSpan pause;
            try
            {
                if (await attempt().ConfigureAwait(false) is not { } later)
                {
                    return;
                }

                pause = later;
                backoff.Reset();
            }
            catch (TwilioLedgerException exception)
            {
                recordLedgerFailure(exception);
                pause = backoff.Next();
            }

            await Task.Delay(pause, clock, stopping).ConfigureAwait(false);
        }
    }
}
