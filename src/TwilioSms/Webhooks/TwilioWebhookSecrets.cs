namespace TwilioSms;

/// <summary>What Twilio may sign a webhook with. Several at a time let secrets rotate without a request being lost: the new one is added
/// before Twilio uses it, and the old one goes when Twilio no longer does.</summary>
public sealed class TwilioWebhookSecrets
{
    /// <summary>The account's auth tokens, primary and, while they change places, secondary. API keys sign nothing.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<string> AuthTokens { get; init; } = [];

    /// <summary>The secrets of the account's shared keys by the keys' ids.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyDictionary<string, string> SharedKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>The secrets of a registration: its token, its further tokens and its shared keys.</summary>
    /// <param name="options">The options of the registration.</param>
    public static TwilioWebhookSecrets Of(TwilioConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tokens = options.WebhookTokens.Prepend(options.Token).Where(static token => !string.IsNullOrWhiteSpace(token));
        return new TwilioWebhookSecrets { AuthTokens = [.. tokens.Distinct(StringComparer.Ordinal)!], SharedKeys = options.WebhookKeys };
    }

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(TwilioWebhookSecrets);
}
