namespace TwilioSms.Emulator;

/// <summary>Which messages are meant: those that match all that is set.</summary>
public sealed record EmulatedMessageQuery
{
    /// <summary>The recipient, in E.164 or as a channel address.</summary>
    public string? To { get; init; }

    /// <summary>The sender.</summary>
    public string? From { get; init; }

    /// <summary>What the text contains, in the same case.</summary>
    public string? Containing { get; init; }

    /// <summary>Where it stands.</summary>
    public EmulatedMessageStatus? Status { get; init; }

    /// <summary>Who sent it to whom; where it is not set, the messages to phones.</summary>
    public EmulatedMessageDirection? Direction { get; init; }

    internal bool Matches(EmulatedMessage message) =>
        (To is null || message.To == To)
        && (From is null || message.From == From)
        && (Containing is null || message.Body.Contains(Containing, StringComparison.Ordinal))
        && (Status is null || message.Status == Status)
        && (Direction is null ? message.Direction != EmulatedMessageDirection.Inbound : message.Direction == Direction);
}
