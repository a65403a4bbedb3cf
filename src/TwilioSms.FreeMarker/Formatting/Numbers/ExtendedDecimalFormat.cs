using System.Globalization;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>
/// FreeMarker's extension of DecimalFormat patterns: parameters after a second semicolon,
/// <c>,##0.00;; roundingMode=halfUp groupingSeparator='.'</c>.
/// </summary>
internal sealed class ExtendedDecimalFormat
{
    private readonly string source;
    private readonly Locale locale;
    private NumberSymbols symbols;
    private RoundingMode? roundingMode;
    private int? multiplier;
    private string? currencySymbol;
    private int position;

    private ExtendedDecimalFormat(string source, Locale locale)
    {
        this.source = source;
        this.locale = locale;
        symbols = NumberSymbolTable.Find(locale);
    }

    /// <exception cref="FormatException">The pattern or a parameter is malformed.</exception>
    public static DecimalFormat Parse(string source, Locale locale) => new ExtendedDecimalFormat(source, locale).Parse();

    private DecimalFormat Parse()
    {
        var standard = TakeStandardPattern();
        ParseParameters();
        var pattern = DecimalPattern.Parse(standard, symbols);
        pattern = pattern with
        {
            RoundingMode = roundingMode ?? pattern.RoundingMode,
            Multiplier = multiplier ?? pattern.Multiplier,
        };
        return new DecimalFormat(pattern, symbols);
    }

    /// <summary>What stands before the second semicolon outside of quotes.</summary>
    private string TakeStandardPattern()
    {
        var isQuoted = false;
        var semicolons = 0;
        for (; position < source.Length; position++)
        {
            switch (source[position])
            {
                case '\'':
                    isQuoted = !isQuoted;
                    break;
                case ';' when !isQuoted && ++semicolons == 2:
                    var end = source[position - 1] == ';' ? position - 1 : position;
                    position++;
                    return source.Substring(0, end);
                default:
                    break;
            }
        }

        return source;
    }

    private void ParseParameters()
    {
        SkipWhiteSpace();
        while (position < source.Length)
        {
            var name = TakeIdentifier(mayStartWithDigit: false) ?? throw Malformed("a parameter's name is expected");
            SkipWhiteSpace();
            if (!Take('='))
            {
                throw Malformed($"'=' and a value are expected after \"{name}\"");
            }

            SkipWhiteSpace();
            Apply(name, TakeValue());
            var end = position;
            SkipWhiteSpace();
            if (Take(','))
            {
                SkipWhiteSpace();
                if (position == source.Length)
                {
                    throw Malformed("a parameter's name is expected after the comma");
                }
            }
            else if (position == end && position < source.Length)
            {
                throw Malformed("parameters are separated by white space or a comma");
            }
        }

        if (currencySymbol is not null)
        {
            symbols = symbols with { CurrencySymbol = currencySymbol };
        }
    }

    private void Apply(string name, string value)
    {
        switch (name)
        {
            case "roundingMode":
                roundingMode = RoundingModeOf(value);
                break;
            case "multiplier" or "multipier":
                multiplier = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var factor)
                    ? factor
                    : throw Malformed($"\"multiplier\" must be a whole number, but is \"{value}\"");
                break;
            case "currencyCode":
                symbols = NumberSymbolTable.TryGetCurrency(value, out _)
                    ? symbols with { CurrencyCode = value, CurrencySymbol = NumberSymbolTable.CurrencySymbol(locale, value) }
                    : throw Malformed($"\"{value}\" is not a currency code of ISO 4217, such as EUR");
                break;
            case "currencySymbol":
                currencySymbol = value;
                break;
            default:
                symbols = WithSign(name, value);
                break;
        }
    }

    private NumberSymbols WithSign(string name, string value) => name switch
    {
        "infinity" => symbols with { Infinity = value },
        "nan" => symbols with { NaN = value },
        "exponentSeparator" => symbols with { Exponent = value },
        "decimalSeparator" => symbols with { Decimal = One(name, value) },
        "monetaryDecimalSeparator" => symbols with { MonetaryDecimal = One(name, value) },
        "groupingSeparator" => symbols with { Grouping = One(name, value) },
        "zeroDigit" => symbols with { Zero = One(name, value) },
        "minusSign" => symbols with { Minus = One(name, value).ToString() },
        "percent" => symbols with { Percent = One(name, value).ToString() },
        "perMill" => symbols with { PerMille = One(name, value).ToString() },
        _ => throw Malformed($"there is no parameter \"{name}\""),
    };

    private RoundingMode RoundingModeOf(string value) => value switch
    {
        "up" => RoundingMode.Up,
        "down" => RoundingMode.Down,
        "ceiling" => RoundingMode.Ceiling,
        "floor" => RoundingMode.Floor,
        "halfUp" => RoundingMode.HalfUp,
        "halfDown" => RoundingMode.HalfDown,
        "halfEven" => RoundingMode.HalfEven,
        "unnecessary" => RoundingMode.Unnecessary,
        _ => throw Malformed($"\"roundingMode\" must be up, down, ceiling, floor, halfUp, halfDown, halfEven or unnecessary, but is \"{value}\""),
    };

    private char One(string name, string value) =>
        value.Length == 1 ? value[0] : throw Malformed($"\"{name}\" must be one character, but is \"{value}\"");

    private string TakeValue()
    {
        if (position < source.Length && source[position] is '"' or '\'')
        {
            return TakeQuoted(source[position]);
        }

        var value = TakeIdentifier(mayStartWithDigit: true) ?? throw Malformed("a value is expected after '='");
        return position < source.Length && source[position] is '"' or '\''
            ? throw Malformed("a value that holds a quotation mark must be quoted as a whole")
            : value;
    }

    /// <summary>A value in quotation marks; two of them in a row stand for one.</summary>
    private string TakeQuoted(char mark)
    {
        var start = ++position;
        while (position < source.Length)
        {
            if (source[position++] != mark)
            {
                continue;
            }

            if (!Take(mark))
            {
                return source.Substring(start, position - 1 - start).Replace(new string(mark, 2), mark.ToString());
            }
        }

        throw Malformed("a quotation is not closed");
    }

    private string? TakeIdentifier(bool mayStartWithDigit)
    {
        var start = position;
        while (position < source.Length && IsIdentifierPart(source[position], mayStartWithDigit || position > start))
        {
            position++;
        }

        return position == start ? null : source.Substring(start, position - start);
    }

    /// <summary>Java's notion of what may stand in an identifier.</summary>
    private static bool IsIdentifierPart(char c, bool mayBeDigit) => UnicodeData.Category(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark => mayBeDigit,
        _ => false,
    };

    private bool Take(char c)
    {
        var found = position < source.Length && source[position] == c;
        position += found ? 1 : 0;
        return found;
    }

    private void SkipWhiteSpace()
    {
        while (position < source.Length && source[position] is ' ' or '\t' or '\r' or '\n' or '\u00A0')
        {
            position++;
        }
    }

    private FormatException Malformed(string reason) => new(FormattableString.Invariant(
        $"The number format \"{source}\" is malformed at its character {Math.Min(position + 1, source.Length)}: {reason}."));
}
