using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TwilioSms.Tool.Bulk;

/// <summary>Sends the rows of a file, each number once: what is about to be sent is journalled first, and what is in doubt, by a lost
/// answer or because an earlier run was killed, is looked up at Twilio before anything is decided about it.</summary>
internal sealed class BulkRunner(
    ISmsSender sender, BulkMessage message, RecipientFile file, Journal journal, OutcomeFile outcomes, BulkTally tally, TimeProvider clock)
{
    // A message that gets lost again and again is a matter for people.
    private const int MostRounds = 3;

    private readonly ConcurrentDictionary<long, Row> underWay = new();
    private readonly List<(Row Row, SmsResult Lost)> doubts = [];

    /// <summary>How many messages are under way at a time. No more than the rate needs: the rest would only wait.</summary>
    public int Concurrency { get; } = (int)Math.Clamp(Math.Ceiling(message.Rate ?? double.MaxValue), 1, 16);

    /// <summary>Sends everything that is left to send, until <paramref name="stop"/> says to begin nothing new.</summary>
    /// <param name="listDelay">How long Twilio's list may lack a message.</param>
    /// <param name="stop">Begins nothing new; what is under way is waited for.</param>
    /// <exception cref="TwilioConnectorException">The account as a whole cannot send, or the list cannot be read.</exception>
    public async Task RunAsync(TimeSpan listDelay, CancellationToken stop)
    {
        try
        {
            await RecallAsync();
            await SendAsync(Remaining(), stop);
            await ClearUpAsync(listDelay, stop);
        }
        finally
        {
            tally.InDoubt = doubts.Count;
        }
    }

    private async Task ClearUpAsync(TimeSpan listDelay, CancellationToken stop)
    {
        for (var round = 0; round < MostRounds && doubts.Count > 0 && !stop.IsCancellationRequested; round++)
        {
            tally.InDoubt = doubts.Count;
            await Task.Delay(listDelay, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                await SendAsync(await LookUpAsync(), stop);
            }
        }

        if (!stop.IsCancellationRequested)
        {
            foreach (var (row, lost) in doubts)
            {
                Settle(row, lost.Outcomes[0]);
            }

            doubts.Clear();
        }
    }

    /// <summary>Looks up what was under way when an earlier run ended.</summary>
    private async Task RecallAsync()
    {
        if (journal.Open.Count == 0)
        {
            return;
        }

        foreach (var row in file.Rows().Where(row => journal.Open.ContainsKey(row.Line) && !outcomes.IsSettled(row)))
        {
            try
            {
                Decide(row, await sender.ResolveAsync(message.For(row), journal.Open[row.Line]));
            }
            catch (TwilioConnectorException error) when (error.Result is null)
            {
                // It cannot have been sent. Trying to send it tells why.
                journal.Revoke(row.Line);
            }
        }
    }

    /// <returns>The rows that were not sent after all.</returns>
    private async Task<List<Row>> LookUpAsync()
    {
        var asked = doubts.ToList();
        doubts.Clear();
        var unsent = new List<Row>();
        foreach (var (row, lost) in asked)
        {
            if (Decide(row, await sender.ResolveAsync(lost)))
            {
                unsent.Add(row);
            }
        }

        return unsent;
    }

    /// <returns>Whether the row is to be sent again.</returns>
    private bool Decide(Row row, SmsResult result)
    {
        switch (result.Outcomes[0].State)
        {
            case SmsOutcomeState.Unknown:
                doubts.Add((row, result));
                return false;
            case SmsOutcomeState.Failed:
                journal.Revoke(row.Line);
                return true;
            default:
                Settle(row, result.Outcomes[0]);
                return false;
        }
    }

    private async Task SendAsync(IEnumerable<Row> rows, CancellationToken stop)
    {
        var options = new BulkSendOptions { MessagesPerSecond = message.Rate, MaxConcurrency = Concurrency };
        await foreach (var outcome in sender.SendManyAsync(MessagesAsync(rows, stop, CancellationToken.None), options, CancellationToken.None))
        {
            underWay.TryRemove(outcome.MessageIndex, out var row);
            if (outcome.State == SmsOutcomeState.Unknown)
            {
                doubts.Add((row!, new SmsResult([outcome])));
            }
            else if (outcome.State == SmsOutcomeState.NotAttempted || outcome.Error is { } error && IsPassing(error))
            {
                journal.Revoke(row!.Line);
                tally.Postpone(outcome);
            }
            else
            {
                Settle(row!, outcome);
            }
        }
    }

    // What is no fault of the message and will be over some time. The message is sent when the run is resumed.
    private static bool IsPassing(TwilioConnectorException error) =>
        error.IsTransient || error is TwilioAuthenticationException or TwilioPermissionException
        || error.Code is SmsErrorCode.Unauthorized or SmsErrorCode.Forbidden;

    private async IAsyncEnumerable<SmsMessage> MessagesAsync(
        IEnumerable<Row> rows, CancellationToken stop, [EnumeratorCancellation] CancellationToken unwanted)
    {
        var index = 0L;
        foreach (var batch in rows.Chunk(Concurrency))
        {
            if (stop.IsCancellationRequested || unwanted.IsCancellationRequested)
            {
                yield break;
            }

            journal.Begin(batch.Select(static row => row.Line), clock.GetUtcNow());
            var taken = 0;
            try
            {
                foreach (var row in batch)
                {
                    underWay[index++] = row;
                    taken++;
                    yield return message.For(row);
                }
            }
            finally
            {
                // The run may have stopped in the middle of the batch.
                foreach (var row in batch.Skip(taken))
                {
                    journal.Revoke(row.Line);
                }
            }

            await Task.Yield();
        }
    }

    /// <summary>The rows that have no outcome and are not in doubt.</summary>
    private IEnumerable<Row> Remaining()
    {
        var inDoubt = doubts.Select(static doubt => doubt.Row.Line).ToHashSet();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in file.Rows())
        {
            var repeated = !numbers.TryAdd(KeyOf(row), row.Line) && !string.IsNullOrWhiteSpace(row.To);
            if (outcomes.IsSettled(row) || inDoubt.Contains(row.Line))
            {
                continue;
            }

            if (repeated)
            {
                outcomes.WriteDuplicate(row, numbers[KeyOf(row)]);
                tally.Duplicate();
            }
            else
            {
                yield return row;
            }
        }
    }

    // As the connector normalises numbers: what people write between the digits does not count.
    private static string KeyOf(Row row) => row.To.Any(char.IsLetter)
        ? row.To.Trim()
        : string.Concat(row.To.Where(static c => char.IsAsciiDigit(c) || c == '+'));

    private void Settle(Row row, SmsOutcome outcome)
    {
        outcomes.Write(row, outcome);
        tally.Count(outcome);
    }
}
