namespace TwilioSms.FreeMarker;

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

    public void SetSetting(string name, string value, Element at)
    {
        switch (name)
        {
            case "boolean_format" or "booleanFormat":
                Settings.BooleanFormat = value == "c" || value.Contains(',')
                    ? value
                    : throw Error(TemplateRenderFailure.Other, "boolean_format is two words with a comma between, or c.", at);
                break;
            case "classic_compatible" or "classicCompatible":
                Settings.ClassicCompatible = value is "true" or "yes" or "y" or "t";
                break;
            case "c_format" or "cFormat":
                Settings.CFormat = TemplateSettings.With("c_format", value).CFormat;
                break;
            case "date_format" or "dateFormat":
                Settings.DateFormat = value;
                break;
            case "datetime_format" or "datetimeFormat":
                Settings.DateTimeFormat = value;
                break;
            case "time_format" or "timeFormat":
                Settings.TimeFormat = value;
                break;
            case "locale":
                Settings.Locale = Locale.Parse(value);
                break;
            case "number_format" or "numberFormat":
                Settings.NumberFormat = value;
                break;
            case "output_encoding" or "outputEncoding":
                Settings.OutputEncoding = value;
                break;
            case "time_zone" or "timeZone":
                Settings.TimeZone = value;
                break;
            case "sql_date_and_time_time_zone" or "sqlDateAndTimeTimeZone":
                Settings.SqlTimeZone = value == "null" ? null : value;
                break;
            case "url_escaping_charset" or "urlEscapingCharset":
                Settings.UrlEscapingCharset = value;
                break;
            default:
                throw Error(TemplateRenderFailure.Other, $"The setting {name} cannot be changed here.", at);
        }
    }
}
