using TwilioSms.FreeMarker;
using static TwilioSms.Configuration.Setting;

namespace TwilioSms.Configuration;

/// <summary>All settings there are. Bound by hand: the reflection-based binder is neither trim-safe nor strict.</summary>
internal static class Settings
{
    public static readonly Setting Account = Text("TWILIO_ACCOUNT", nameof(TwilioConnectorOptions.Account),
        static (options, value) => options.Account = value, "TWILIO_ACCOUNT_SID", "TWILIO_SID", "AccountSid", "AccountId");

    public static readonly Setting Token = Text("TWILIO_TOKEN", nameof(TwilioConnectorOptions.Token),
        static (options, value) => options.Token = value, "TWILIO_AUTH_TOKEN", "AuthToken");

    public static readonly Setting ApiKeySid = Text("TWILIO_API_KEY_SID", nameof(TwilioConnectorOptions.ApiKeySid),
        static (options, value) => options.ApiKeySid = value, "TWILIO_API_KEY", "ApiKey");

    public static readonly Setting ApiKeySecret = Text("TWILIO_API_KEY_SECRET", nameof(TwilioConnectorOptions.ApiKeySecret),
        static (options, value) => options.ApiKeySecret = value, "TWILIO_API_SECRET", "ApiSecret");

    public static readonly Setting ClientId = Text("TWILIO_CLIENT_ID", nameof(TwilioConnectorOptions.ClientId),
        static (options, value) => options.ClientId = value, "TWILIO_OAUTH_CLIENT_ID");

    public static readonly Setting ClientSecret = Text("TWILIO_CLIENT_SECRET", nameof(TwilioConnectorOptions.ClientSecret),
        static (options, value) => options.ClientSecret = value, "TWILIO_OAUTH_CLIENT_SECRET");

    public static readonly Setting Region = Text("TWILIO_REGION", nameof(TwilioConnectorOptions.Region),
        static (options, value) => options.Region = value);

    public static readonly Setting Edge = Text("TWILIO_EDGE", nameof(TwilioConnectorOptions.Edge),
        static (options, value) => options.Edge = value);

    public static readonly Setting BaseAddress = Text("TWILIO_BASE_ADDRESS", nameof(TwilioConnectorOptions.BaseAddress),
        static (options, value) => options.BaseAddress = new Uri(value, UriKind.RelativeOrAbsolute));

    public static readonly Setting AllowHttpHost = Text("TWILIO_ALLOW_HTTP_HOST", nameof(TwilioConnectorOptions.AllowHttpHost),
        static (options, value) => options.AllowHttpHost = value);

    public static readonly Setting Timeout = Duration("TWILIO_TIMEOUT_SECONDS", nameof(TwilioConnectorOptions.Timeout),
        static (options, value) => options.Timeout = value);

    public static readonly Setting MaxConcurrency = Number("TWILIO_MAX_CONCURRENCY", nameof(TwilioConnectorOptions.MaxConcurrency),
        static (options, value) => options.MaxConcurrency = value);

    public static readonly Setting MaxRetries = Number("TWILIO_MAX_RETRIES", nameof(TwilioConnectorOptions.MaxRetries),
        static (options, value) => options.MaxRetries = value);

    public static readonly Setting MaxRetryDelay = Duration("TWILIO_MAX_RETRY_DELAY_SECONDS", nameof(TwilioConnectorOptions.MaxRetryDelay),
        static (options, value) => options.MaxRetryDelay = value);

    public static readonly Setting MaxRetryTime = Duration("TWILIO_MAX_RETRY_TIME_SECONDS", nameof(TwilioConnectorOptions.MaxRetryTime),
        static (options, value) => options.MaxRetryTime = value);

    public static readonly Setting ListDelay = Duration("TWILIO_LIST_DELAY_SECONDS", nameof(TwilioConnectorOptions.ListDelay),
        static (options, value) => options.ListDelay = value);

    public static readonly Setting LedgerRetention = Days("TWILIO_LEDGER_RETENTION_DAYS", nameof(TwilioConnectorOptions.LedgerRetention),
        static (options, value) => options.LedgerRetention = value);

    public static readonly Setting PublicUrl = Text("TWILIO_PUBLIC_URL", nameof(TwilioConnectorOptions.PublicUrl),
        static (options, value) => options.PublicUrl = new Uri(value, UriKind.RelativeOrAbsolute));

    public static readonly IReadOnlyList<Setting> All =
    [
        Account, Token, ApiKeySid, ApiKeySecret, ClientId, ClientSecret, Region, Edge, BaseAddress, AllowHttpHost, Timeout, MaxConcurrency,
        MaxRetries, MaxRetryDelay, MaxRetryTime, ListDelay, LedgerRetention, PublicUrl,
        Words("TWILIO_WEBHOOK_TOKENS", nameof(TwilioConnectorOptions.WebhookTokens), static (options, value) => options.WebhookTokens = value),
        Pairs("TWILIO_WEBHOOK_KEYS", nameof(TwilioConnectorOptions.WebhookKeys), static (options, value) => options.WebhookKeys = value),
        Flag("TWILIO_LEDGER_KEEPS_NUMBERS", nameof(TwilioConnectorOptions.LedgerKeepsNumbers),
            static (options, value) => options.LedgerKeepsNumbers = value),
        Flag("TWILIO_RESOLVE_UNKNOWN", nameof(TwilioConnectorOptions.ResolveUnknown), static (options, value) => options.ResolveUnknown = value),
        Flag("TWILIO_REQUIRE_INTERNATIONAL_NUMBERS", nameof(TwilioConnectorOptions.RequireInternationalNumbers),
            static (options, value) => options.RequireInternationalNumbers = value),
        Flag("TWILIO_LOG_SENSITIVE_DATA", nameof(TwilioConnectorOptions.LogSensitiveData),
            static (options, value) => options.LogSensitiveData = value),
        Text("TWILIO_TEMPLATE_FOLDER", "TemplateFolder", static (options, value) =>
            options.TemplateSettings = options.TemplateSettings with { Loader = new FolderTemplateLoader(value) }),
        // Those of FreeMarker's settings that say how values are printed; the rest is a matter of code.
        Template("TWILIO_TEMPLATE_LOCALE", "TemplateSettings:Locale", "locale"),
        Template("TWILIO_TEMPLATE_TIME_ZONE", "TemplateSettings:TimeZone", "time_zone"),
        Template("TWILIO_TEMPLATE_NUMBER_FORMAT", "TemplateSettings:NumberFormat", "number_format"),
        Template("TWILIO_TEMPLATE_BOOLEAN_FORMAT", "TemplateSettings:BooleanFormat", "boolean_format"),
        Template("TWILIO_TEMPLATE_DATE_FORMAT", "TemplateSettings:DateFormat", "date_format"),
        Template("TWILIO_TEMPLATE_TIME_FORMAT", "TemplateSettings:TimeFormat", "time_format"),
        Template("TWILIO_TEMPLATE_DATETIME_FORMAT", "TemplateSettings:DateTimeFormat", "datetime_format"),
    ];
}
