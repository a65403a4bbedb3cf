using System.Globalization;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of the parameters that say how to send.</summary>
internal static class OptionRules
{
    public const int LongestValidity = 36_000;

    private static readonly string[] Booleans = ["ProvideFeedback", "ForceDelivery", "SmartEncoded", "ShortenUrls", "SendAsMms"];

    private static readonly (string Name, string[] Values)[] Choices =
    [
        ("ContentRetention", ["retain", "discard"]),
        ("AddressRetention", ["retain", "obfuscate"]),
        ("TrafficType", ["free"]),
        ("RiskCheck", ["enable", "disable"]),
        (
            "MessageIntent",
            [
                "otp", "notifications", "marketing", "fraud", "security", "customercare", "delivery", "education", "polling",
                "announcements", "events",
            ]),
    ];

    public static TwilioError? Check(EmulatedRequest request, Sender sender) =>
        CheckCallback(request) ?? CheckNumbers(request) ?? CheckChoices(request, sender);

    public static int ValidityPeriod(EmulatedRequest request) =>
        request.Gives("ValidityPeriod") ? int.Parse(request["ValidityPeriod"], CultureInfo.InvariantCulture) : LongestValidity;

    private static TwilioError? CheckCallback(EmulatedRequest request)
    {
        var callback = request["StatusCallback"];
        if (callback.Length > 0 && !WebAddress.IsValidCallback(callback))
        {
            return new TwilioError(21609, $"The StatusCallback URL {callback} is not a valid URL.");
        }

        var application = request["ApplicationSid"];
        return application.Length > 0 && !Sid.IsValid(application, "AP")
            ? new TwilioError(21218, $"ApplicationSid '{application}' is not valid")
            : null;
    }

    private static TwilioError? CheckNumbers(EmulatedRequest request)
    {
        if (request.Gives("ValidityPeriod") && Integer(request["ValidityPeriod"]) is not (>= 1 and <= LongestValidity))
        {
            return new TwilioError(21624, "Invalid validity period value");
        }

        if (request.Gives("MaxPrice")
            && !decimal.TryParse(request["MaxPrice"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
        {
            return new TwilioError(21627, "Max Price must be a valid float");
        }

        return request.Gives("Attempt") && Integer(request["Attempt"]) is not >= 1 ? TwilioError.InvalidParameter("Attempt") : null;
    }

    private static TwilioError? CheckChoices(EmulatedRequest request, Sender sender)
    {
        if (Booleans.FirstOrDefault(name => request.Gives(name) && !bool.TryParse(request[name], out _)) is { } boolean)
        {
            return TwilioError.InvalidParameter(boolean);
        }

        if (Choices.FirstOrDefault(choice => request.Gives(choice.Name) && !choice.Values.Contains(request[choice.Name])).Name is { } choice)
        {
            return TwilioError.InvalidParameter(choice);
        }

        // Links are shortened under the domain of a Messaging Service.
        return bool.TryParse(request["ShortenUrls"], out var shorten) && shorten && sender.MessagingServiceSid.Length == 0
            ? TwilioError.InvalidParameter("ShortenUrls")
            : null;
    }

    private static int? Integer(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
