using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Settings;

/// <summary>A setting by the name that Apache FreeMarker gives it: who can change it, and how.</summary>
/// <param name="Name">The name in the legacy convention: <c>number_format</c>.</param>
internal sealed record NamedSetting(string Name)
{
    /// <summary>Every setting that has a name here.</summary>
    public static IReadOnlyList<NamedSetting> All { get; } =
    [
        new("attributes") { HeaderName = "attributes", OfHeader = static (header, value) => value.Object is IExtendedHash ? header : null, HeaderValues = "a hash" },
        new("auto_escaping_policy")
        {
            OfHost = static (settings, value) => SettingValue.Choice<TemplateAutoEscaping>(value) is { } chosen ? settings with { AutoEscaping = chosen } : null,
            HeaderName = "auto_esc",
            OfHeader = static (header, value) => value.Kind == ValueKind.Boolean ? header with { Escapes = value.AsBoolean() } : null,
            HeaderValues = "true or false",
        },
        new("auto_import") { OfHost = static (settings, value) => SettingValue.Imports(value) is { } imports ? settings with { AutoImports = imports } : null },
        new("auto_include") { OfHost = static (settings, value) => SettingValue.Words(value) is { } names ? settings with { AutoIncludes = names } : null },
        new("boolean_format")
        {
            OfHost = static (settings, value) => settings with { BooleanFormat = value },
            OfTemplate = static (settings, value) => value == "c" || value.Contains(',') ? settings with { BooleanFormat = value } : null,
            Values = "two words with a comma between, or c",
        },
        new("c_format")
        {
            OfHost = static (settings, value) => value == "default" ? settings.WithDefaultCFormat()
                : SettingValue.CFormat(value) is { } format ? settings with { CFormat = format } : null,
            OfTemplate = static (settings, value) => SettingValue.CFormat(value) is { } format ? settings with { CFormat = format } : null,
            Values = "legacy, JSON, Java, JavaScript, JavaScript or JSON, or XS",
        },
        new("classic_compatible")
        {
            OfHost = static (settings, value) => SettingValue.Classic(value) is { } isClassic ? settings with { ClassicCompatible = isClassic } : null,
            OfTemplate = static (settings, value) =>
                SettingValue.Classic(value) is { } isClassic ? settings with { Dialect = settings.Dialect with { IsClassic = isClassic } } : null,
            Values = "true or false",
        },
        new("date_format")
        {
            OfHost = static (settings, value) => settings with { DateFormat = value },
            OfTemplate = static (settings, value) => settings with { DateFormat = value },
        },
        new("datetime_format")
        {
            OfHost = static (settings, value) => settings with { DateTimeFormat = value },
            OfTemplate = static (settings, value) => settings with { DateTimeFormat = value },
        },
        new("encoding") { HeaderName = "encoding", OfHeader = static (header, value) => value.Kind == ValueKind.String ? header : null, HeaderValues = "a string" },
        new("incompatible_improvements")
        {
            OfHost = static (settings, value) => Version.TryParse(value, out var version) ? settings with { IncompatibleImprovements = version } : null,
        },
        new("interpolation_syntax")
        {
            OfHost = static (settings, value) =>
                SettingValue.Choice<TemplateInterpolationSyntax>(value) is { } chosen ? settings with { InterpolationSyntax = chosen } : null,
        },
        new("lazy_auto_imports")
        {
            OfHost = static (settings, value) => value == "null" ? settings with { LazyAutoImports = null }
                : SettingValue.Boolean(value) is { } isLazy ? settings with { LazyAutoImports = isLazy } : null,
        },
        new("lazy_imports") { OfHost = static (settings, value) => SettingValue.Boolean(value) is { } isLazy ? settings with { LazyImports = isLazy } : null },
        new("locale")
        {
            OfHost = static (settings, value) => settings with { Locale = value },
            OfTemplate = static (settings, value) => settings with { Locale = IsDefaultOfHost(value) ? settings.Template.ParsedLocale : Locale.Parse(value) },
        },
        new("localized_lookup") { OfHost = static (settings, value) => SettingValue.Boolean(value) is { } looks ? settings with { LocalizedLookup = looks } : null },
        new("naming_convention")
        {
            OfHost = static (settings, value) => SettingValue.Choice<TemplateNamingConvention>(value) is { } chosen ? settings with { NamingConvention = chosen } : null,
        },
        new("ns_prefixes")
        {
            HeaderName = "ns_prefixes",
            OfHeader = static (header, value) => SettingValue.ArePrefixes(value) ? header : null,
            HeaderValues = "a hash of prefixes, but not N, and names of namespaces, each of them once",
        },
        new("number_format")
        {
            OfHost = static (settings, value) => settings with { NumberFormat = value },
            OfTemplate = static (settings, value) => settings with { NumberFormat = value },
        },
        new("output_encoding")
        {
            OfHost = static (settings, value) => settings with { OutputEncoding = value },
            OfTemplate = static (settings, value) => settings with { OutputEncoding = value },
        },
        new("output_format")
        {
            OfHost = static (settings, value) => settings with { OutputFormat = value },
            HeaderName = "output_format",
            OfHeader = static (header, value) => value.Kind == ValueKind.String ? header with { OutputFormat = value.AsString() } : null,
            HeaderValues = "a string",
        },
        new("sql_date_and_time_time_zone") { OfTemplate = static (settings, value) => settings with { SqlTimeZone = value == "null" ? null : value } },
        new("strict_syntax")
        {
            OfHost = static (settings, value) => SettingValue.Boolean(value) is { } isStrict ? settings with { StrictSyntax = isStrict } : null,
            HeaderName = "strict_syntax",
            OfHeader = static (header, value) => SettingValue.OlderBoolean(value) is { } isStrict ? header with { StrictSyntax = isStrict } : null,
            HeaderValues = "true or false",
        },
        new("strip_text")
        {
            HeaderName = "strip_text",
            OfHeader = static (header, value) => SettingValue.OlderBoolean(value) is { } strips ? header with { StripsText = strips } : null,
            HeaderValues = "true or false",
        },
        new("tag_syntax")
        {
            OfHost = static (settings, value) => SettingValue.Choice<TemplateTagSyntax>(value) is { } chosen ? settings with { TagSyntax = chosen } : null,
        },
        new("time_format")
        {
            OfHost = static (settings, value) => settings with { TimeFormat = value },
            OfTemplate = static (settings, value) => settings with { TimeFormat = value },
        },
        new("time_zone")
        {
            OfHost = static (settings, value) => settings with { TimeZone = value },
            OfTemplate = static (settings, value) => settings with { TimeZone = IsDefaultOfHost(value) ? settings.Template.TimeZone : value },
        },
        new("url_escaping_charset")
        {
            OfHost = static (settings, value) => settings with { UrlEscapingCharset = value },
            OfTemplate = static (settings, value) => settings with { UrlEscapingCharset = value },
        },
        new("whitespace_stripping")
        {
            OfHost = static (settings, value) => SettingValue.Boolean(value) is { } strips ? settings with { WhitespaceStripping = strips } : null,
            HeaderName = "strip_whitespace",
            OfHeader = static (header, value) => SettingValue.OlderBoolean(value) is { } strips ? header with { StripsWhitespace = strips } : null,
            HeaderValues = "true or false",
        },
    ];

