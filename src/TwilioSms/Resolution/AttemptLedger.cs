using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What was sent to whom in the last minutes, so that messages to one number are not taken for each other: a message that is
/// found at Twilio cannot be the lost one where it is known to be another. Nothing is kept longer than that, and no more than a fixed
/// number of attempts, however much is sent.</summary>
internal sealed class AttemptLedger(TimeProvider clock)
{
    private const int Capacity = 16_384;

    // An attempt concerns those that begin until both clocks' skew has passed, and those that were over not longer ago than that.
    private static readonly TimeSpan Horizon = SmsAttempt.ClockSkew + SmsAttempt.ClockSkew;

    private readonly object gate = new();
    private readonly Queue<SmsAttempt> inOrder = new();
    private readonly Dictionary<Key, List<SmsAttempt>> byNumber = [];
    private DateTimeOffset forgottenUntil = DateTimeOffset.MinValue;

    /// <summary>A message is about to be tried for the first time.</summary>
    public SmsAttempt Begin(MessageTrace trace, string to)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Forget(now);
            return Add(new SmsAttempt(trace, to, now));
        }
    }

    /// <summary>A message was under way in another run of the program, which ended before its outcome was known.</summary>
    public SmsAttempt Recall(MessageRequest request, string to, DateTimeOffset began)
    {
        lock (gate)
        {
            var options = request.Endpoint.Options;
            var latest = began + options.MaxRetryTime + options.Timeout;
            var now = clock.GetUtcNow();
            var attempt = Add(new SmsAttempt(request.Trace, to, began));
            attempt.End(latest < now ? latest : now, SmsOutcome.Unknown(attempt));
            return attempt;
        }
    }

    /// <summary>The attempt is over.</summary>
    public void End(SmsAttempt attempt, SmsOutcome outcome)
    {
        lock (gate)
        {
            attempt.End(clock.GetUtcNow(), outcome);
        }
    }

    /// <summary>Decides what became of an attempt while nothing else changes, and keeps it.</summary>
    public SmsOutcome Settle(SmsAttempt attempt, Func<SmsOutcome> decide)
    {
        lock (gate)
        {
            var outcome = decide();
            attempt.Settle(outcome);
            return outcome;
        }
    }

    private SmsAttempt Add(SmsAttempt attempt)
    {
        attempt.NeighboursForgotten = attempt.Began - Horizon < forgottenUntil;
        var key = new Key(attempt.Trace.Source, attempt.To);
        if (!byNumber.TryGetValue(key, out var others))
        {
            byNumber.Add(key, others = new List<SmsAttempt>(1));
        }

        foreach (var other in others)
        {
            other.AddNeighbour(attempt);
            attempt.AddNeighbour(other);
        }

        others.Add(attempt);
        inOrder.Enqueue(attempt);
        return attempt;
    }

    private void Forget(DateTimeOffset now)
    {
        for (var looked = inOrder.Count; looked > 0; looked--)
        {
            var oldest = inOrder.Peek();
            var concernsNobody = oldest.Ended is { } ended && ended + Horizon < now;
            if (!concernsNobody && inOrder.Count <= Capacity)
            {
                return;
            }

            inOrder.Dequeue();
            if (concernsNobody)
            {
                Remove(oldest);
            }
            else if (oldest.IsOpen)
            {
                // Few are, and what comes next may be taken for them.
                inOrder.Enqueue(oldest);
            }
            else
            {
                forgottenUntil = oldest.Ended!.Value;
                Remove(oldest);
            }
        }
    }

    private void Remove(SmsAttempt attempt)
    {
        var key = new Key(attempt.Trace.Source, attempt.To);
        var others = byNumber[key];
        others.Remove(attempt);
        if (others.Count == 0)
        {
            byNumber.Remove(key);
        }
    }

    private readonly record struct Key((Uri Account, SmsSenderAddress Sender) Source, string To);
}
