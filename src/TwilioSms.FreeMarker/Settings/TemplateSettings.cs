using TwilioSms.FreeMarker.Formatting.Dates;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker;

/// <summary>How templates are parsed and rendered. The defaults are those of Apache FreeMarker 2.3.31.</summary>
public sealed partial record TemplateSettings
{
    private static readonly Version OldestVersion = new(2, 3, 31);
    private static readonly Version FirstUnknownVersion = new(2, 3, 35);

    /// <summary>What one template may use up.</summary>
    public TemplateLimits Limits { get; init; } = new();

    /// <summary>The locale of numbers, dates, letter case and sorting, as <c>en_US</c> or <c>en-US</c>.</summary>
    /// <value>The default value is <c>en_US</c>.</value>
    public string Locale
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
            ParsedLocale = Text.Locale.ParseTag(value);
        }
    }

    = "en_US";

    internal Locale ParsedLocale { get; private init; } = Text.Locale.EnglishUnitedStates;

    /// <summary>The time zone dates are read and printed in, by name or offset (<c>Europe/Berlin</c>, <c>GMT+02:00</c>).</summary>
    /// <value>The default value is <c>UTC</c>. The zones are those of IANA's time zone database and of Java; the library brings
    /// them along, so they are the same on every machine.</value>
    /// <exception cref="ArgumentException">There is no such time zone.</exception>
    public string TimeZone
    {
        get;
        init => field = TimeZoneTable.Find(value) is not null
            ? value
            : throw new ArgumentException($"There is no time zone '{value}'. Give a name as Europe/Berlin or an offset as GMT+02:00.", nameof(value));
    }

    = "UTC";

    /// <summary>The clock of <c>.now</c>.</summary>
    /// <value>The default value is the system's clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How numbers are printed: <c>number</c>, <c>computer</c>, <c>currency</c>, <c>percent</c> or a Java DecimalFormat pattern.</summary>
    /// <value>The default value is <c>number</c>: <c>${4711}</c> is <c>4,711</c>.</value>
    public string NumberFormat { get; init; } = "number";

    /// <summary>How booleans are printed: two words with a comma between, or <c>c</c>.</summary>
    /// <value>The default value is <c>true,false</c>, under which printing a boolean without <c>?c</c> or <c>?string</c> is an error.</value>
    public string BooleanFormat { get; init; } = "true,false";

    /// <summary>How dates without time are printed.</summary>
    /// <value>The default value is empty: the locale's own format.</value>
    public string DateFormat { get; init; } = string.Empty;

    /// <summary>How times are printed.</summary>
    /// <value>The default value is empty: the locale's own format.</value>
    public string TimeFormat { get; init; } = string.Empty;

    /// <summary>How dates with time are printed.</summary>
    /// <value>The default value is empty: the locale's own format.</value>
    public string DateTimeFormat { get; init; } = string.Empty;

    /// <summary>The charset of <c>?url</c>.</summary>
    /// <value>The default value is null: <c>?url</c> without an argument fails.</value>
    public string? UrlEscapingCharset { get; init; }

    /// <summary>The charset the output is going to be in, as templates see it.</summary>
    /// <value>The default value is null: unknown.</value>
    public string? OutputEncoding { get; init; }

    /// <summary>Whether templates are forgiving as in FreeMarker 1: a missing value prints nothing, a single value lists as a list of one,
    /// true prints as <c>true</c> and false as nothing.</summary>
    /// <value>The default value is false.</value>
    public bool ClassicCompatible { get; init; }

    /// <summary>What <c>?c</c> and <c>number_format="c"</c> print.</summary>
    /// <value>
    /// The default value is <see cref="TemplateCFormat.Legacy"/>; with <see cref="IncompatibleImprovements"/> of 2.3.32 or later
    /// <see cref="TemplateCFormat.JavaScriptOrJson"/>.
    /// </value>
    public TemplateCFormat CFormat
    {
        get => ChosenCFormat ?? (Dialect.HasCFormat ? TemplateCFormat.JavaScriptOrJson : TemplateCFormat.Legacy);
        init => ChosenCFormat = value;
    }

    internal Dialect Dialect => new(ClassicCompatible, IncompatibleImprovements.Build);

    private TemplateCFormat? ChosenCFormat { get; init; }

    /// <summary>Which brackets directives are written in.</summary>
    /// <value>The default value is <see cref="TemplateTagSyntax.AngleBracket"/>, which <c>[#ftl]</c> overrides.</value>
    public TemplateTagSyntax TagSyntax { get; init; }

    /// <summary>Whether directives are only those with a <c>#</c>; without, <c>&lt;if x&gt;</c> is one too, as in FreeMarker 1.</summary>
    /// <value>The default value is true, which <c>&lt;#ftl strict_syntax=false&gt;</c> overrides.</value>
    public bool StrictSyntax { get; init; } = true;

    /// <summary>How interpolations are written.</summary>
    /// <value>The default value is <see cref="TemplateInterpolationSyntax.Legacy"/>: <c>${}</c> and <c>#{}</c>.</value>
    public TemplateInterpolationSyntax InterpolationSyntax { get; init; }

    /// <summary>How built-ins and directives of several words are spelled.</summary>
    /// <value>The default value is <see cref="TemplateNamingConvention.AutoDetect"/>: as the first one in the template.</value>
    public TemplateNamingConvention NamingConvention { get; init; }

    /// <summary>Whether lines that hold only directives leave no empty line.</summary>
    /// <value>The default value is true.</value>
    public bool WhitespaceStripping { get; init; } = true;

    /// <summary>The output format templates start in: <c>undefined</c>, <c>HTML</c>, <c>XHTML</c>, <c>XML</c>, <c>RTF</c>, <c>plainText</c>, <c>CSS</c>, <c>JavaScript</c> or <c>JSON</c>.</summary>
    /// <value>The default value is <c>undefined</c>.</value>
    public string OutputFormat { get; init; } = "undefined";

    /// <summary>When values are escaped for the output format.</summary>
    /// <value>The default value is <see cref="TemplateAutoEscaping.EnableIfDefault"/>.</value>
    public TemplateAutoEscaping AutoEscaping { get; init; }

    /// <summary>The version of FreeMarker whose language templates are written in: its directives, what <c>#setting</c> takes, and what
    /// built-ins and operators give. Built-ins that came later are there under every version.</summary>
    /// <value>The default value is 2.3.31.</value>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one from 2.3.31 to 2.3.34.</exception>
    public Version IncompatibleImprovements
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value >= OldestVersion && value < FirstUnknownVersion
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), value, "The language is that of FreeMarker 2.3.31 to 2.3.34; give one of these versions.");
        }
    }

    = OldestVersion;

    /// <summary>Whether <c>?eval</c>, <c>?eval_json</c> and <c>?interpret</c> may be used.</summary>
    /// <value>The default value is true; they share the limits of the template that calls them.</value>
    public bool AllowEvaluation { get; init; } = true;

    /// <summary>Whether a template that is imported is read only when the import is first used.</summary>
    /// <value>The default value is false.</value>
    public bool LazyImports { get; init; }

    /// <summary>Whether those of <see cref="AutoImports"/> are read only when they are first used.</summary>
    /// <value>The default value is null: as <see cref="LazyImports"/> says.</value>
    public bool? LazyAutoImports { get; init; }

    /// <summary>Whether those of <see cref="AutoImports"/> are read only when they are first used, if neither setting is left to the other.</summary>
    internal bool ImportsLazily => LazyAutoImports ?? LazyImports;

    /// <summary>The names of the templates that run before each rendering, from the template root.</summary>
    internal IEnumerable<string> AutoTemplates => (ImportsLazily ? [] : AutoImports.Select(static import => import.Name)).Concat(AutoIncludes);

    /// <summary>Templates that every template finds imported, as if it began with their <c>#import</c>.</summary>
    /// <value>The default value is empty. They are imported in this order, before <see cref="AutoIncludes"/>, for the template that is
    /// rendered and not again for those that it includes. Of two with the same namespace the later one counts.</value>
    public IReadOnlyList<TemplateImport> AutoImports
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value.Where((import, at) => !value.Skip(at + 1).Any(later => later.NamespaceName == import.NamespaceName))];
        }
    }

    = [];

    /// <summary>Names, from the template root, of templates that every template includes at its start: their text is printed first.</summary>
    /// <value>The default value is empty. They are included in this order; of a name that is given twice the later one counts.</value>
    public IReadOnlyList<string> AutoIncludes
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value.Where((name, at) => !value.Skip(at + 1).Contains(name))];
        }
    }

    = [];

    /// <summary>Whether a version of a template for the locale goes before the template: <c>a_en_US.ftl</c>, <c>a_en.ftl</c>, <c>a.ftl</c>.
    /// Without it the loader is asked once and not three times.</summary>
    /// <value>The default value is true.</value>
    public bool LocalizedLookup { get; init; } = true;

    /// <summary>Where <see cref="Template.LoadAsync"/>, <c>#include</c> and <c>#import</c> find templates.</summary>
    /// <value>The default value is null: there are none.</value>
    public ITemplateLoader? Loader { get; init; }
}

