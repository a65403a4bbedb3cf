using System.Buffers;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>From</c>, <c>MessagingServiceSid</c> and <c>FallbackFrom</c>.</summary>
internal sealed class SenderRules(IEnumerable<string> ownedNumbers)
{
    private const int LongestName = 11;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 +-_&");

    private readonly HashSet<string> owned = new(ownedNumbers, StringComparer.Ordinal);

    public TwilioError? Check(EmulatedRequest request, Sender sender)
    {
        if (sender is { From: "", MessagingServiceSid: "" })
        {
            return new TwilioError(21603, "A 'From' phone number is required.");
        }

        if (sender.MessagingServiceSid.Length > 0 && !Sid.IsValid(sender.MessagingServiceSid, "MG"))
        {
            return new TwilioError(21705, $"The Messaging Service Sid {sender.MessagingServiceSid} is invalid.");
        }

        return (sender.From.Length > 0 ? CheckFrom(sender.From) : null) ?? CheckFallback(request["FallbackFrom"], sender);
    }

    private TwilioError? CheckFrom(string from)
    {
        var number = PhoneNumber.Normalize(from) ?? from;
        if (MagicNumbers.RefuseFrom(number) is { } refusal)
        {
            return refusal;
        }

        if (!IsWellFormed(from))
        {
            return new TwilioError(21212, $"The 'From' number {from} is not a valid phone number, shortcode, or alphanumeric sender ID.");
        }

        return owned.Count == 0 || owned.Contains(number) || number == MagicNumbers.ValidFrom ? null : MagicNumbers.NotOwned(from);
    }

    private static TwilioError? CheckFallback(string fallback, Sender sender)
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

        return IsWellFormed(fallback) ? null : new TwilioError(21665, "Invalid 'FallbackFrom' sender.");
    }

    private static bool IsWellFormed(string from) =>
        PhoneNumber.Normalize(from) is not null || ChannelAddress.IsValid(from) || IsShortCode(from) || IsName(from);

    private static bool IsShortCode(string from) => from.Length is >= 3 and <= 8 && from.All(char.IsAsciiDigit);

    private static bool IsName(string from) =>
        from.Length <= LongestName && from.Any(char.IsAsciiLetter) && !from.AsSpan().ContainsAnyExcept(NameCharacters);
}
