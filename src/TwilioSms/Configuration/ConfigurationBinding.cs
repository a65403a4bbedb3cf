using System.Globalization;
using TwilioSms.FreeMarker;

namespace TwilioSms.Configuration;

/// <summary>Fills options from named settings, by hand: the reflection-based binder is neither trim-safe nor strict.</summary>
internal static class ConfigurationBinding
{
    public const string AccountSetting = "TWILIO_ACCOUNT";
    public const string TokenSetting = "TWILIO_TOKEN";

    // Those of FreeMarker's settings that say how values are printed; the rest is a matter of code.
    private static readonly string[] TemplateSettingNames =
        ["locale", "time_zone", "number_format", "boolean_format", "date_format", "time_format", "datetime_format"];

    public static void Bind(TwilioConnectorOptions options, Func<string, string?> read)
    {
        options.Account = Text(read, AccountSetting) ?? options.Account;
        options.Token = Text(read, TokenSetting) ?? options.Token;
        options.ApiKeySid = Text(read, "TWILIO_API_KEY_SID") ?? options.ApiKeySid;
        options.ApiKeySecret = Text(read, "TWILIO_API_KEY_SECRET") ?? options.ApiKeySecret;
        options.Region = Text(read, "TWILIO_REGION") ?? options.Region;
        options.Edge = Text(read, "TWILIO_EDGE") ?? options.Edge;
        if (Text(read, "TWILIO_BASE_ADDRESS") is { } address)
        {
            options.BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute);
        }

        options.LogSensitiveData = Flag(options, read, "TWILIO_LOG_SENSITIVE_DATA", nameof(options.LogSensitiveData)) ?? options.LogSensitiveData;
        options.ResolveUnknown = Flag(options, read, "TWILIO_RESOLVE_UNKNOWN", nameof(options.ResolveUnknown)) ?? options.ResolveUnknown;
        options.LedgerKeepsNumbers =
            Flag(options, read, "TWILIO_LEDGER_KEEPS_NUMBERS", nameof(options.LedgerKeepsNumbers)) ?? options.LedgerKeepsNumbers;
        options.RequireInternationalNumbers =
            Flag(options, read, "TWILIO_REQUIRE_INTERNATIONAL_NUMBERS", nameof(options.RequireInternationalNumbers)) ?? options.RequireInternationalNumbers;
        BindLimits(options, read);
        BindTemplateSettings(options, read);
    }

    private static void BindLimits(TwilioConnectorOptions options, Func<string, string?> read)
    {
        options.Timeout = Seconds(options, read, "TWILIO_TIMEOUT_SECONDS", nameof(options.Timeout)) ?? options.Timeout;
        options.MaxConcurrency = Number(options, read, "TWILIO_MAX_CONCURRENCY", nameof(options.MaxConcurrency)) ?? options.MaxConcurrency;
        options.MaxRetries = Number(options, read, "TWILIO_MAX_RETRIES", nameof(options.MaxRetries)) ?? options.MaxRetries;
        options.MaxRetryDelay =
            Seconds(options, read, "TWILIO_MAX_RETRY_DELAY_SECONDS", nameof(options.MaxRetryDelay)) ?? options.MaxRetryDelay;
        options.MaxRetryTime =
            Seconds(options, read, "TWILIO_MAX_RETRY_TIME_SECONDS", nameof(options.MaxRetryTime)) ?? options.MaxRetryTime;
        options.LedgerRetention = Number(options, read, "TWILIO_LEDGER_RETENTION_DAYS", nameof(options.LedgerRetention)) is { } days
            ? TimeSpan.FromDays(days)
            : options.LedgerRetention;
        options.ListDelay = Seconds(options, read, "TWILIO_LIST_DELAY_SECONDS", nameof(options.ListDelay)) ?? options.ListDelay;
    }

    private static TimeSpan? Seconds(TwilioConnectorOptions options, Func<string, string?> read, string key, string option)
    {
        if (Text(read, key) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= (decimal)TimeSpan.FromDays(1).TotalSeconds)
        {
            return TimeSpan.FromSeconds((double)seconds);
        }

        options.BindingProblems.Add($"{key} ({option}) is not a number of seconds such as 30 or 2.5.");
        return null;
    }

    private static bool? Flag(TwilioConnectorOptions options, Func<string, string?> read, string key, string option)
    {
        if (Text(read, key) is not { } text)
        {
            return null;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        options.BindingProblems.Add($"{key} ({option}) is neither true nor false.");
        return null;
    }

    private static int? Number(TwilioConnectorOptions options, Func<string, string?> read, string key, string option)
    {
        if (Text(read, key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        options.BindingProblems.Add($"{key} ({option}) is not a whole number.");
        return null;
    }

    private static void BindTemplateSettings(TwilioConnectorOptions options, Func<string, string?> read)
    {
        if (Text(read, "TWILIO_TEMPLATE_FOLDER") is { } folder)
        {
            options.TemplateSettings = options.TemplateSettings with { Loader = new FolderTemplateLoader(folder) };
        }

        foreach (var setting in TemplateSettingNames)
        {
            var key = "TWILIO_TEMPLATE_" + setting.ToUpperInvariant();
            if (Text(read, key) is not { } value)
            {
                continue;
            }

            try
            {
                options.TemplateSettings = options.TemplateSettings.With(setting, value);
            }
            catch (ArgumentException)
            {
                options.BindingProblems.Add($"{key} is not a value that FreeMarker's setting {setting} can have.");
            }
        }
    }

    private static string? Text(Func<string, string?> read, string key) =>
        read(key)?.Trim() is { Length: > 0 } text ? text : null;
}
