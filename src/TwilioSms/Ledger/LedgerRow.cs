using TwilioSms.Ledger;

namespace TwilioSms;

/// <summary>What a ledger knows of one recipient. It is what was read at <see cref="ReadAt"/> and never changes; whoever changes the row
/// names what was read, by <see cref="State"/>, <see cref="Token"/> and <see cref="Renewals"/>. What it is to become is a copy
/// (<c>row with { ... }</c>).</summary>
/// <remarks>Times come from three clocks, as no decision rests on one: <see cref="SinceTwilio"/> and the others of that name are Twilio's,
/// learned from its answers; <see cref="BeganDatabase"/> and <see cref="ReadAt"/> are the database's own.</remarks>
public sealed record LedgerRow
{
    private readonly UtcTime since;
    private readonly UtcTime began;
    private readonly UtcTime sendAt;
    private readonly UtcTime settled;
    private readonly UtcTime keepUntil;
    private UtcTime beganDatabase;
    private UtcTime readAt;

    /// <summary>Whose row it is.</summary>
    public required LedgerKey Key { get; init; }

    /// <summary>Where the message was sent through and can be looked up: scheme, host and port.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What is known.</summary>
    public required LedgerState State { get; init; }

    /// <summary>Made anew at every claim and takeover. It tells claims apart, not processes.</summary>
    public required Guid Token { get; init; }

    /// <summary>Goes up with every claim, renewal and takeover and never down, so that a late repetition of a statement changes nothing.</summary>
    public int Renewals { get; init; }

    /// <summary>From when on Twilio's list is searched, by Twilio's clock: when the first claim was made that may have been accepted.</summary>
    public required DateTimeOffset SinceTwilio
    {
        get => since.Value;
        init => since = value;
    }

    /// <summary>When this claim was made or renewed, by Twilio's clock.</summary>
    public required DateTimeOffset BeganTwilio
    {
        get => began.Value;
        init => began = value;
    }

    /// <summary>When this claim was made or renewed, by the database's clock.</summary>
    public DateTimeOffset BeganDatabase
    {
        get => beganDatabase.Value;
        init => beganDatabase = value;
    }

    /// <summary>The database's clock when the row was read.</summary>
    public DateTimeOffset ReadAt
    {
        get => readAt.Value;
        init => readAt = value;
    }

    /// <summary>The sender as the message is looked up by: a normalised address or a Messaging Service SID.</summary>
    public required string Sender { get; init; }

    /// <summary>The hash of what the caller gave: sender, body or template name, metadata, media, content.</summary>
    public required LedgerHash Content { get; init; }

    /// <summary>The hash of the text as Twilio may list it; null where the message has none.</summary>
    public LedgerHash? Trace { get; init; }

    /// <summary>The recipient: in full while the row is <see cref="LedgerState.Claimed"/> or <see cref="LedgerState.Parked"/>; masked once
    /// it is settled, unless numbers are to be kept.</summary>
    public required string To { get; init; }

    /// <summary>The country calling code of the recipient, such as <c>49</c>; null for what is no international number.</summary>
    public string? CallingCode { get; init; }

    /// <summary>Whether Twilio keeps the text after delivery (<see cref="SmsMessage.ContentRetention"/>).</summary>
    public bool IsTextKept { get; init; } = true;

    /// <summary>Whether Twilio keeps the number after delivery (<see cref="SmsMessage.AddressRetention"/>).</summary>
    public bool IsNumberKept { get; init; } = true;

    /// <summary>When Twilio is to send the message, where it is scheduled.</summary>
    public DateTimeOffset? SendAt
    {
        get => sendAt;
        init => sendAt = value;
    }

    /// <summary>The message that the row became; null unless <see cref="LedgerState.Sent"/>.</summary>
    public string? MessageSid { get; init; }

    /// <summary>Twilio's status of the message when the row was settled, such as <c>queued</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why the row is <see cref="LedgerState.Free"/> or <see cref="LedgerState.Parked"/>.</summary>
    public LedgerReason? Reason { get; init; }

    /// <summary>The error that the last attempt certainly ended with; null where there was none.</summary>
    public SmsErrorCode? Error { get; init; }

    /// <summary>Twilio's own number of that error.</summary>
    public int? TwilioCode { get; init; }

    /// <summary>When the row was settled, by Twilio's clock.</summary>
    public DateTimeOffset? SettledTwilio
    {
        get => settled;
        init => settled = value;
    }

    /// <summary>Until when the row is kept, by Twilio's clock.</summary>
    public DateTimeOffset? KeepUntilTwilio
    {
        get => keepUntil;
        init => keepUntil = value;
    }

    /// <summary>How long after it is written (or was read) a claimed row is due to be looked up by whoever looks after the ledger; null
    /// where it is not.</summary>
    public TimeSpan? LookAfter { get; init; }

    /// <summary>How many times the row was handed out to be looked up.</summary>
    public int Looks { get; init; }

    /// <summary>In the answer to a claim: a row of the same key and recipient that is in doubt at another account. It is no part of the row.</summary>
    public LedgerRow? Elsewhere { get; init; }

    /// <summary>Makes a claim that was handed in one that began, as what its ledger holds: it spares every keyed send a copy.</summary>
    internal LedgerRow Begin(DateTimeOffset now)
    {
        beganDatabase = now;
        readAt = now;
        return this;
    }

    /// <summary>The state and the beginning of the key.</summary>
    public override string ToString() => $"{Key}: {State} {MessageSid ?? Reason?.ToString()}";
}
