using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace TwilioSms.Tool.Bulk;

/// <summary>In place of the network: takes every message as Twilio would, keeps its text, and passes nothing on.</summary>
internal sealed class DeadLine : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);
    private long taken;

    /// <summary>Settings that need no account: nothing that is said to it arrives anywhere.</summary>
    public static void Connect(TwilioConnectorOptions options)
    {
        options.Account = "AC" + new string('0', 32);
        options.Token = "none";
        options.ApiKeySid = null;
        options.ApiKeySecret = null;
    }

    /// <summary>The text of a message, which is then forgotten.</summary>
    public string TextOf(string sid) => texts.TryRemove(sid, out var text) ? text : string.Empty;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        var sid = string.Create(CultureInfo.InvariantCulture, $"SM{Interlocked.Increment(ref taken):x32}");
        texts[sid] = ReadText(form);
        return new HttpResponseMessage(HttpStatusCode.Created)
        {
            RequestMessage = request,
            Content = new StringContent($$"""{"sid":"{{sid}}","status":"queued"}""", Encoding.UTF8, "application/json"),
        };
    }

    private static string ReadText(string form)
    {
        const string name = "Body=";
        var field = form.Split('&').FirstOrDefault(static field => field.StartsWith(name, StringComparison.Ordinal));
        return field is null ? string.Empty : Uri.UnescapeDataString(field[name.Length..].Replace('+', ' '));
    }
}
