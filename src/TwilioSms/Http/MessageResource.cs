using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Http;

/// <summary>What the connector needs of the message resource that Twilio answers with.</summary>
internal readonly record struct MessageResource(
    [property: JsonPropertyName("sid")] string? Sid,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("num_segments")] int? NumSegments)
{
    /// <summary>Reads a body; null where it is not a message resource.</summary>
    public static MessageResource? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwilioJsonContext.Default.MessageResource);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

// Twilio writes numbers as strings ("num_segments": "1").
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MessageResource))]
[JsonSerializable(typeof(MessagePageResource))]
[JsonSerializable(typeof(ListedMessage))]
[JsonSerializable(typeof(AccountResource))]
internal sealed partial class TwilioJsonContext : JsonSerializerContext;
