using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Http;

/// <summary>A message in Twilio's list: what tells it from others. Every member may be missing.</summary>
internal sealed class ListedMessage
{
    /// <summary>Null where it is none: what Twilio answers goes into logs and ledgers.</summary>
    [JsonPropertyName("sid")]
    public string? Sid { get; init => field = value is not null && MessageSid.IsValid(value) ? value : null; }

    [JsonPropertyName("to")]
    public string? To { get; init; }

    /// <summary>Null while a Messaging Service has not yet chosen the sender.</summary>
    [JsonPropertyName("from")]
    public string? From { get; init; }

    [JsonPropertyName("messaging_service_sid")]
    public string? MessagingServiceSid { get; init; }

    /// <summary>The text as Twilio keeps it: empty once redacted.</summary>
    [JsonPropertyName("body")]
    public string? Body { get; init; }

    /// <summary>Such as <c>outbound-api</c>; <c>inbound</c> for what was received.</summary>
    [JsonPropertyName("direction")]
    public string? Direction { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("num_segments")]
    public int? NumSegments { get; init; }

    /// <summary>When Twilio accepted the message, by its clock, in whole seconds.</summary>
    [JsonPropertyName("date_created")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? DateCreated { get; init; }

    /// <summary>Reads a body; null where it is not a message.</summary>
    public static ListedMessage? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwilioJsonContext.Default.ListedMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Dates as Twilio writes them: <c>Thu, 24 Aug 2023 05:01:45 +0000</c>.</summary>
    internal sealed class Rfc2822DateConverter : JsonConverter<DateTimeOffset?>
    {
        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : throw new JsonException("A date of Twilio's is a string in the form of RFC 2822.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Messages of the list are only read.");
    }
}
