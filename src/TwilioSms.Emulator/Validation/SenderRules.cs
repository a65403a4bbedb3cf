using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>From</c>, <c>MessagingServiceSid</c> and <c>FallbackFrom</c>.</summary>
internal sealed class SenderRules(AccountDirectory accounts, MessagingServices services)
{
    private const string Rcs = "rcs";

    public TwilioError? Check(EmulatedRequest request, string accountSid, Sender sender)
    {
        if (sender is { From: "", MessagingServiceSid: "" })
        {
            return new TwilioError(21603, "A 'From' phone number is required.");
        }

        return CheckService(sender.MessagingServiceSid)
            ?? (sender.From.Length > 0 ? CheckFrom(sender.From, accountSid) : null)
            ?? CheckFallback(request["FallbackFrom"], accountSid, sender);
    }

    private TwilioError? CheckService(string service) =>
        service.Length == 0 ? null
        : !Sid.IsValid(service, "MG") ? new TwilioError(21705, $"The Messaging Service Sid {service} is invalid.")
        : services.IsEmpty ? null
        : !services.TryFind(service, out var found) ? new TwilioError(21701, "The Messaging Service does not exist")
        : found.Senders.IsEmpty ? new TwilioError(21703, "The Messaging Service does not have a phone number available to send a message.")
        : null;

    private TwilioError? CheckFrom(string from, string accountSid)
    {
        var number = PhoneNumber.Normalize(from) ?? from;
        if (MagicNumbers.RefuseFrom(number) is { } refusal)
        {
            return refusal;
        }

        if (!IsWellFormed(from) || SenderName.IsGeneric(from))
        {
            return new TwilioError(21212, $"The 'From' number {from} is not a valid phone number, shortcode, or alphanumeric sender ID.");
        }

        return number == MagicNumbers.ValidFrom ? null : accounts.OwnershipOf(accountSid, number) switch
        {
            Ownership.Own => null,
            Ownership.Foreign => new TwilioError(21660, $"Mismatch between the 'From' number {from} and the account {accountSid}"),
            _ when ChannelAddress.IsValid(from) => new TwilioError(63007, "Twilio could not find a Channel with the specified From address"),
            _ => MagicNumbers.NotOwned(from),
        };
    }

    private TwilioError? CheckFallback(string fallback, string accountSid, Sender sender)
    {
        if (fallback.Length == 0)
        {
            return null;
        }

        if (sender.MessagingServiceSid.Length == 0)
        {
            return new TwilioError(21666, "'FallbackFrom' requires MessagingServiceSid.");
        }

        if (sender.From.Length > 0)
        {
            return new TwilioError(21664, "'FallbackFrom' cannot be used with a 'From' sender.");
        }

        if (!IsFallback(fallback) || accounts.OwnershipOf(accountSid, fallback) != Ownership.Own)
        {
            return new TwilioError(21665, "Invalid 'FallbackFrom' sender.");
        }

        return services.TryFind(sender.MessagingServiceSid, out var service) && !service.HasChannel(Rcs)
            ? new TwilioError(21667, "'FallbackFrom' requires the Messaging Service to have an RCS Sender")
            : null;
    }

    // A number is written as E.164 has it, without what other parameters are forgiven.
    private static bool IsFallback(string sender) => PhoneNumber.Normalize(sender) == sender || IsShortCode(sender) || SenderName.Is(sender);

    private static bool IsWellFormed(string from) =>
        PhoneNumber.Normalize(from) is not null || ChannelAddress.IsValid(from) || IsShortCode(from) || SenderName.Is(from);

    private static bool IsShortCode(string from) => from.Length is >= 3 and <= 8 && from.All(char.IsAsciiDigit);
}
