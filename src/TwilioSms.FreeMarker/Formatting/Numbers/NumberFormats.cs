using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>The number formats a rendering has used, so that a pattern is read once and not once a number.</summary>
internal sealed class NumberFormats
{
    // A template can make up patterns without end; past this many the rendering starts afresh.
    private const int Capacity = 32;

    /// <summary>As many decimals as the name or pattern says.</summary>
    private const int AsNamed = -1;

    // Looked through from the start: a template has few formats, and their names are mostly the very same strings.
    private readonly List<Kept> kept = [];

    /// <summary>Numbers for programs under the legacy <c>c_format</c>: up to 16 decimals, no grouping.</summary>
    public static NumberFormat LegacyComputer { get; } =
        new DecimalFormat(DecimalPattern.Parse("0.################", NumberSymbols.ForComputers), NumberSymbols.ForComputers);

    /// <summary>A format that was used before; null where it was not, or too long ago.</summary>
    public NumberFormat? Find(string name, Locale locale) => Find(name, locale, AsNamed, AsNamed);

    /// <inheritdoc cref="NumberFormat.Create"/>
    public NumberFormat Create(string name, Locale locale) => Keep(name, locale, AsNamed, AsNamed, NumberFormat.Create(name, locale));

    /// <summary>The locale's numbers without grouping and with a range of decimals.</summary>
    public NumberFormat GetFixed(int minimumDecimals, int maximumDecimals, Locale locale) =>
        Find("number", locale, minimumDecimals, maximumDecimals) ?? Keep(
            "number", locale, minimumDecimals, maximumDecimals,
            NumberFormat.ForNumbers(locale).WithDecimals(minimumDecimals, maximumDecimals).WithoutGrouping());

    /// <summary>The format of <c>?c</c>.</summary>
    public static NumberFormat Computer(TemplateCFormat format) => format switch
    {
        TemplateCFormat.Legacy => LegacyComputer,
        TemplateCFormat.Java => LiteralNumberFormat.Java,
        TemplateCFormat.Xs => LiteralNumberFormat.XmlSchema,
        _ => LiteralNumberFormat.JavaScript,
    };

    private NumberFormat? Find(string name, Locale locale, int minimum, int maximum)
    {
        foreach (var entry in kept)
        {
            if (entry.Minimum == minimum && entry.Maximum == maximum && entry.Name == name && entry.Locale.Equals(locale))
            {
                return entry.Format;
            }
        }

        return null;
    }

    private NumberFormat Keep(string name, Locale locale, int minimum, int maximum, NumberFormat format)
    {
        if (kept.Count == Capacity)
        {
            kept.Clear();
        }

        kept.Add(new Kept(name, locale, minimum, maximum, format));
        return format;
    }

    /// <summary>A format and what it was made from.</summary>
    /// <param name="Name">Its name or pattern.</param>
    /// <param name="Locale">Its locale.</param>
    /// <param name="Minimum">The least decimals, or <see cref="AsNamed"/>.</param>
    /// <param name="Maximum">The most decimals, or <see cref="AsNamed"/>.</param>
    /// <param name="Format">What it is.</param>
    private sealed record Kept(string Name, Locale Locale, int Minimum, int Maximum, NumberFormat Format);
}
