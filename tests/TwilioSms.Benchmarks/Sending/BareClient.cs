using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>The peer: what a developer in a hurry writes with nothing but <see cref="HttpClient"/>.</summary>
internal sealed class BareClient(HttpClient client, string account, string token)
{
    private readonly Uri messages = new($"2010-04-01/Accounts/{account}/Messages.json", UriKind.Relative);

    private readonly AuthenticationHeaderValue authorization =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{token}")));

    public async Task<string> SendAsync(string from, string to, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, messages)
        {
            Content = new FormUrlEncodedContent([new("To", to), new("From", from), new("Body", body)]),
        };
        request.Headers.Authorization = authorization;
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new HttpRequestException($"Twilio answered {(int)response.StatusCode}.");
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var message = await JsonSerializer.DeserializeAsync(stream, BareJson.Default.BareMessage, cancellationToken).ConfigureAwait(false);
            return message?.Sid ?? throw new JsonException("The answer has no sid.");
        }
    }
}

/// <summary>Those fields of Twilio's answer that the connector reports too.</summary>
internal sealed record BareMessage(
    [property: JsonPropertyName("sid")] string? Sid,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("num_segments")] string? NumSegments);

[JsonSerializable(typeof(BareMessage))]
internal sealed partial class BareJson : JsonSerializerContext;
