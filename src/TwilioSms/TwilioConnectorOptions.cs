using TwilioSms.Configuration;
using TwilioSms.FreeMarker;
using TwilioSms.Http;

namespace TwilioSms;

/// <summary>How the connector reaches Twilio. Environment variables have the name given with each setting; configuration has that or the
/// property's own. Times are written as seconds (<c>2.5</c>) or <c>00:00:02.5</c>.</summary>
public sealed class TwilioConnectorOptions
{
    internal const int HighestConcurrency = 1000;

    private readonly OAuthSession oauth;

    /// <summary>The defaults.</summary>
    public TwilioConnectorOptions() => oauth = new OAuthSession(this);

    /// <summary>The account SID (<c>AC</c> and 32 hexadecimal digits). Required. <c>TWILIO_ACCOUNT</c>.</summary>
    public string? Account { get; set; }

    /// <summary>The account's auth token. Required unless an API key or an OAuth client is given. <c>TWILIO_TOKEN</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The SID of an API key (<c>SK...</c>), used instead of the token. <c>TWILIO_API_KEY_SID</c>.</summary>
    public string? ApiKeySid { get; set; }

    /// <summary>The secret of the API key. <c>TWILIO_API_KEY_SECRET</c>.</summary>
    public string? ApiKeySecret { get; set; }

    /// <summary>The id of an OAuth application, used instead of the token: an access token is asked for with it, kept, and renewed before
    /// it ends. <c>TWILIO_CLIENT_ID</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the OAuth application. <c>TWILIO_CLIENT_SECRET</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The Twilio region that processes the messages, such as <c>ie1</c>. <c>TWILIO_REGION</c>.</summary>
    /// <value>The default value is null: US1.</value>
    public string? Region { get; set; }

    /// <summary>The Twilio edge the connection is made to, such as <c>dublin</c>. <c>TWILIO_EDGE</c>.</summary>
    /// <value>The default value is null: the edge next to <see cref="Region"/>.</value>
    public string? Edge { get; set; }

    /// <summary>Where the API is, instead of Twilio's own host: https, or http on loopback and on
    /// <see cref="AllowHttpHost"/>. <c>TWILIO_BASE_ADDRESS</c>.</summary>
    /// <value>The default value is null: <c>https://api.twilio.com</c>, or the host of <see cref="Region"/> and <see cref="Edge"/>.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Hosts of a development environment, separated by commas, that <see cref="BaseAddress"/> may reach by http, such as the
    /// emulator in another container. Credentials and texts travel there unencrypted; the log warns of it. <c>TWILIO_ALLOW_HTTP_HOST</c>.</summary>
    /// <value>The default value is null: none but loopback.</value>
    public string? AllowHttpHost { get; set; }

    /// <summary>How long one request may take, connecting included; each retry is a request. <c>TWILIO_TIMEOUT_SECONDS</c>.</summary>
    /// <value>The default value is 30 seconds; at least 1 millisecond, at most 1 hour.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many recipients of one message are sent to at a time. <c>TWILIO_MAX_CONCURRENCY</c>.</summary>
    /// <value>The default value is 16; at least 1, at most 1,000.</value>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>How many times a recipient is tried again after a try that provably was not processed: HTTP 429, or a connection that
    /// failed before the first byte of the message was written. The wait before a retry is random, up to 200 ms, then 400 ms and so on
    /// (exponential backoff with full jitter), on top of the <c>Retry-After</c> of the answer. <c>TWILIO_MAX_RETRIES</c>.</summary>
    /// <value>The default value is 3; 0 turns retries off; at most 10.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before a retry. Where Twilio asks for more (<c>Retry-After</c>), there is no retry.
    /// <c>TWILIO_MAX_RETRY_DELAY_SECONDS</c>.</summary>
    /// <value>The default value is 10 seconds; 0 retries at once; at most 1 hour.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a recipient's first try its last retry may begin. <c>TWILIO_MAX_RETRY_TIME_SECONDS</c>.</summary>
    /// <value>The default value is 1 minute; at most 1 day.</value>
    public TimeSpan MaxRetryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a recipient whose outcome would be <see cref="SmsOutcomeState.Unknown"/> is looked up in Twilio's message list at
    /// once, as <see cref="ISmsSender.ResolveAsync"/> does: what is found there is
    /// <see cref="SmsOutcomeState.Sent"/>. It makes such sends take one request longer. <c>TWILIO_RESOLVE_UNKNOWN</c>.</summary>
    /// <value>The default value is false.</value>
    public bool ResolveUnknown { get; set; }

