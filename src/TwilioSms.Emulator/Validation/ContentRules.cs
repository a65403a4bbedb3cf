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

        return CheckVariables(request["ContentVariables"], contentSid, request.Body);
    }

    private static TwilioError? CheckVariables(string variables, string contentSid, string body)
    {
        if (variables.Length == 0)
        {
            return null;
        }

        if (contentSid.Length == 0)
        {
            return new TwilioError(21654, "ContentSid Required");
        }

        if (body.Length > 0)
        {
            return new TwilioError(35127, "'Messages' Body and ContentVariables cannot be provided together");
        }

        if (!TryReadValues(variables, out var values) || !values.All(IsSubstitute))
        {
            return new TwilioError(21656, "The ContentVariables Parameter is invalid");
        }

        return values.Exists(static value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > LongestBody)
            ? new TwilioError(21658, "Parameter exceeded character limit: ContentVariables")
            : null;
    }

    private static bool TryReadValues(string text, out List<JsonElement> values)
    {
        values = [];
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            values.AddRange(document.RootElement.EnumerateObject().Select(static member => member.Value.Clone()));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Null, the empty text, line breaks, tabs and more than four spaces in a row are what Twilio's page of 21656 rules out.
    private static bool IsSubstitute(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text
            && !text.AsSpan().ContainsAny('\n', '\r', '\t') && !text.Contains("     ", StringComparison.Ordinal),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        _ => false,
    };
}
