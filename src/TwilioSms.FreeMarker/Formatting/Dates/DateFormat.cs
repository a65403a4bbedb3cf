using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>A way to print and read dates. Immutable.</summary>
internal abstract class DateFormat
{
    /// <summary>The format as the template or a setting names it, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>The longest text the format can print, or more.</summary>
    public abstract int LongestText { get; }

    /// <summary>The format of a name or pattern: <c>short</c>, <c>long_medium</c>, <c>iso_m</c>, <c>xs</c>, <c>dd.MM.yyyy</c>; empty: medium.</summary>
    /// <exception cref="FormatException">It is none, or does not suit the kind.</exception>
    public static DateFormat Create(string format, DateKind kind, Locale locale, TimeZoneRules zone)
    {
        if (IsoDateOptions.IsMeant(format))
        {
            return new IsoDateFormat(IsoDateOptions.Parse(format), Known(kind), zone);
        }

        if (format.Length > 1 && format[0] == '@' && UnicodeData.IsLetter(format[1]))
        {
            throw new FormatException("a format that starts with @ and a letter is a custom one, and there are none");
        }

        var symbols = DateSymbols.For(locale);
        return new PatternDateFormat(DatePattern.Parse(StylePattern(format, kind, symbols) ?? format), symbols, locale, zone);
    }

    public abstract void Write(long milliseconds, OutputWriter output);

    /// <summary>Reads a date.</summary>
    /// <param name="text">What to read.</param>
    /// <param name="now">The present, which places years of two digits.</param>
    /// <param name="milliseconds">The moment read.</param>
    /// <param name="next">The format to print and read with from then on: this one, unless the text named another time zone.</param>
    public abstract bool TryParse(string text, long now, out long milliseconds, out DateFormat next);

    /// <summary>The locale's pattern of one style, or for date-times one each of the date and the time; null where it is no style.</summary>
    private static string? StylePattern(string format, DateKind kind, DateSymbols symbols)
    {
        var names = format.Split(['_'], StringSplitOptions.RemoveEmptyEntries);
        if (StyleOf(names, 0) is not { } style)
        {
            return null;
        }

        return Known(kind) switch
        {
            DateKind.Date => symbols.DatePattern(style),
            DateKind.Time => symbols.TimePattern(style),
            _ when names.Length < 2 => symbols.DateTimePattern(style, style),
            _ => StyleOf(names, 1) is { } timeStyle ? symbols.DateTimePattern(style, timeStyle) : null,
        };
    }

    private static DateStyle? StyleOf(string[] names, int index) => index >= names.Length
        ? DateStyle.Medium
        : names[index] switch
        {
            "short" => DateStyle.Short,
            "medium" => DateStyle.Medium,
            "long" => DateStyle.Long,
            "full" => DateStyle.Full,
            _ => null,
        };

    private static DateKind Known(DateKind kind) => kind == DateKind.Unknown
        ? throw new FormatException("it is not known whether the value is a date, a time or both; say so with ?date, ?time or ?datetime")
        : kind;
}
