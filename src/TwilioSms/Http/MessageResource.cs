using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Http;

/// <summary>What the connector needs of the message resource that Twilio answers with. Every member may be missing, and the SID of a message
/// that was accepted is not lost because something else in the answer is odd.</summary>
internal readonly record struct MessageResource(string? Sid, string? Status, int? Segments)
{
    /// <summary>Reads a body as far as it can be read.</summary>
    public static MessageResource Read(ReadOnlySpan<byte> body)
    {
        string? sid = null;
        string? status = null;
        int? segments = null;
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            // Nothing after the three is looked at: of two members with one name the first counts.
            while ((sid is null || status is null || segments is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (IsNamed(ref reader, "sid"u8))
                {
                    reader.Read();
                    sid ??= SidOf(ref reader);
                }
                else if (IsNamed(ref reader, "status"u8))
                {
                    reader.Read();
                    status ??= TextOf(ref reader);
                }
                else if (IsNamed(ref reader, "num_segments"u8))
                {
                    // Twilio writes numbers as strings.
                    reader.Read();
                    segments ??= NumberOf(ref reader);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What was read until here counts.
        }

        return new MessageResource(sid, status, segments);
    }

    private static string? SidOf(ref Utf8JsonReader reader) => TextOf(ref reader) is { } text && MessageSid.IsValid(text) ? text : null;

    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => !reader.ValueIsEscaped && reader.ValueTextEquals(name);

    // JSON can spell half a surrogate pair, which is no text.
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int? NumberOf(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Number
        && Utf8Parser.TryParse(reader.ValueSpan, out int number, out var read) && read == reader.ValueSpan.Length
            ? number
            : null;
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MessagePageResource))]
[JsonSerializable(typeof(ListedMessage))]
[JsonSerializable(typeof(AccountResource))]
internal sealed partial class TwilioJsonContext : JsonSerializerContext;
