using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The settings in force, which <c>#setting</c> changes for the rest of a rendering.</summary>
/// <param name="initial">Those that each rendering starts with.</param>
/// <param name="position">Where the rendering is.</param>
internal sealed class SettingsInForce(RenderSettings initial, Position position)
{
    private readonly RenderSettings initial = initial;

    public RenderSettings Current { get; set; } = initial;

    /// <summary>The names that <c>#setting</c> takes, in both conventions.</summary>
    public static readonly string[] Names =
    [
        "boolean_format", "booleanFormat", "c_format", "cFormat", "classic_compatible", "classicCompatible", "date_format", "dateFormat",
        "datetime_format", "datetimeFormat", "locale", "number_format", "numberFormat", "output_encoding", "outputEncoding",
        "sql_date_and_time_time_zone", "sqlDateAndTimeTimeZone", "time_format", "timeFormat", "time_zone", "timeZone",
        "url_escaping_charset", "urlEscapingCharset",
    ];

    public void Reset() => Current = initial;

    public void Set(string name, string value, Node at) => Current = name switch
    {
        "boolean_format" or "booleanFormat" => Current with
        {
            BooleanFormat = value == "c" || value.Contains(',')
                ? value
                : throw position.Error(TemplateRenderFailure.Other, "boolean_format is two words with a comma between, or c.", at),
        },
        "classic_compatible" or "classicCompatible" => Current with
        {
            ClassicCompatible = TemplateSettings.FindClassicCompatible(value)
                ?? throw position.Error(TemplateRenderFailure.Other, "classic_compatible is true or false.", at),
        },
        "c_format" or "cFormat" => Current with
        {
            CFormat = TemplateSettings.FindCFormat(value)
                ?? throw position.Error(TemplateRenderFailure.Other, "c_format is legacy, JSON, Java, JavaScript, JavaScript or JSON, or XS.", at),
        },
        "date_format" or "dateFormat" => Current with { DateFormat = value },
        "datetime_format" or "datetimeFormat" => Current with { DateTimeFormat = value },
        "time_format" or "timeFormat" => Current with { TimeFormat = value },
        "locale" => Current with { Locale = IsDefaultOfHost(value) ? initial.Template.ParsedLocale : Locale.Parse(value) },
        "number_format" or "numberFormat" => Current with { NumberFormat = value },
        "output_encoding" or "outputEncoding" => Current with { OutputEncoding = value },
        "time_zone" or "timeZone" => Current with { TimeZone = IsDefaultOfHost(value) ? initial.Template.TimeZone : value },
        "sql_date_and_time_time_zone" or "sqlDateAndTimeTimeZone" => Current with { SqlTimeZone = value == "null" ? null : value },
        "url_escaping_charset" or "urlEscapingCharset" => Current with { UrlEscapingCharset = value },
        _ => throw position.Error(TemplateRenderFailure.Other, $"The setting {name} cannot be changed here.", at),
    };

    /// <summary>The value that asks for what the host has set: here that is in the settings of the template.</summary>
    private static bool IsDefaultOfHost(string value) => value.Equals("JVM default", StringComparison.OrdinalIgnoreCase);
}
