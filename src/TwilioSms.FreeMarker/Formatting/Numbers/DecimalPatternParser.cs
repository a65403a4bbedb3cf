using System.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>
/// Reads a pattern of Java's DecimalFormat: prefix, digits and suffix, then perhaps <c>;</c> and the same again, of which only prefix
/// and suffix count, for negative values. Java tolerates digits that go on after a suffix has begun, and so does this.
/// </summary>
internal sealed class DecimalPatternParser(string pattern, NumberSymbols symbols)
{
    private const char CurrencySign = '\u00A4';
    private const char PerMilleSign = '\u2030';

    private readonly DigitCounts digits = new();
    private int position;
    private bool hasSeparator;
    private bool isCurrency;

    public DecimalPattern Parse()
    {
        if (pattern.Length == 0)
        {
            // Java's state before it reads a pattern: every decimal the value has, groups of three.
            return new DecimalPattern { NegativePrefix = symbols.Minus, MaximumDecimals = int.MaxValue, GroupingSize = 3 };
        }

        var (prefix, suffix, multiplier) = ParsePart(isNegative: false);
        var hasOwnNegative = TryParseNegative(out var negativePrefix, out var negativeSuffix)
            && (negativePrefix.Source != prefix.Source || negativeSuffix.Source != suffix.Source);
        return digits.ToPattern(Malformed) with
        {
            PositivePrefix = prefix.Text,
            PositiveSuffix = suffix.Text,
            NegativePrefix = hasOwnNegative ? negativePrefix.Text : symbols.Minus + prefix.Text,
            NegativeSuffix = hasOwnNegative ? negativeSuffix.Text : suffix.Text,
            Multiplier = multiplier,
            IsCurrency = isCurrency,
        };
    }

    /// <summary>
    /// Reads the part after the semicolon. Where there is none Java reads the whole pattern a second time, now passing over every E
    /// next to a digit: a suffix that starts with E makes a negative pattern of its own, and so it does here.
    /// </summary>
    private bool TryParseNegative(out Affix prefix, out Affix suffix)
    {
        if (!hasSeparator)
        {
            position = 0;
        }

        var isGiven = position < pattern.Length;
        (prefix, suffix, _) = ParsePart(isNegative: true);
        return isGiven;
    }

    private (Affix Prefix, Affix Suffix, int Multiplier) ParsePart(bool isNegative)
    {
        Affix prefix = new(), suffix = new(), affix = prefix;
        var multiplier = 1;
        while (position < pattern.Length)
        {
            var c = pattern[position];
            switch (c)
            {
                case '#' or '0' or ',' or '.':
                    ReadDigits(isNegative);
                    affix = suffix;
                    continue;
                case ';' when affix == prefix || isNegative:
                    throw Malformed("a ';' stands where none may; quote it: ';'");
                case ';':
                    hasSeparator = true;
                    position++;
                    return (prefix, suffix, multiplier);
                case '%' or PerMilleSign when multiplier != 1:
                    throw Malformed("it has more than one percent or per mille sign");
                case '%':
                    multiplier = 100;
                    affix.AppendSign(c, symbols.Percent);
                    break;
                case PerMilleSign:
                    multiplier = 1000;
                    affix.AppendSign(c, symbols.PerMille);
                    break;
                case '-':
                    affix.AppendSign(c, symbols.Minus);
                    break;
                case CurrencySign:
                    isCurrency = true;
                    var isDoubled = NextIs(CurrencySign);
                    position += isDoubled ? 1 : 0;
                    affix.AppendSign(isDoubled ? 'C' : c, isDoubled ? symbols.CurrencyCode : symbols.CurrencySymbol);
                    break;
                case '\'':
                    ReadQuoted(affix);
                    continue;
                default:
                    affix.Append(c);
                    break;
            }

            position++;
        }

        return (prefix, suffix, multiplier);
    }

    /// <summary>A text in apostrophes; two of them in a row stand for one, inside and outside.</summary>
    private void ReadQuoted(Affix affix)
    {
        position++;
        if (position < pattern.Length && pattern[position] == '\'')
        {
            affix.Append('\'');
            position++;
            return;
        }

        for (; position < pattern.Length; position++)
        {
            if (pattern[position] != '\'')
            {
                affix.Append(pattern[position]);
            }
            else if (NextIs('\''))
            {
                affix.Append('\'');
                position++;
            }
            else
            {
                position++;
                return;
            }
        }

        throw Malformed("a quotation is not closed");
    }

    private void ReadDigits(bool isNegative)
    {
        for (; position < pattern.Length; position++)
        {
            var c = pattern[position];
            if (c is not ('#' or '0' or ',' or '.' or 'E'))
            {
                return;
            }

            if (isNegative)
            {
                continue;
            }

            if (c == 'E')
            {
                ReadExponent();
                return;
            }

            if (!digits.TryAdd(c))
            {
                throw Malformed(c == '.' ? "it has more than one decimal point" : "a '0' follows a '#' on the same side of the point");
            }
        }
    }

    private void ReadExponent()
    {
        var start = ++position;
        while (position < pattern.Length && pattern[position] == '0')
        {
            position++;
        }

        if (digits.ExponentDigits > 0)
        {
            throw Malformed("it has more than one exponent");
        }

        digits.ExponentDigits = position - start;
        if (digits.ExponentDigits == 0 || !digits.HasIntegerDigits)
        {
            throw Malformed("'E' needs a digit before it and a '0' after it; quote it if it is meant as text: 'E'");
        }
    }

    private bool NextIs(char c) => position + 1 < pattern.Length && pattern[position + 1] == c;

    private FormatException Malformed(string reason) => new($"The number format \"{pattern}\" is malformed: {reason}.");

    /// <summary>What stands before or after the digits.</summary>
    private sealed class Affix
    {
        private readonly StringBuilder text = new();
        private readonly StringBuilder source = new();

        public string Text => text.ToString();

        /// <summary>Like <see cref="Text"/> but with signs told from the same characters in quotes, as Java compares affixes.</summary>
        public string Source => source.ToString();

        public void Append(char c)
        {
            text.Append(c);
            source.Append(c).Append(' ');
        }

        public void AppendSign(char sign, string spelled)
        {
            text.Append(spelled);
            source.Append(sign).Append('!');
        }
    }
}
