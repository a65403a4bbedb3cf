using System.Globalization;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;

namespace TwilioSms.FreeMarker;

public sealed partial record TemplateSettings
{
    /// <summary>These settings with one of them changed, under the name and with the value that Apache FreeMarker's configuration
    /// gives it (its manual, <c>Configurable.setSetting</c>): <c>number_format</c>, <c>tag_syntax</c> ...; camel case works too.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its value as text.</param>
    /// <exception cref="ArgumentException">There is no setting of that name here, or the value is none of its values.</exception>
    public TemplateSettings With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return name.Replace("_", string.Empty, StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "locale" => this with { Locale = value },
            "timezone" => this with { TimeZone = value },
            "numberformat" => this with { NumberFormat = value },
            "booleanformat" => this with { BooleanFormat = value },
            "dateformat" => this with { DateFormat = value },
            "timeformat" => this with { TimeFormat = value },
            "datetimeformat" => this with { DateTimeFormat = value },
            "urlescapingcharset" => this with { UrlEscapingCharset = value },
            "outputencoding" => this with { OutputEncoding = value },
            "outputformat" => this with { OutputFormat = value },
            "whitespacestripping" => this with { WhitespaceStripping = Boolean(name, value) },
            "classiccompatible" => this with { ClassicCompatible = FindClassicCompatible(value) ?? throw Invalid(name, value) },
            "autoimport" => this with { AutoImports = Imports(name, value) },
            "autoinclude" => this with { AutoIncludes = Words(name, value) },
            "lazyautoimports" => this with { LazyAutoImports = value == "null" ? null : Boolean(name, value) },
            "lazyimports" => this with { LazyImports = Boolean(name, value) },
            "localizedlookup" => this with { LocalizedLookup = Boolean(name, value) },
            "incompatibleimprovements" => this with { IncompatibleImprovements = Version(name, value) },
            "strictsyntax" => this with { StrictSyntax = Boolean(name, value) },
            "tagsyntax" => this with { TagSyntax = Choice<TemplateTagSyntax>(name, value) },
            "interpolationsyntax" => this with { InterpolationSyntax = Choice<TemplateInterpolationSyntax>(name, value) },
            "namingconvention" => this with { NamingConvention = Choice<TemplateNamingConvention>(name, value) },
            "autoescapingpolicy" => this with { AutoEscaping = Choice<TemplateAutoEscaping>(name, value) },
            "cformat" => this with { ChosenCFormat = value == "default" ? null : FindCFormat(value) ?? throw Invalid(name, value) },
            _ => throw new ArgumentException($"There is no setting '{name}'.", nameof(name)),
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
        Enum.TryParse<TEnum>(value.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var choice) && !char.IsDigit(value, 0) ? choice : throw Invalid(name, value);

    private static ArgumentException Invalid(string name, string value) =>
        new(string.Format(CultureInfo.InvariantCulture, "'{0}' is no value of the setting '{1}'.", value, name), nameof(value));
}
