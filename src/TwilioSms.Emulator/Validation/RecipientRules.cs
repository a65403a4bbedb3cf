using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>To</c>.</summary>
internal sealed class RecipientRules(TwilioEmulatorOptions options)
{
    private readonly HashSet<string> verified = [.. options.VerifiedNumbers.Select(Normalize)];
    private readonly HashSet<string> landlines = [.. options.Landlines.Select(Normalize)];
    private readonly string[] callingCodes = [.. options.PermittedCallingCodes];

    public static TwilioError? Missing(EmulatedRequest request) =>
        request.To.Length == 0 ? new TwilioError(21604, "A 'To' phone number is required.") : null;

    public TwilioError? Check(EmulatedRequest request, string from)
    {
        var to = request.To;
        var channel = ChannelAddress.SchemeOf(to);
        if (IsShortCode(to))
        {
            return Refusal(21265, to);
        }

        if (!(channel.Length > 0 ? ChannelAddress.IsValid(to) : PhoneNumber.Normalize(to) is not null))
        {
            return Refusal(21211, to);
        }

        if (from.Length > 0 && ChannelAddress.SchemeOf(from) != channel)
        {
            return new TwilioError(21910, "Invalid From and To pair. From and To should be of the same channel");
        }

        if (Normalize(to) == Normalize(from))
        {
            return channel.Length > 0
                ? new TwilioError(63031, "Message cannot have the same From and To")
                : new TwilioError(21266, "'To' and 'From' number cannot be the same: " + to);
        }

        return MagicNumbers.RefuseTo(Normalize(to)) ?? (channel.Length > 0 ? null : CheckRoute(request, Normalize(to), from));
    }

    private TwilioError? CheckRoute(EmulatedRequest request, string number, string from)
    {
        if (options.IsTrial)
        {
            if (SenderName.Is(from))
            {
                return new TwilioError(21267, "Alphanumeric Sender ID cannot be used as the 'From' number on trial accounts");
            }

            if (!verified.Contains(number))
            {
                return Refusal(21608, number);
            }
        }

        return number.StartsWith("+1900", StringComparison.Ordinal) ? Refusal(21268, number)
            : callingCodes.Length > 0 && !callingCodes.Any(code => number.StartsWith(code, StringComparison.Ordinal)) ? Refusal(21408, number)
            : SenderName.Is(from) && SenderName.IsRefusedIn(number) ? Refusal(21612, number)
            : landlines.Contains(number) && !IsTriedAnyway(request, number) ? Refusal(21635, number)
            : null;
    }

    private static bool IsTriedAnyway(EmulatedRequest request, string number) =>
        number.StartsWith("+1", StringComparison.Ordinal) || number.StartsWith("+44", StringComparison.Ordinal)
        || (bool.TryParse(request["ForceDelivery"], out var force) && force);

    /// <summary>The refusal of a recipient in Twilio's words, or null where the code is not about one.</summary>
    public static TwilioError? Refusal(int code, string to) => code switch
    {
        21211 => new(code, $"The 'To' number {to} is not a valid phone number."),
        21265 => new(code, $"'To' number cannot be a Short Code: {to}"),
        21268 => new(code, $"Permission to send an SMS to premium or information numbers has not been enabled: {to}"),
        21408 => new(code, $"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}."),
        21608 => new(code, $"The number {to} is unverified. Trial accounts cannot send messages to unverified numbers."),
        21610 => new(code, "Attempt to send to unsubscribed recipient"),
        21612 => new(code, $"The 'To' phone number: {to}, is not currently reachable using the 'From' phone number via SMS."),
        21614 => new(code, $"To number: {to}, is not a mobile number"),
        21635 => new(code, $"'To' number cannot be a landline: {to}"),
        _ => null,
    };

    public static string Normalize(string address) => PhoneNumber.Normalize(address) ?? address;

    // North America's are five or six digits long; shorter and longer ones are too rare to be told from a mistyped number.
    private static bool IsShortCode(string to) => to.Length is 5 or 6 && to.All(char.IsAsciiDigit);
}
