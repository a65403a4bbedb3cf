using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwilioSms.Tool.Bulk;

/// <summary>Sends the rows of a file under the key of their run, in rounds: the ledger sees to it that a number is texted once. What is in
/// doubt, by a lost answer or because another run was killed, comes again once the ledger can tell.</summary>
internal sealed class BulkRunner(
    ISmsSender sender, BulkOrder order, BulkMessage message, RecipientFile file, OutcomeFile outcomes, BulkTally tally, TimeProvider clock)
{
    // What cannot be told after so many is a matter for people.
    private const int MostRounds = 5;

    private readonly ConcurrentDictionary<long, Row> underWay = new();
    private readonly Dictionary<string, int> texted = new(StringComparer.Ordinal);
    private readonly Allowance allowance = new(order.Limit ?? int.MaxValue);
    private readonly BulkSendOptions options = new()
    {
        MessagesPerSecond = order.Rate,

        // No more than the rate needs: the rest would only wait.
        MaxConcurrency = (int)Math.Clamp(Math.Ceiling(order.Rate ?? double.MaxValue), 1, 16),
        RetryRefused = order.RetryFailed,
    };

    private readonly Dictionary<string, Queue<Row>> waiting = new(StringComparer.Ordinal);

    private HashSet<int> doubts = [];
    private TimeSpan askAgainAfter;

    /// <summary>Sends everything that is left to send, until <paramref name="stop"/> says to begin nothing new.</summary>
    /// <param name="listDelay">How long Twilio's list may lack a message.</param>
    /// <param name="stop">Begins nothing new; what is under way is waited for.</param>
    /// <exception cref="TwilioConnectorException">The account as a whole cannot send, or the ledger cannot be used.</exception>
    public async Task RunAsync(TimeSpan listDelay, CancellationToken stop)
    {
        await SendAsync(file.Rows(), stop);
        var round = 1;
        while (!stop.IsCancellationRequested)
        {
            if (waiting.Count > 0)
            {
                await SendAsync(TakeOneOfEach(), stop);
            }
            else if (doubts.Count > 0 && round++ < MostRounds)
            {
                await Task.Delay(askAgainAfter > TimeSpan.Zero ? askAgainAfter : listDelay, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var rows = doubts;
                doubts = [];
                askAgainAfter = default;
                tally.InDoubt = 0;
                await SendAsync(file.Rows().Where(row => rows.Contains(row.Line)), stop);
            }
            else
            {
                return;
            }
        }
    }

    private async Task SendAsync(IEnumerable<Row> rows, CancellationToken stop)
    {
        await foreach (var outcome in sender.SendManyAsync(MessagesAsync(rows, stop, CancellationToken.None), options, CancellationToken.None))
        {
            underWay.TryRemove(outcome.MessageIndex, out var row);
            allowance.Return(giveBack: !WasTried(outcome));
            Take(row!, outcome);
        }
    }

    // Of rows that may be to one number the first went first, and the next one goes when it is known what became of that.
    private List<Row> TakeOneOfEach()
    {
        var next = new List<Row>(waiting.Count);
        foreach (var (ending, rows) in waiting)
        {
            next.Add(rows.Dequeue());
            if (rows.Count == 0)
            {
                waiting.Remove(ending);
            }
        }

        return next;
    }

    private void Take(Row row, SmsOutcome outcome)
    {
        if (outcome.State == SmsOutcomeState.NotAttempted || (outcome.State == SmsOutcomeState.Failed && IsPassing(outcome.Error)))
        {
            tally.Postpone(outcome);
        }
        else if (outcome is { State: SmsOutcomeState.Unknown, UnresolvedReason: not (SmsUnresolvedReason.Ambiguous or SmsUnresolvedReason.NotSearchable) })
        {
            doubts.Add(row.Line);
            tally.InDoubt = doubts.Count;
            askAgainAfter = outcome.AskAgainAfter > askAgainAfter ? outcome.AskAgainAfter.Value : askAgainAfter;
        }
        else if (outcome.Error is TwilioIdempotencyException { NeededAccount: not null })
        {
            tally.Postpone(outcome);
        }
        else if (outcome.MessageSid is { } sid && !texted.TryAdd(sid, row.Line))
        {
            outcomes.WriteDuplicate(row, texted[sid]);
            tally.Duplicate();
        }
        else
        {
            outcomes.Write(row, outcome);
            tally.Count(outcome);
        }
    }

    private static bool WasTried(SmsOutcome outcome) => !outcome.IsRepeated
        && (outcome.State is SmsOutcomeState.Sent or SmsOutcomeState.Unknown || outcome is { State: SmsOutcomeState.Failed, Error: TwilioApiException });

    // What is no fault of the message and will be over some time. The message is sent when the run is resumed.
    private static bool IsPassing(TwilioConnectorException? error) =>
        error is { IsTransient: true } or TwilioAuthenticationException or TwilioPermissionException or TwilioIdempotencyException
            or { Code: SmsErrorCode.Unauthorized or SmsErrorCode.Forbidden };

    private async IAsyncEnumerable<SmsMessage> MessagesAsync(
        IEnumerable<Row> rows, CancellationToken stop, [EnumeratorCancellation] CancellationToken unwanted)
    {
        var index = 0L;
        var endings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (stop.IsCancellationRequested || unwanted.IsCancellationRequested)
            {
                yield break;
            }

            var ending = EndingOf(row.To);
            if (!endings.Add(ending))
            {
                Wait(ending, row);
            }
            else if (await allowance.TakeAsync())
            {
                underWay[index++] = row;
                yield return message.For(row, order.Key);
            }
            else
            {
                waiting.Clear();
                yield break;
            }
        }
    }

    private void Wait(string ending, Row row)
    {
        if (!waiting.TryGetValue(ending, out var rows))
        {
            waiting.Add(ending, rows = new Queue<Row>());
        }

        rows.Enqueue(row);
    }

    // Of all ways to write a number the last digits are the same, whatever script they are in. That different numbers share them costs a wait.
    private static string EndingOf(string to)
    {
        const int length = 7;
        var digits = string.Concat(to.EnumerateRunes().Where(Rune.IsDigit).Select(static digit => (char)('0' + Rune.GetNumericValue(digit))));
        return digits.Length == 0 ? to.Trim() : digits[Math.Max(0, digits.Length - length)..];
    }
}
