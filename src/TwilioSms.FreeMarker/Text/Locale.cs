namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// A language, perhaps with a country and a variant, written as Java writes it: <c>en_US</c>, <c>de</c>, <c>fr_FR_EURO</c>.
/// Names are matched by the data that depends on them; an unknown language is not an error, it has the data of the root locale.
/// </summary>
internal sealed class Locale : IEquatable<Locale>
{
    private static readonly char[] Separators = ['_', ',', ' '];

    private Locale(string language, string country, string variant)
    {
        Language = language;
        Country = country;
        Variant = variant;
        Name = variant.Length > 0 ? $"{language}_{country}_{variant}" : country.Length > 0 ? $"{language}_{country}" : language;
    }

    /// <summary>No language at all: the data common to all locales.</summary>
    public static Locale Root { get; } = new(string.Empty, string.Empty, string.Empty);

    /// <summary>The default of FreeMarker's <c>locale</c> setting here, as the reference configuration has it.</summary>
    public static Locale EnglishUnitedStates { get; } = new("en", "US", string.Empty);

    /// <summary>Lower case, such as <c>en</c>; empty for the root locale.</summary>
    public string Language { get; }

    /// <summary>Upper case, such as <c>US</c>; empty where there is none.</summary>
    public string Country { get; }

    public string Variant { get; }

    /// <summary>The parts joined by underscores, as <c>.locale</c> prints them.</summary>
    public string Name { get; }

    /// <summary>
    /// Parses a locale as FreeMarker's settings name it: language, country and variant with an underscore, comma or space between.
    /// </summary>
    public static Locale Parse(string name)
    {
        var parts = name.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return new Locale(
            parts.Length > 0 ? Current(WithCase(parts[0], 'A', 'Z')) : string.Empty,
            parts.Length > 1 ? WithCase(parts[1], 'a', 'z') : string.Empty,
            parts.Length > 2 ? parts[2] : string.Empty);
    }

    /// <summary>Parses a locale as a .NET host names it, where a hyphen separates as well: <c>en-US</c>.</summary>
    public static Locale ParseTag(string name) => Parse(name.Replace('-', '_'));

    public bool Equals(Locale? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as Locale);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public override string ToString() => Name;

    /// <summary>The letters of ASCII from the one to the other get their other case, as Java knows no others here.</summary>
    private static string WithCase(string text, char first, char last) => string.Concat(text.Select(c => c >= first && c <= last ? (char)(c ^ ' ') : c));

    /// <summary>Java knows three languages by their old codes too.</summary>
    private static string Current(string language) => language switch
    {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        _ => language,
    };
}
