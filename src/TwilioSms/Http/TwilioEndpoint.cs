using System.Net.Http.Headers;
using System.Text;

namespace TwilioSms.Http;

/// <summary>One account's Messages resource and the credentials for it, made once for each set of options.</summary>
internal sealed class TwilioEndpoint
{
    /// <summary>What the path of the Messages resource ends with.</summary>
    public const string MessagesPath = "/Messages.json";

    public TwilioEndpoint(TwilioConnectorOptions options)
    {
        Options = options;
        var account = $"/2010-04-01/Accounts/{Uri.EscapeDataString(options.Account!)}";
        Account = new Uri(TwilioHost.BaseAddressOf(options), account + ".json");
        Messages = new Uri(Account, account + MessagesPath);
        Origin = TwilioHost.OriginOf(options);
        var usesApiKey = !string.IsNullOrWhiteSpace(options.ApiKeySid);
        HasLimitedCredentials = usesApiKey || options.OAuth is not null;
        var credentials = usesApiKey ? $"{options.ApiKeySid}:{options.ApiKeySecret}" : $"{options.Account}:{options.Token}";
        Authorization = options.OAuth is not null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
    }

    public TwilioConnectorOptions Options { get; }

    /// <summary>The account itself.</summary>
    public Uri Account { get; }

    public Uri Messages { get; }

    /// <summary>Whose messages these are, whichever edge they are reached through: scheme, host and port. What was sent through one
    /// origin cannot be looked up through another.</summary>
    public string Origin { get; }

    /// <summary>Whether the credentials may be ones that cannot read the account: an API key or an OAuth client.</summary>
    public bool HasLimitedCredentials { get; }

    /// <summary>The header of the token or API key; null where an access token has to be asked for.</summary>
    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>A page of one message, whichever.</summary>
    public Uri AnyMessage => new(Messages, "?PageSize=1");

    /// <summary>One message.</summary>
    public Uri Message(string sid) => new(Messages, $"Messages/{Uri.EscapeDataString(sid)}.json");

    /// <summary>The first page of the messages to a recipient or to all, from a sender or from all.</summary>
    public Uri MessagesOf(string? to, string? from)
    {
        var filters = new[] { ("To", to), ("From", from) }
            .Where(static filter => filter.Item2 is not null)
            .Select(static filter => $"{filter.Item1}={Uri.EscapeDataString(filter.Item2!)}");
        return new Uri(Messages, $"?{string.Join("&", filters)}");
    }
}
