using System.Text.Json;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>Body</c>, <c>MediaUrl</c>, <c>ContentSid</c> and <c>ContentVariables</c>.</summary>
internal static class ContentRules
{
    private const int LongestBody = 1600;
    private const int MostMedia = 10;

    public static TwilioError? Check(EmulatedRequest request)
    {
        var media = request.All("MediaUrl");
        var contentSid = request["ContentSid"];
        if (request.Body.Length == 0 && media.Count == 0 && contentSid.Length == 0)
        {
            return new TwilioError(21619, "A text message body or media urls must be specified.");
        }

        if (request.Body.Length > LongestBody)
        {
            return new TwilioError(21617, "The concatenated message body exceeds the 1600 character limit.");
        }

        if (media.Count > MostMedia)
        {
            return new TwilioError(21623, "Number of media files exceeds allowed limit.");
        }

        if (!media.All(WebAddress.IsValid))
        {
            return new TwilioError(21620, "Invalid media URL(s).");
        }

        if (contentSid.Length > 0 && !Sid.IsValid(contentSid, "HX"))
        {
            return new TwilioError(21655, "The ContentSid is Invalid");
        }

        return CheckVariables(request["ContentVariables"], contentSid);
    }

    private static TwilioError? CheckVariables(string variables, string contentSid)
    {
        if (variables.Length == 0)
        {
            return null;
        }

        if (contentSid.Length == 0)
        {
            return new TwilioError(21654, "ContentSid Required");
        }

        return IsJsonObject(variables) ? null : new TwilioError(21656, "The ContentVariables Parameter is invalid");
    }

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
