namespace TwilioSms;

/// <summary>How many rows of an account are in doubt.</summary>
public sealed class LedgerCounts
{
    /// <summary>Rows that are claimed.</summary>
    public long Claimed { get; init; }

    /// <summary>Rows that wait for a person.</summary>
    public long Parked { get; init; }

    /// <summary>How long ago the oldest claim was made or renewed, by the database's clock; null where there is none.</summary>
    public TimeSpan? OldestClaim { get; init; }
}
