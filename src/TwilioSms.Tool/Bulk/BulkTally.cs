using System.Collections.Concurrent;

namespace TwilioSms.Tool.Bulk;

/// <summary>How many rows ended how. Numbers of people are never in it.</summary>
internal sealed class BulkTally
{
    private readonly ConcurrentDictionary<string, int> errors = new(StringComparer.Ordinal);
    private int sent;
    private int failed;
    private int unknown;
    private int duplicates;
    private int postponed;

    public int Sent => Volatile.Read(ref sent);

    public int Failed => Volatile.Read(ref failed);

    public int Unknown => Volatile.Read(ref unknown);

    /// <summary>Rows whose number was in the file before.</summary>
    public int Duplicates => Volatile.Read(ref duplicates);

    /// <summary>Rows that certainly were not sent, through no fault of theirs.</summary>
    public int Postponed => Volatile.Read(ref postponed);

    /// <summary>Rows that are waiting to be looked up at Twilio.</summary>
    public int InDoubt { get; set; }

    public int Settled => Sent + Failed + Unknown + Duplicates;

    public IEnumerable<KeyValuePair<string, int>> Errors => errors.OrderByDescending(static error => error.Value);

    public void Count(SmsOutcome outcome)
    {
        _ = outcome.State switch
        {
            SmsOutcomeState.Sent => Interlocked.Increment(ref sent),
            SmsOutcomeState.Failed => Interlocked.Increment(ref failed),
            _ => Interlocked.Increment(ref unknown),
        };
        CountError(outcome);
    }

    public void Postpone(SmsOutcome outcome)
    {
        Interlocked.Increment(ref postponed);
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
