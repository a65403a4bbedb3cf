using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>Prints numbers in one way. Immutable, and safe to share between threads.</summary>
internal abstract class NumberFormat
{
    /// <exception cref="ArithmeticException">The format has no text for the value.</exception>
    public abstract void Write(Number value, OutputWriter output);

    /// <summary>
    /// The format of a name (<c>number</c>, <c>currency</c>, <c>percent</c>) or of a Java DecimalFormat pattern with FreeMarker's
    /// parameters after <c>;;</c>.
    /// </summary>
    /// <exception cref="FormatException">The pattern or a parameter is malformed.</exception>
    public static NumberFormat Create(string format, Locale locale) => format switch
    {
        "number" => ForNumbers(locale),
        "currency" => ForCurrency(locale),
        "percent" => Named(locale, static symbols => symbols.PercentPattern),
        _ => ExtendedDecimalFormat.Parse(format, locale),
    };

    /// <summary>The locale's usual format of numbers.</summary>
    public static DecimalFormat ForNumbers(Locale locale) => Named(locale, static symbols => symbols.NumberPattern);

    private static DecimalFormat ForCurrency(Locale locale)
    {
        var format = Named(locale, static symbols => symbols.CurrencyPattern);
        return NumberSymbolTable.TryGetCurrency(NumberSymbolTable.Find(locale).CurrencyCode, out var decimals) && decimals is { } count
            ? format.WithDecimals(count, count)
            : format;
    }

    private static DecimalFormat Named(Locale locale, Func<NumberSymbols, string> pattern)
    {
        var symbols = NumberSymbolTable.Find(locale);
        return new DecimalFormat(DecimalPattern.Parse(pattern(symbols), symbols), symbols);
    }
}
