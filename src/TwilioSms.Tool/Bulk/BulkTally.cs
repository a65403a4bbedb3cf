using System.Collections.Concurrent;

namespace TwilioSms.Tool.Bulk;

/// <summary>How many rows ended how. Numbers of people are never in it.</summary>
internal sealed class BulkTally
{
    private readonly ConcurrentDictionary<string, int> errors = new(StringComparer.Ordinal);
    private int sent;
    private int sentBefore;
    private int failed;
    private int failedBefore;
    private int unknown;
    private int duplicates;
    private int postponed;

    /// <summary>Rows whose message was accepted now.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Rows whose message an earlier run had sent, or another that shares the ledger.</summary>
    public int SentBefore => Volatile.Read(ref sentBefore);

    /// <summary>Rows that were refused now.</summary>
    public int Failed => Volatile.Read(ref failed);

    /// <summary>Rows that were refused by an earlier run, and were not tried again.</summary>
    public int FailedBefore => Volatile.Read(ref failedBefore);

    /// <summary>Rows of which only a person can tell.</summary>
    public int Unknown => Volatile.Read(ref unknown);

    /// <summary>Rows whose number was in the file before.</summary>
    public int Duplicates => Volatile.Read(ref duplicates);

    /// <summary>Rows that certainly were not sent, through no fault of theirs.</summary>
    public int Postponed => Volatile.Read(ref postponed);

    /// <summary>Rows that are waiting to be looked up at Twilio.</summary>
    public int InDoubt { get; set; }

    /// <summary>What the person who started the run has to know of rows that were not sent.</summary>
    public string? Notice { get; private set; }

    /// <summary>Whether anything went otherwise than it should have, now or in an earlier run.</summary>
    public bool IsTrouble => Failed + FailedBefore + Unknown + InDoubt + Postponed > 0;

    public int Settled => Sent + SentBefore + Failed + FailedBefore + Unknown + Duplicates;

    public IEnumerable<KeyValuePair<string, int>> Errors => errors.OrderByDescending(static error => error.Value);

    public void Count(SmsOutcome outcome)
    {
        _ = (outcome.State, outcome.IsRepeated) switch
        {
            (SmsOutcomeState.Sent, false) => Interlocked.Increment(ref sent),
            (SmsOutcomeState.Sent, true) => Interlocked.Increment(ref sentBefore),
            (SmsOutcomeState.Failed, false) => Interlocked.Increment(ref failed),
            (SmsOutcomeState.Failed, true) => Interlocked.Increment(ref failedBefore),
            _ => Interlocked.Increment(ref unknown),
        };
        CountError(outcome);
    }

    public void Postpone(SmsOutcome outcome)
    {
        Interlocked.Increment(ref postponed);
        Notice ??= outcome.Error is TwilioIdempotencyException or TwilioLedgerException ? outcome.Error.Message : null;
        CountError(outcome);
    }

    public void Duplicate() => Interlocked.Increment(ref duplicates);

    private void CountError(SmsOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            errors.AddOrUpdate(error.Code.ToWireName(), 1, static (_, count) => count + 1);
        }
    }
}
