using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Http;

/// <summary>What the connector needs of the account resource. Twilio's has the auth token too: it is not read.</summary>
internal readonly record struct AccountResource([property: JsonPropertyName("status")] string? Status)
{
    /// <summary>Reads a body; null where it is not an account resource.</summary>
    public static AccountResource? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwilioJsonContext.Default.AccountResource);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
