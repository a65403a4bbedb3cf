namespace TwilioSms.FreeMarker;

/// <summary>The number formats a rendering has used, so that a pattern is read once and not once a number.</summary>
internal sealed class NumberFormats
{
    // A template can make up patterns without end; past this many the rendering starts afresh.
    private const int Capacity = 32;

    private readonly Dictionary<(string Format, Locale Locale), NumberFormat> formats = [];
    private string? lastName;
    private Locale? lastLocale;
    private NumberFormat? last;

    /// <summary>Numbers for programs under the legacy <c>c_format</c>: up to 16 decimals, no grouping.</summary>
    public static NumberFormat LegacyComputer { get; } =
        new DecimalFormat(DecimalPattern.Parse("0.################", NumberSymbols.ForComputers), NumberSymbols.ForComputers);

    /// <inheritdoc cref="NumberFormat.Create"/>
    public NumberFormat Get(string name, Locale locale)
    {
        if (last is not null && ReferenceEquals(name, lastName) && ReferenceEquals(locale, lastLocale))
        {
            return last;
        }

        if (!formats.TryGetValue((name, locale), out var format))
        {
            format = NumberFormat.Create(name, locale);
            if (formats.Count == Capacity)
            {
                formats.Clear();
            }

            formats.Add((name, locale), format);
        }

        (lastName, lastLocale, last) = (name, locale, format);
        return format;
    }

    /// <summary>The format of <c>?c</c>.</summary>
    public static NumberFormat Computer(TemplateCFormat format) => format switch
    {
        TemplateCFormat.Legacy => LegacyComputer,
        TemplateCFormat.Java => LiteralNumberFormat.Java,
        TemplateCFormat.Xs => LiteralNumberFormat.XmlSchema,
        _ => LiteralNumberFormat.JavaScript,
    };
}
