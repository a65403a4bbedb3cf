using System.Globalization;
using System.Text;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;

namespace TwilioSms.FreeMarker;

public sealed partial record TemplateSettings
{
    private static readonly string[] Names =
    [
        "auto_escaping_policy", "auto_import", "auto_include", "boolean_format", "c_format", "classic_compatible", "date_format", "datetime_format",
        "incompatible_improvements", "interpolation_syntax", "lazy_auto_imports", "lazy_imports", "locale", "localized_lookup", "naming_convention",
        "number_format", "output_encoding", "output_format", "strict_syntax", "tag_syntax", "time_format", "time_zone", "url_escaping_charset",
        "whitespace_stripping",
    ];

    /// <summary>These settings with one of them changed, under the name and with the value that Apache FreeMarker's configuration
    /// gives it (its manual, <c>Configurable.setSetting</c>): <c>number_format</c>, or <c>numberFormat</c>.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its value as text.</param>
    /// <exception cref="ArgumentException">There is no setting of that name here, or the value is none of its values.</exception>
    public TemplateSettings With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return SnakeCase(name) switch
        {
            "locale" => this with { Locale = value },
            "time_zone" => this with { TimeZone = value },
            "number_format" => this with { NumberFormat = value },
            "boolean_format" => this with { BooleanFormat = value },
            "date_format" => this with { DateFormat = value },
            "time_format" => this with { TimeFormat = value },
            "datetime_format" => this with { DateTimeFormat = value },
            "url_escaping_charset" => this with { UrlEscapingCharset = value },
            "output_encoding" => this with { OutputEncoding = value },
            "output_format" => this with { OutputFormat = value },
            "whitespace_stripping" => this with { WhitespaceStripping = Boolean(name, value) },
            "classic_compatible" => this with { ClassicCompatible = FindClassicCompatible(value) ?? throw Invalid(name, value) },
            "auto_import" => this with { AutoImports = Imports(name, value) },
            "auto_include" => this with { AutoIncludes = Words(name, value) },
            "lazy_auto_imports" => this with { LazyAutoImports = value == "null" ? null : Boolean(name, value) },
            "lazy_imports" => this with { LazyImports = Boolean(name, value) },
            "localized_lookup" => this with { LocalizedLookup = Boolean(name, value) },
            "incompatible_improvements" => this with { IncompatibleImprovements = Version(name, value) },
            "strict_syntax" => this with { StrictSyntax = Boolean(name, value) },
            "tag_syntax" => this with { TagSyntax = Choice<TemplateTagSyntax>(name, value) },
            "interpolation_syntax" => this with { InterpolationSyntax = Choice<TemplateInterpolationSyntax>(name, value) },
            "naming_convention" => this with { NamingConvention = Choice<TemplateNamingConvention>(name, value) },
            "auto_escaping_policy" => this with { AutoEscaping = Choice<TemplateAutoEscaping>(name, value) },
            "c_format" => this with { ChosenCFormat = value == "default" ? null : FindCFormat(value) ?? throw Invalid(name, value) },
            _ => throw new ArgumentException($"There is no setting '{name}'.{Suggestion.For(name, Names, string.Empty)}", nameof(name)),
        };
    }

    /// <summary>A <c>c_format</c> by FreeMarker's name for it; null where there is none.</summary>
    internal static TemplateCFormat? FindCFormat(string name) => name switch
    {
        "legacy" => TemplateCFormat.Legacy,
        "JSON" => TemplateCFormat.Json,
        "Java" => TemplateCFormat.Java,
        "JavaScript" => TemplateCFormat.JavaScript,
        "JavaScript or JSON" => TemplateCFormat.JavaScriptOrJson,
        "XS" => TemplateCFormat.Xs,
        _ => null,
    };

    /// <summary>Whether a value turns <c>classic_compatible</c> on, which also has numbers; null where it is none.</summary>
    internal static bool? FindClassicCompatible(string value) => value switch
    {
        "1" or "2" => true,
        "0" => false,
        _ => FindBoolean(value),
    };

    private static bool? FindBoolean(string value) => value.ToLowerInvariant() switch
    {
        "true" or "yes" or "t" or "y" => true,
        "false" or "no" or "f" or "n" => false,
        _ => null,
    };

    private static bool Boolean(string name, string value) => FindBoolean(value) ?? throw Invalid(name, value);

    /// <summary><c>a.ftl, 'b c.ftl'</c>.</summary>
    private static List<string> Words(string name, string value)
    {
        var reader = new SettingListReader(value);
        var words = new List<string>();
        while (!reader.IsAtEnd)
        {
            if (!reader.ReadWord(out var word) || !(reader.IsAtEnd || reader.ReadComma()))
            {
                throw Invalid(name, value);
            }

            words.Add(word);
        }

        return words;
    }

    /// <summary><c>a.ftl as a, b.ftl as b</c>, in the order that Java's map of them has.</summary>
    private static List<TemplateImport> Imports(string name, string value)
    {
        var reader = new SettingListReader(value);
        var imports = new OrderedHash();
        while (!reader.IsAtEnd)
        {
            if (!reader.ReadWord(out var template) || !reader.ReadKeyword("as") || !reader.ReadWord(out var space) || !(reader.IsAtEnd || reader.ReadComma()))
            {
                throw Invalid(name, value);
            }

            imports.Set(space, template);
        }

        return [.. JavaHashOrder.Of(imports.Count, imports.KeyAt).Select(at => new TemplateImport(imports.ValueAt(at).AsString(), imports.KeyAt(at)))];
    }

    private static Version Version(string name, string value) =>
        System.Version.TryParse(value, out var version) ? version : throw Invalid(name, value);

    private static TEnum Choice<TEnum>(string name, string value)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(value.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var choice)
        && SnakeCase(choice.ToString()).TrimStart('_') == SnakeCase(value)
            ? choice
            : throw Invalid(name, value);

    /// <summary>A name that is written in snake case, or in camel case, in snake case; one that mixes them is none of FreeMarker's.</summary>
    private static string SnakeCase(string name)
    {
        if (name.Contains('_'))
        {
            return name;
        }

        var snake = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            _ = c is >= 'A' and <= 'Z' ? snake.Append('_').Append((char)(c | ' ')) : snake.Append(c);
        }

        return snake.ToString();
    }

    private static ArgumentException Invalid(string name, string value) =>
        new(string.Format(CultureInfo.InvariantCulture, "'{0}' is no value of the setting '{1}'.", value, name), nameof(value));
}
