using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// What #setting changes.
internal sealed partial class Environment
{
    /// <summary>The names that <c>#setting</c> takes, in both conventions.</summary>
    public static readonly string[] SettingNames =
    [
        "boolean_format", "booleanFormat", "c_format", "cFormat", "classic_compatible", "classicCompatible", "date_format", "dateFormat",
        "datetime_format", "datetimeFormat", "locale", "number_format", "numberFormat", "output_encoding", "outputEncoding",
        "sql_date_and_time_time_zone", "sqlDateAndTimeTimeZone", "time_format", "timeFormat", "time_zone", "timeZone",
        "url_escaping_charset", "urlEscapingCharset",
    ];

    public void SetSetting(string name, string value, Element at) => Settings = name switch
    {
        "boolean_format" or "booleanFormat" => Settings with
        {
            BooleanFormat = value == "c" || value.Contains(',')
                ? value
                : throw Error(TemplateRenderFailure.Other, "boolean_format is two words with a comma between, or c.", at),
        },
        "classic_compatible" or "classicCompatible" => Settings with
        {
            ClassicCompatible = FreeMarker.TemplateSettings.FindClassicCompatible(value)
                ?? throw Error(TemplateRenderFailure.Other, "classic_compatible is true or false.", at),
        },
        "c_format" or "cFormat" => Settings with
        {
            CFormat = FreeMarker.TemplateSettings.FindCFormat(value)
                ?? throw Error(TemplateRenderFailure.Other, "c_format is legacy, JSON, Java, JavaScript, JavaScript or JSON, or XS.", at),
        },
        "date_format" or "dateFormat" => Settings with { DateFormat = value },
        "datetime_format" or "datetimeFormat" => Settings with { DateTimeFormat = value },
        "time_format" or "timeFormat" => Settings with { TimeFormat = value },
        "locale" => Settings with { Locale = IsDefaultOfHost(value) ? TemplateSettings.ParsedLocale : Locale.Parse(value) },
        "number_format" or "numberFormat" => Settings with { NumberFormat = value },
        "output_encoding" or "outputEncoding" => Settings with { OutputEncoding = value },
        "time_zone" or "timeZone" => Settings with { TimeZone = IsDefaultOfHost(value) ? TemplateSettings.TimeZone : value },
        "sql_date_and_time_time_zone" or "sqlDateAndTimeTimeZone" => Settings with { SqlTimeZone = value == "null" ? null : value },
        "url_escaping_charset" or "urlEscapingCharset" => Settings with { UrlEscapingCharset = value },
        _ => throw Error(TemplateRenderFailure.Other, $"The setting {name} cannot be changed here.", at),
    };

    /// <summary>The value that asks for what the host has set: here that is in the settings of the template.</summary>
    private static bool IsDefaultOfHost(string value) => value.Equals("JVM default", StringComparison.OrdinalIgnoreCase);
}
