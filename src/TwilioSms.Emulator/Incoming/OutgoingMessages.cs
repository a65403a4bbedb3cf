using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Status;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Incoming;

/// <summary>The one way to the phones: for what the API accepted, and for what answers a message.</summary>
internal sealed class OutgoingMessages(
    TwilioEmulatorOptions options, MessageStore store, OptOuts optOuts, DeliverySchedule deliveries, StatusProgression progression)
{
    private readonly HashSet<string> landlines = [.. options.Landlines.Select(RecipientRules.Normalize)];

    /// <summary>Sends a message, unless the recipient asked not to be texted.</summary>
    public bool TrySend(EmulatedMessage message)
    {
        if (optOuts.Forbid(message))
        {
            return false;
        }

        Send(message with { Failure = deliveries.Take(message) ?? (landlines.Contains(message.To) ? DeliveryError.Landline : null) });
        return true;
    }

    /// <summary>Twilio's own answer, which a recipient gets who asked not to be texted, too.</summary>
    public void Reply(EmulatedMessage received, string body) => Send(NewReply(received, new TwimlMessage(body, [])));

    /// <summary>The application's answer.</summary>
    /// <returns>Why it cannot be sent, or null.</returns>
    public TwilioError? Reply(EmulatedMessage received, TwimlMessage answer)
    {
        var reply = NewReply(received, answer);
        return PhoneNumber.Normalize(reply.To) is null && !ChannelAddress.IsValid(reply.To)
                ? new TwilioError(14101, "Invalid To attribute: it is not a phone number.")
            : TrySend(reply) ? null
            : RecipientRules.Refusal(21610, reply.To);
    }

    private void Send(EmulatedMessage message)
    {
        store.Add(message);
        progression.Follow(message);
    }

    private EmulatedMessage NewReply(EmulatedMessage received, TwimlMessage answer)
    {
        var now = options.TimeProvider.GetUtcNow();
        return new EmulatedMessage
        {
            Sid = Sid.New(answer.Media.Count > 0 ? "MM" : "SM"),
            AccountSid = received.AccountSid,
            Direction = EmulatedMessageDirection.OutboundReply,
            From = answer.From ?? received.To,
            To = RecipientRules.Normalize(answer.To ?? received.From!),
            MessagingServiceSid = received.MessagingServiceSid,
            Body = answer.Body,
            MediaUrls = answer.Media,
            Status = EmulatedMessageStatus.Queued,
            Segments = SegmentCount.Of(answer.Body, answer.Media),
            DateCreated = now,
            DateUpdated = now,
            ValidityPeriod = OptionRules.LongestValidity,
            StatusCallback = answer.StatusCallback is { } callback && WebAddress.IsValidCallback(callback) ? callback : null,
            RequestId = Sid.New("RQ"),
            Parameters = [],
        };
    }
}
