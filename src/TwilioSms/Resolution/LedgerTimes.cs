namespace TwilioSms.Resolution;

/// <summary>How long what takes. All who share a ledger have to have the same settings.</summary>
internal readonly record struct LedgerTimes(TimeSpan Timeout, TimeSpan ListDelay)
{
    /// <summary>How much after its timeout a request that has left may still be accepted: it waits in buffers and proxies, and outlives
    /// its process.</summary>
    public static readonly TimeSpan Flight = TimeSpan.FromSeconds(60);

    /// <summary>After a day only a person decides: what else went to the number may be forgotten by then.</summary>
    public static readonly TimeSpan TooLong = TimeSpan.FromHours(24);

    /// <summary>A request begins in the first <see cref="Timeout"/> of its claim and is cut off after another: it ends before this.</summary>
    public TimeSpan Lease => Timeout + Timeout;

    /// <summary>From then on, absence from Twilio's list means something.</summary>
    public TimeSpan Doubt => Lease + Flight + ListDelay;

    public static LedgerTimes Of(TwilioConnectorOptions options) => new(options.Timeout, options.ListDelay);
}
