using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Validation;

/// <summary>The numbers that Twilio documents with its test credentials; here they behave so with any credentials.</summary>
internal static class MagicNumbers
{
    /// <summary>The one sender that is always the account's own.</summary>
    public const string ValidFrom = "+15005550006";

    public static TwilioError? RefuseFrom(string number) => number switch
    {
        "+15005550001" => new(21212, $"The 'From' number {number} is not a valid phone number, shortcode, or alphanumeric sender ID."),
        "+15005550007" => NotOwned(number),
        "+15005550008" => new(21611, "SMS queue is full.", 429),
        _ => null,
    };

    public static TwilioError? RefuseTo(string number) => number switch
    {
        "+15005550001" => RecipientRules.Refusal(21211, number),
        "+15005550002" => RecipientRules.Refusal(21612, number),
        "+15005550003" => RecipientRules.Refusal(21408, number),
        "+15005550004" => RecipientRules.Refusal(21610, number),
        "+15005550009" => RecipientRules.Refusal(21614, number),
        _ => null,
    };

    public static TwilioError NotOwned(string number) => new(
        21606, $"The From phone number {number} is not a valid, SMS-capable inbound phone number or short code for your account.");
}
