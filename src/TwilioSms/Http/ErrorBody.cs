using System.Globalization;
using System.Text.Json;

namespace TwilioSms.Http;

/// <summary>What the body of a refusal says, in Twilio's own form or that of RFC 9457. Gateways answer HTML or nothing: all of it may
/// be missing, and nothing is taken for granted.</summary>
internal readonly record struct ErrorBody(int? Code, string? Message, Uri? MoreInfo)
{
    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? new ErrorBody(
                    CodeOf(json.RootElement),
                    Text(json.RootElement, "message") ?? Text(json.RootElement, "detail") ?? Text(json.RootElement, "title"),
                    Link(json.RootElement, "more_info") ?? Link(json.RootElement, "type"))
                : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for text with half a surrogate pair, which JSON can spell and the serializer refuses to give.
            return default;
        }
    }

    private static int? CodeOf(JsonElement json)
    {
        if (!json.TryGetProperty("code", out var code))
        {
            return null;
        }

        return code.ValueKind switch
        {
            JsonValueKind.Number when code.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(code.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Uri? Link(JsonElement json, string name) =>
        Uri.TryCreate(Text(json, name), UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : null;
}