    /// <summary>The names of what <c>#setting</c> can change, in both conventions.</summary>
    public static IReadOnlyList<string> TemplateNames { get; } =
        [.. All.Where(static setting => setting.OfTemplate is not null).SelectMany(static setting => new[] { setting.Name, setting.CamelName }).Distinct()];

    /// <summary>The names of what the header <c>#ftl</c> can say, in the legacy convention.</summary>
    public static IReadOnlyList<string> HeaderNames { get; } = [.. All.Select(static setting => setting.HeaderName).OfType<string>()];

    /// <summary>The name in the other convention: <c>numberFormat</c>.</summary>
    public string CamelName { get; } = CamelCase.Of(Name);

    /// <summary>The settings of a host, changed; null where the value is none. Null for what a host cannot change.</summary>
    public Func<TemplateSettings, string, TemplateSettings?>? OfHost { get; private init; }

    /// <summary>The settings in force, changed by <c>#setting</c>; null where the value is none. Null for what a template cannot change.</summary>
    public Func<RenderSettings, string, RenderSettings?>? OfTemplate { get; private init; }

    /// <summary>The values there are, in words.</summary>
    public string? Values { get; private init; }

    /// <summary>The name that the header of a template has for it, in the legacy convention; null where it has none.</summary>
    public string? HeaderName { get; private init; }

    /// <summary>The header, with what it says changed; null where the value is none. Null for what a header cannot say.</summary>
    public Func<TemplateHeader, Value, TemplateHeader?>? OfHeader { get; private init; }

    /// <summary>The values there are in a header, in words.</summary>
    public string? HeaderValues { get; private init; }

    /// <summary>The setting of a name in either convention; null where there is none.</summary>
    public static NamedSetting? Find(string name)
    {
        foreach (var setting in All)
        {
            if (setting.Name == name || setting.CamelName == name)
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>The setting that a header has a name for: in the legacy convention, in which FreeMarker takes any case here, or in the other one.</summary>
    public static NamedSetting? FindOfHeader(string name)
    {
        foreach (var setting in All)
        {
            if (setting.HeaderName is { } known && (known.Equals(name, StringComparison.OrdinalIgnoreCase) || CamelCase.Of(known) == name))
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>The value that asks for what the host has set: here that is in the settings of the template.</summary>
    private static bool IsDefaultOfHost(string value) => value.Equals("JVM default", StringComparison.OrdinalIgnoreCase);
}
