using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What was sent to whom in the last minutes, so that messages to one number are not taken for each other: a message that is
/// found at Twilio cannot be the lost one where it is known to be another. Nothing is kept longer than that, and no more than a fixed
/// number of messages, however much is sent.</summary>
internal sealed class AttemptLedger(TimeProvider clock)
{
    // An attempt concerns those that begin until both clocks' skew has passed, and those that were over not longer ago than that.
    private static readonly TimeSpan Horizon = SmsAttempt.ClockSkew + SmsAttempt.ClockSkew;

    private readonly object gate = new();
    private readonly Dictionary<Key, List<SmsAttempt>> open = [];
    private readonly Queue<SmsAttempt> lost = new();
    private readonly SentMessages sent = new();

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
            End(attempt, latest < now ? latest : now, SmsOutcome.Unknown(attempt));
            return attempt;
        }
    }

    /// <summary>The attempt is over.</summary>
    public void End(SmsAttempt attempt, SmsOutcome outcome)
    {
        lock (gate)
        {
            End(attempt, clock.GetUtcNow(), outcome);
        }
    }

    /// <summary>Decides what became of an attempt while nothing else changes, and keeps it.</summary>
    public SmsOutcome Settle(SmsAttempt attempt, Func<SmsOutcome> decide)
    {
        lock (gate)
        {
            var outcome = decide();
            attempt.Settle(outcome);
            Close(attempt);
            return outcome;
        }
    }

    private SmsAttempt Add(SmsAttempt attempt)
    {
        var key = Key.Of(attempt);
        attempt.NeighboursForgotten = attempt.Began - Horizon < sent.ForgottenUntil;
        attempt.AddKnown(sent.To(key.GetHashCode()));
        if (!open.TryGetValue(key, out var others))
        {
            open.Add(key, others = new List<SmsAttempt>(1));
        }

        foreach (var other in others)
        {
            other.AddNeighbour(attempt);
            attempt.AddNeighbour(other);
        }

        others.Add(attempt);
        return attempt;
    }

    private void End(SmsAttempt attempt, DateTimeOffset at, SmsOutcome outcome)
    {
        attempt.End(at, outcome);
        if (attempt.IsOpen)
        {
            lost.Enqueue(attempt);
        }

        Close(attempt);
    }

    private void Close(SmsAttempt attempt)
    {
        if (attempt.IsOpen)
        {
            return;
        }

        Remove(attempt);
        if (attempt.MessageSid is { } sid)
        {
            sent.Add(Key.Of(attempt).GetHashCode(), sid, attempt.Ended!.Value);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (lost.Count > 0 && lost.Peek().Ended + Horizon < now)
        {
            Remove(lost.Dequeue());
        }
    }

    private void Remove(SmsAttempt attempt)
    {
        var key = Key.Of(attempt);
        if (open.TryGetValue(key, out var others) && others.Remove(attempt) && others.Count == 0)
        {
            open.Remove(key);
        }
    }

    private readonly record struct Key((Uri Account, SmsSenderAddress Sender) Source, string To)
    {
        public static Key Of(SmsAttempt attempt) => new(attempt.Trace.Source, attempt.To);
    }
}