/// <summary>Which brackets directives are written in.</summary>
public enum TemplateTagSyntax
{
    /// <summary><c>&lt;#if&gt;</c>.</summary>
    AngleBracket,

    /// <summary><c>[#if]</c>.</summary>
    SquareBracket,

    /// <summary>As the first directive of the template.</summary>
    AutoDetect,
}

/// <summary>How interpolations are written.</summary>
public enum TemplateInterpolationSyntax
{
    /// <summary><c>${}</c> and <c>#{}</c>.</summary>
    Legacy,

    /// <summary><c>${}</c> only.</summary>
    Dollar,

    /// <summary><c>[=]</c> only.</summary>
    SquareBracket,
}

/// <summary>How names of several words are spelled.</summary>
public enum TemplateNamingConvention
{
    /// <summary>As the first such name of the template.</summary>
    AutoDetect,

    /// <summary><c>upper_case</c>.</summary>
    Legacy,

    /// <summary><c>upperCase</c>.</summary>
    CamelCase,
}

/// <summary>When values are escaped for the output format.</summary>
public enum TemplateAutoEscaping
{
    /// <summary>Where the output format says so: HTML, XHTML, XML and RTF.</summary>
    EnableIfDefault,

    /// <summary>Wherever the output format can escape.</summary>
    EnableIfSupported,

    /// <summary>Only where a template asks for it.</summary>
    Disable,

    /// <summary>Everywhere: an output format that cannot escape is an error, and so is what would switch escaping off.</summary>
    Force,
}
