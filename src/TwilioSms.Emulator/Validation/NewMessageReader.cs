using System.Diagnostics.CodeAnalysis;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>
/// Reads a new message from the 26 parameters of <c>POST Messages</c>, or refuses it with the first error in Twilio's order:
/// what is missing, then the sender, the content, the recipient, and the options.
/// </summary>
internal sealed class NewMessageReader(TwilioEmulatorOptions options, AccountDirectory accounts, MessagingServices services)
{
    private readonly SenderRules senders = new(accounts, services);
    private readonly RecipientRules recipients = new(options);

    public bool TryRead(
        EmulatedRequest request,
        string accountSid,
        [NotNullWhen(true)] out EmulatedMessage? message,
        [NotNullWhen(false)] out TwilioError? error)
    {
        message = null;
        var now = options.TimeProvider.GetUtcNow();
        var sender = Sender.Read(request);
        error = RecipientRules.Missing(request)
            ?? senders.Check(request, accountSid, sender)
            ?? ContentRules.Check(request)
            ?? recipients.Check(request, sender.From)
            ?? ScheduleRules.Check(request, sender, now)
            ?? OptionRules.Check(request, sender);
        if (error is not null)
        {
            return false;
        }

        message = Read(request, accountSid, sender, now);
        if (message.MessagingServiceSid is null || message.From is not null || !services.TryFind(message.MessagingServiceSid, out var service))
        {
            return true;
        }

        if (service.SenderFor(message.To) is not { } chosen)
        {
            error = new TwilioError(21704, "The Messaging Service contains no sender that can reach this recipient.");
            message = null;
            return false;
        }

        message = message with { PoolSender = chosen };
        return true;
    }

    private EmulatedMessage Read(EmulatedRequest request, string accountSid, Sender sender, DateTimeOffset now)
    {
        var media = request.All("MediaUrl");
        var sendAt = ScheduleRules.SendAt(request);
        return new EmulatedMessage
        {
            Sid = Sid.New(media.Count > 0 ? "MM" : "SM"),
            AccountSid = accountSid,
            To = options.RewriteRecipient is { } rewrite ? rewrite(RecipientRules.Normalize(request.To)) : RecipientRules.Normalize(request.To),
            NumbersRedacted = request["AddressRetention"] is { Length: > 0 } retention ? retention == "obfuscate" : options.RedactNumbers,
            From = sender.From.Length > 0 ? RecipientRules.Normalize(sender.From) : null,
            MessagingServiceSid = sender.MessagingServiceSid.Length > 0 ? sender.MessagingServiceSid : null,
            Body = request.Body,
            MediaUrls = media,
            Status = (sender.MessagingServiceSid.Length > 0, sendAt) switch
            {
                (_, not null) => EmulatedMessageStatus.Scheduled,
                (true, _) => EmulatedMessageStatus.Accepted,
                _ => EmulatedMessageStatus.Queued,
            },
            // Twilio counts the segments of a Messaging Service's message only when it has chosen the sender, and a
            // multimedia message is one.
            Segments = sender.MessagingServiceSid.Length > 0 ? 0 : SegmentCount.Of(request.Body, media),
            DateCreated = now,
            DateUpdated = now,
            SendAt = sendAt,
            ValidityPeriod = OptionRules.ValidityPeriod(request),
            StatusCallback = request["StatusCallback"] is { Length: > 0 } callback ? callback : null,
            RequestId = request.Id,
            Parameters = request.Parameters,
        };
    }
}
