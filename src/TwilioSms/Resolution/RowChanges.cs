namespace TwilioSms.Resolution;

/// <summary>What rows become.</summary>
internal static class RowChanges
{
    /// <summary>The row once its message was accepted.</summary>
    /// <param name="row">The row.</param>
    /// <param name="messageSid">The message.</param>
    /// <param name="status">Its status at Twilio.</param>
    /// <param name="now">Twilio's time.</param>
    /// <param name="options">How long it is kept, and whether with its number.</param>
    public static LedgerRow Sent(
        this LedgerRow row, string messageSid, string? status, DateTimeOffset now, TwilioConnectorOptions options) => row with
        {
            State = LedgerState.Sent,
            MessageSid = messageSid,
            Status = status,
            Reason = null,
            Error = null,
            TwilioCode = null,
            SettledTwilio = now,
            KeepUntilTwilio = (row.SendAt > now ? row.SendAt.Value : now) + options.LedgerRetention,
            LookAfter = null,
            To = SettledAddress(row.To, options),
        };

    /// <summary>The row once nothing was accepted, and anybody may send.</summary>
    /// <param name="row">The row.</param>
    /// <param name="reason">Who says so.</param>
    /// <param name="now">Twilio's time.</param>
    /// <param name="options">Whether numbers are kept.</param>
    public static LedgerRow Free(this LedgerRow row, LedgerReason reason, DateTimeOffset now, TwilioConnectorOptions options) => row with
    {
        State = LedgerState.Free,
        Reason = reason,
        SettledTwilio = now,
        LookAfter = null,
        To = SettledAddress(row.To, options),
    };

    /// <summary>The row once only a person can tell.</summary>
    public static LedgerRow Parked(this LedgerRow row, LedgerReason reason) =>
        row with { State = LedgerState.Parked, Reason = reason, LookAfter = null };

    /// <summary>A claim in place of another that came to nothing: its message may be in the list since the first of both.</summary>
    public static LedgerRow InPlaceOf(this LedgerRow claim, LedgerRow seen, DateTimeOffset now) => claim with
    {
        State = LedgerState.Claimed,
        Renewals = seen.Renewals + 1,
        SinceTwilio = seen.SinceTwilio,
        BeganTwilio = now,
        Looks = 0,
    };

    private static string SettledAddress(string to, TwilioConnectorOptions options) => options.LedgerKeepsNumbers ? to : Redaction.Mask(to);
}
