using System.Globalization;
using System.Net;
using System.Text;

namespace TwilioSms.Tests.Loopback;

/// <summary>A request as it came over the wire.</summary>
internal sealed class StubRequest
{
    private StubRequest(string line, Dictionary<string, string> headers, string body)
    {
        Line = line;
        Headers = headers;
        Body = body;
        Form = [.. body.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => new KeyValuePair<string, string>(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))];
    }

    public string Line { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Form { get; }

    /// <summary>The only value of a parameter; null where it was not sent.</summary>
    public string? this[string parameter] => Form.Where(pair => pair.Key == parameter).Select(pair => pair.Value).SingleOrDefault();

    public string Credentials => Encoding.UTF8.GetString(Convert.FromBase64String(Headers["Authorization"]["Basic ".Length..]));

    public static async Task<StubRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new StubRequest(lines[0], headers, Encoding.ASCII.GetString(body));
    }

    private static bool EndsHead(StringBuilder head) =>
        head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
