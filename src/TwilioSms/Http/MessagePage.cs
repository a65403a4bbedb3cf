using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Http;

/// <summary>One page of Twilio's message list, newest message first.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Next">The address of the next page; null for the last one.</param>
internal sealed record MessagePage(IReadOnlyList<ListedMessage> Messages, Uri? Next)
{
    /// <summary>Reads a body; null where it is not a page of messages.</summary>
    /// <param name="body">The body.</param>
    /// <param name="address">Where it came from, for addresses in it that are relative.</param>
    public static MessagePage? Read(ReadOnlySpan<byte> body, Uri address)
    {
        try
        {
            var page = JsonSerializer.Deserialize(body, TwilioJsonContext.Default.MessagePageResource);
            if (page.Messages is null)
            {
                return null;
            }

            if (page.NextPageUri is not { Length: > 0 } next)
            {
                return new MessagePage(page.Messages, null);
            }

            // The credentials go with the request: they follow a link to where they came from and nowhere else.
            return Uri.TryCreate(address, next, out var uri) && uri.Scheme == address.Scheme && uri.Authority == address.Authority
                ? new MessagePage(page.Messages, uri)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The page on the wire.</summary>
internal readonly record struct MessagePageResource(
    [property: JsonPropertyName("messages")] ListedMessage[]? Messages,
    [property: JsonPropertyName("next_page_uri")] string? NextPageUri);
