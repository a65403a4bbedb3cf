using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace TwilioSms.Tests.BadInput;

/// <summary>Accepts every message, in this process, and keeps what it was asked: nothing here is to be faster than it has to be.</summary>
internal sealed class RecordingTwilio : HttpMessageHandler
{
    public ConcurrentQueue<Call> Calls { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        Calls.Enqueue(new Call(
            [.. request.Headers.Concat(request.Content.Headers).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}"))],
            [.. form.Split('&').Select(ReadParameter)]));
        return new HttpResponseMessage(HttpStatusCode.Created)
        {
            Content = new StringContent($$"""{"sid":"SM{{Calls.Count:x32}}","status":"queued","num_segments":"1"}""", Encoding.UTF8, "application/json"),
        };
    }

    private static KeyValuePair<string, string> ReadParameter(string parameter)
    {
        var parts = parameter.Split('=');
        return parts.Length == 2
            ? new(WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[1]))
            : throw new FormatException($"'{parameter}' is not a name and a value.");
    }

    internal sealed record Call(IReadOnlyList<string> Headers, IReadOnlyList<KeyValuePair<string, string>> Form)
    {
        public string? this[string name] => Values(name).SingleOrDefault();

        public IReadOnlyList<string> Values(string name) => [.. Form.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value)];
    }
}
