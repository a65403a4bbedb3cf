namespace TwilioSms.FreeMarker;

/// <summary>The number formats a rendering has used, so that a pattern is read once and not once a number.</summary>
internal sealed class NumberFormats
{
    // A template can make up patterns without end; past this many the rendering starts afresh.
    private const int Capacity = 32;

    private readonly Dictionary<Key, NumberFormat> formats = [];
    private Key lastKey;
    private NumberFormat? last;

    /// <summary>Numbers for programs under the legacy <c>c_format</c>: up to 16 decimals, no grouping.</summary>
    public static NumberFormat LegacyComputer { get; } =
        new DecimalFormat(DecimalPattern.Parse("0.################", NumberSymbols.ForComputers), NumberSymbols.ForComputers);

    /// <inheritdoc cref="NumberFormat.Create"/>
    public NumberFormat Get(string name, Locale locale) => Get(new Key(name, locale, null), static key => NumberFormat.Create(key.Name, key.Locale));

    /// <summary>The locale's numbers without grouping and with a range of decimals.</summary>
    public NumberFormat GetFixed(int minimumDecimals, int maximumDecimals, Locale locale) => Get(
        new Key("number", locale, (minimumDecimals, maximumDecimals)),
        static key => NumberFormat.ForNumbers(key.Locale).WithDecimals(key.Decimals!.Value.Minimum, key.Decimals.Value.Maximum).WithoutGrouping());

    /// <summary>The format of <c>?c</c>.</summary>
    public static NumberFormat Computer(TemplateCFormat format) => format switch
    {
        TemplateCFormat.Legacy => LegacyComputer,
        TemplateCFormat.Java => LiteralNumberFormat.Java,
        TemplateCFormat.Xs => LiteralNumberFormat.XmlSchema,
        _ => LiteralNumberFormat.JavaScript,
    };

    private NumberFormat Get(in Key key, Func<Key, NumberFormat> create)
    {
        if (last is not null && lastKey.Equals(key))
        {
            return last;
        }

        if (!formats.TryGetValue(key, out var format))
        {
            format = create(key);
            if (formats.Count == Capacity)
            {
                formats.Clear();
            }

            formats.Add(key, format);
        }

        (lastKey, last) = (key, format);
        return format;
    }

    private readonly record struct Key(string Name, Locale Locale, (int Minimum, int Maximum)? Decimals);
}
