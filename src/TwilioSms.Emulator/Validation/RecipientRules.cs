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
            return Invalid(to);
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

    public static TwilioError Invalid(string to) => new(21211, $"The 'To' number {to} is not a valid phone number.");

    public static string Normalize(string address) => PhoneNumber.Normalize(address) ?? address;
}
