namespace TwilioSms.Engines;

/// <summary>Sends what requests ask for, a few at a time, and has an answer to each.</summary>
/// <param name="sender">Sends.</param>
/// <param name="most">How many at a time.</param>
/// <param name="recordFailure">Told of faults.</param>
internal sealed class SendTurns(RequestSender sender, int most, Action<Exception> recordFailure) : IDisposable
{
    private static readonly TimeSpan Flight = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(20);

    private readonly SemaphoreSlim turns = new(most);

    /// <summary>How long a request is held at most until Twilio's list says what became of an attempt. It is less than a broker waits for an
    /// acknowledgement.</summary>
    public static TimeSpan LongestWait(TwilioConnectorOptions options)
    {
        var doubt = (2 * options.Timeout) + Flight + options.ListDelay + Flight;
        return doubt < LongestDoubt ? doubt : LongestDoubt;
    }

    /// <summary>Waits for a turn and sends. What is begun is finished, whatever stops.</summary>
    /// <param name="readInputs">The inputs of the action, a JSON object.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="isReplay">Whether the key was used before, and that did not end well.</param>
    /// <param name="stopping">Nothing new is to begin.</param>
    /// <exception cref="OperationCanceledException">The turn did not come.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; what was begun is in it.</exception>
    public async Task<SendReport> SendAsync(Func<string> readInputs, string key, bool isReplay, CancellationToken stopping)
    {
        await turns.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            return await sender.SendAsync(readInputs(), key, isReplay, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A fault of ours is an error for an operator: the request would end the same way each time that it comes.
        catch (Exception exception) when (exception is not (TwilioLedgerException or OperationCanceledException))
#pragma warning restore CA1031
        {
            recordFailure(exception);
            return new SendReport([], ReportedError.Technical(
                exception.GetType().FullName!,
                exception is UnreadableRequestException ? exception.Message : "The connector failed unexpectedly: its log says how."));
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
