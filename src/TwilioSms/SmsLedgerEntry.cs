namespace TwilioSms;

/// <summary>What the ledger knows of one recipient of what was sent under an idempotency key, for a person to look at.</summary>
public sealed class SmsLedgerEntry
{
    /// <summary>Names the entry to <see cref="ISmsLedgerReview"/>; it tells neither the key nor the number.</summary>
    public required string Id { get; init; }

    /// <summary>What is known.</summary>
    public required LedgerState State { get; init; }

    /// <summary>Why it is so; null where it speaks for itself.</summary>
    public LedgerReason? Reason { get; init; }

    /// <summary>The recipient, masked unless <see cref="TwilioConnectorOptions.LedgerKeepsNumbers"/> is set.</summary>
    public required string To { get; init; }

    /// <summary>The sender.</summary>
    public required string Sender { get; init; }

    /// <summary>The account SID.</summary>
    public required string Account { get; init; }

    /// <summary>Where it was sent through: scheme, host and port.</summary>
    public required string Endpoint { get; init; }

    /// <summary>When the last attempt began, by Twilio's clock.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The message that was accepted; null unless <see cref="LedgerState.Sent"/>.</summary>
    public string? MessageSid { get; init; }

    /// <summary>How long it takes until a person may decide: an attempt may still be running. Null where a person may decide now, or where
    /// there is nothing to decide.</summary>
    public TimeSpan? DecidableAfter { get; init; }

    /// <summary>The state, without the number.</summary>
    public override string ToString() => $"{Id}: {State} {MessageSid ?? Reason?.ToString()}";
}
