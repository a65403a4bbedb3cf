using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>To</c>.</summary>
internal static class RecipientRules
{
    public static TwilioError? Missing(EmulatedRequest request) =>
        request.To.Length == 0 ? new TwilioError(21604, "A 'To' phone number is required.") : null;

    public static TwilioError? Check(string to, string from)
    {
        var channel = ChannelAddress.SchemeOf(to);
        var valid = channel.Length > 0 ? ChannelAddress.IsValid(to) : PhoneNumber.Normalize(to) is not null;
        if (!valid)
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

        return MagicNumbers.RefuseTo(Normalize(to));
    }

    /// <summary>The refusal of a recipient in Twilio's words, or null where the code is not about one.</summary>
    public static TwilioError? Refusal(int code, string to) => code switch
    {
        21211 => new(code, $"The 'To' number {to} is not a valid phone number."),
        21408 => new(code, $"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}."),
        21610 => new(code, "Attempt to send to unsubscribed recipient"),
        21612 => new(code, $"The 'To' phone number: {to}, is not currently reachable using the 'From' phone number via SMS."),
        21614 => new(code, $"To number: {to}, is not a mobile number"),
        _ => null,
    };

    public static string Normalize(string address) => PhoneNumber.Normalize(address) ?? address;
}
