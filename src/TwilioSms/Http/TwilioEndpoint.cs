using System.Net.Http.Headers;
using System.Text;
using TwilioSms.Configuration;

namespace TwilioSms.Http;

/// <summary>One account's Messages resource and the credentials for it, made once for each set of options.</summary>
internal sealed class TwilioEndpoint
{
    public TwilioEndpoint(TwilioConnectorOptions options)
    {
        Options = options;
        Messages = new Uri(
            TwilioHost.BaseAddressOf(options), $"/2010-04-01/Accounts/{Uri.EscapeDataString(options.Account!)}/Messages.json");
        var credentials = string.IsNullOrWhiteSpace(options.ApiKeySid)
            ? $"{options.Account}:{options.Token}"
            : $"{options.ApiKeySid}:{options.ApiKeySecret}";
        Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
    }

    public TwilioConnectorOptions Options { get; }

    public Uri Messages { get; }

    public AuthenticationHeaderValue Authorization { get; }

    /// <summary>The first page of the messages to a recipient, from one sender or from all.</summary>
    public Uri MessagesOf(string to, string? from)
    {
        var query = $"?To={Uri.EscapeDataString(to)}";
        if (from is not null)
        {
            query += $"&From={Uri.EscapeDataString(from)}";
        }

        return new Uri(Messages, query);
    }
}
