namespace TwilioSms.Ledger;

/// <summary>A time, or none, in 8 bytes instead of 16 or 24: a row has eight of them, and every keyed send makes rows.</summary>
internal readonly record struct UtcTime(long Ticks)
{
    public DateTimeOffset Value => new(Ticks, TimeSpan.Zero);

    public static implicit operator UtcTime(DateTimeOffset? time) => new(time?.UtcTicks ?? 0);

    public static implicit operator DateTimeOffset?(UtcTime time) => time.Ticks == 0 ? null : time.Value;
}