    /// <summary>How long after an attempt Twilio's message list may still lack the message: one that is missing from it later was not
    /// accepted. Twilio documents no such time. <c>TWILIO_LIST_DELAY_SECONDS</c>.</summary>
    /// <value>The default value is 5 minutes; at most 1 day.</value>
    public TimeSpan ListDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the ledger remembers a message that was sent under an idempotency key: a repeated send within that time sends
    /// nothing. What is in doubt is kept until it is decided. <c>TWILIO_LEDGER_RETENTION_DAYS</c>.</summary>
    /// <value>The default value is 30 days; at least 2, at most 3,650.</value>
    public TimeSpan LedgerRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether the ledger keeps the recipient's number in full once a message is settled. Where it does not, the number is masked,
    /// and known by a keyed hash. <c>TWILIO_LEDGER_KEEPS_NUMBERS</c>.</summary>
    /// <value>The default value is false.</value>
    public bool LedgerKeepsNumbers { get; set; }

    /// <summary>Where Twilio reaches the host: scheme, host and, where a proxy takes one off, path, such as <c>https://shop.example</c>.
    /// Webhooks are signed for the address that Twilio called, and behind a proxy only this says which that was. <c>TWILIO_PUBLIC_URL</c>.</summary>
    /// <value>The default value is null: what the request itself says.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>Auth tokens that webhooks may be signed with beside <see cref="Token"/>: the other one while primary and secondary change
    /// places, or the account's where an API key sends. Separated by commas in <c>TWILIO_WEBHOOK_TOKENS</c>.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<string> WebhookTokens { get; set; } = [];

    /// <summary>The secrets of shared keys that webhooks may be signed with, by the keys' ids. <c>id=secret,id=secret</c> in
    /// <c>TWILIO_WEBHOOK_KEYS</c>.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyDictionary<string, string> WebhookKeys { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether a phone number without <c>+</c> and country code is refused. Where it is not, Twilio reads such a number by rules
    /// of its own. Short codes as senders are not concerned. <c>TWILIO_REQUIRE_INTERNATIONAL_NUMBERS</c>.</summary>
    /// <value>The default value is false.</value>
    public bool RequireInternationalNumbers { get; set; }

    /// <summary>What reads the phone numbers of messages, for numbers of one country without their country code and for telling
    /// invalid ones before anything is sent; the package TwilioSms.PhoneNumbers has one.</summary>
    /// <value>The default value is null: numbers are taken as they are written.</value>
    public IPhoneNumberReader? PhoneNumbers { get; set; }

    /// <summary>Whether numbers and texts are logged in full instead of masked and left out: for development only. Traces and metrics
    /// never hold them. <c>TWILIO_LOG_SENSITIVE_DATA</c>.</summary>
    /// <value>The default value is false.</value>
    public bool LogSensitiveData { get; set; }

    /// <summary>How templates are read and rendered: FreeMarker's own settings, limits, and the loader of named templates. From
    /// configuration come <c>TWILIO_TEMPLATE_FOLDER</c> (or <c>TemplateFolder</c>), a folder of named templates, and FreeMarker's
    /// <c>TWILIO_TEMPLATE_LOCALE</c>, <c>_TIME_ZONE</c>, <c>_NUMBER_FORMAT</c>, <c>_BOOLEAN_FORMAT</c>, <c>_DATE_FORMAT</c>,
    /// <c>_TIME_FORMAT</c> and <c>_DATETIME_FORMAT</c> (or <c>TemplateSettings:Locale</c> and so on).</summary>
    /// <value>The default value is FreeMarker's defaults with <c>?url</c> escaping as UTF-8.</value>
    public TemplateSettings TemplateSettings { get; set; } = new() { UrlEscapingCharset = "UTF-8" };

    /// <summary>Where the settings were looked for, to name them as their reader knows them.</summary>
    internal SettingSource Source { get; set; } = SettingSource.None;

    /// <summary>What the binding of configuration found wrong, for the validator to report with everything else.</summary>
    internal List<string> BindingProblems { get; } = [];

    /// <summary>The access token of <see cref="ClientId"/>; null without one.</summary>
    internal OAuthSession? OAuth => string.IsNullOrWhiteSpace(ClientId) ? null : oauth;

    /// <summary>Names the type only: the options hold credentials.</summary>
    public override string ToString() => nameof(TwilioConnectorOptions);
}
