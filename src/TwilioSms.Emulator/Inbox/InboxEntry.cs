using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Inbox;

/// <summary>One line of a conversation, as it stands: a message, or the attempt to send one.</summary>
internal sealed record InboxEntry
{
    public required string Id { get; init; }

    public required InboxEntryKind Kind { get; init; }

    /// <summary>The person's number: the other end of the conversation.</summary>
    public required string Phone { get; init; }

    /// <summary>The application's end: a number, a sender's name or a Messaging Service.</summary>
    public required string Sender { get; init; }

    public required string Body { get; init; }

    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>Twilio's name of the status; empty where Twilio has none, as for what was refused.</summary>
    public string Status { get; init; } = "";

    public required DateTimeOffset Time { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public InboxError? Error { get; init; }

    public static InboxEntry Of(EmulatedMessage message)
    {
        var received = message.Direction == EmulatedMessageDirection.Inbound;
        var sender = received ? message.To : message.From;
        return new InboxEntry
        {
            Id = message.Sid,
            Kind = received ? InboxEntryKind.Received : InboxEntryKind.Accepted,
            Phone = received ? message.From! : message.To,
            // The number that stands for a service without a pool is nobody's name for it.
            Sender = (sender is null or MagicNumbers.ValidFrom ? message.MessagingServiceSid ?? sender : sender) ?? "",
            Body = message.Body,
            Media = message.MediaUrls,
            Status = MessageStatusName.Of(message.Status),
            Time = message.DateCreated,
            SendAt = message.SendAt,
            Error = message.ErrorCode is { } code
                ? InboxError.Of(new TwilioError(code, message.Note ?? DeliveryError.Describe(code)))
                : null,
        };
    }

    public static InboxEntry Refused(EmulatedRequest request, InboxError error, DateTimeOffset time) => new()
    {
        Id = request.Id,
        Kind = InboxEntryKind.Refused,
        Phone = RecipientRules.Normalize(request.To),
        Sender = request.From.Length > 0 ? request.From : request["MessagingServiceSid"],
        Body = request.Body,
        Media = request.All("MediaUrl"),
        Time = time,
        Error = error,
    };

    public static InboxEntry Unsent(SmsMessage message, string to, TwilioConnectorException error, DateTimeOffset time) => new()
    {
        Id = Sid.New("UN"),
        Kind = InboxEntryKind.Unsent,
        Phone = RecipientRules.Normalize(to),
        Sender = message.From ?? message.MessagingServiceSid ?? "",
        Body = message.Body ?? message.TemplateName ?? "",
        Time = time,
        Error = new InboxError(error.Code.ToWireName(), error.Message),
    };
}

internal enum InboxEntryKind
{
    /// <summary>Accepted by the API.</summary>
    Accepted,

    /// <summary>Refused by the API, or by a fault in its place.</summary>
    Refused,

    /// <summary>Stopped by the connector before any request.</summary>
    Unsent,

    /// <summary>Written on the page: from the phone to the application.</summary>
    Received,
}

/// <summary>Why a message did not get through.</summary>
/// <param name="Code">Twilio's code, the connector's name of the error, or the HTTP status.</param>
/// <param name="Message">What happened.</param>
/// <param name="Link">Where it is documented.</param>
internal sealed record InboxError(string Code, string Message, string? Link = null)
{
    public static InboxError Of(TwilioError error) => new(FormattableString.Invariant($"{error.Code}"), error.Message, error.MoreInfo);
}
