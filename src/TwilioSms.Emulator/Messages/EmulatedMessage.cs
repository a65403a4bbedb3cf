using System.Runtime.CompilerServices;

namespace TwilioSms.Emulator;

/// <summary>One message, from the application or from a phone, as it stood when it was read.</summary>
public sealed record EmulatedMessage
{
    private const int RedactedDigits = 4;

    /// <summary>The message's SID: <c>SM</c>, or <c>MM</c> for one with media, and 32 hexadecimal digits.</summary>
    public required string Sid { get; init; }

    /// <summary>The account that sent it.</summary>
    public required string AccountSid { get; init; }

    /// <summary>Who sent it to whom.</summary>
    public EmulatedMessageDirection Direction { get; init; }

    /// <summary>The recipient in E.164 or as a channel address.</summary>
    public required string To { get; init; }

    /// <summary>The sender; <see langword="null"/> where a Messaging Service chooses it.</summary>
    public string? From { get; init; }

    /// <summary>The Messaging Service, if one was named.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>The text; empty for one of media only, and after redaction.</summary>
    public required string Body { get; init; }

    /// <summary>The addresses of its media, in the order given.</summary>
    public required IReadOnlyList<string> MediaUrls { get; init; }

    /// <summary>Where it stands.</summary>
    public required EmulatedMessageStatus Status { get; init; }

    /// <summary>Why it failed, or what was wrong with the application's answer to it: a Twilio error code.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What <see cref="ErrorCode"/> is about, where Twilio would tell it in its console only.</summary>
    public string? Note { get; init; }

    /// <summary>What <c>Feedback</c> said of it: <c>confirmed</c> or <c>unconfirmed</c>; <see langword="null"/> where nothing did.</summary>
    public string? Feedback { get; init; }

    /// <summary>The number of SMS segments its text takes; 0 with a Messaging Service, which counts later.</summary>
    public required int Segments { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset DateCreated { get; init; }

    /// <summary>When its status last changed.</summary>
    public required DateTimeOffset DateUpdated { get; init; }

    /// <summary>When it was sent, once it was.</summary>
    public DateTimeOffset? DateSent { get; init; }

    /// <summary>When it is to be sent, if it was scheduled.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>The seconds it may wait in the queue.</summary>
    public required int ValidityPeriod { get; init; }

    /// <summary>Where changes of its status are posted.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>The <c>Twilio-Request-Id</c> of the answer that accepted it.</summary>
    public required string RequestId { get; init; }

    /// <summary>Every form parameter of the request, as it was sent.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The code that its delivery will fail with.</summary>
    internal int? Failure { get; init; }

    /// <summary>The SIDs of its media that were deleted.</summary>
    internal IReadOnlyList<string> DeletedMedia { get; init; } = [];

    /// <summary>The sender that the Messaging Service will name once it has queued the message.</summary>
    internal string? PoolSender { get; init; }

    /// <summary>Whether the API shows the recipient without its last four digits.</summary>
    internal bool NumbersRedacted { get; init; }

    internal string VisibleTo => NumbersRedacted && To.Length > RedactedDigits ? To[..^RedactedDigits] + "XXXX" : To;

    /// <summary>Whether it is the very same reading of the same message: its lists cannot be compared by what is in them.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(EmulatedMessage? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The SID and the status; neither text nor numbers.</summary>
    public override string ToString() => $"{Sid} {Status}";
}
