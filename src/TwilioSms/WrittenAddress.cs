using System.Globalization;
using System.Text;

namespace TwilioSms;

/// <summary>An address as people write and paste it: the channel it names, if any, and what comes after that, a number or a name.</summary>
internal readonly record struct WrittenAddress(string? Channel, string Name, WrittenAddressKind Kind)
{
    private const int LongestCountryCode = 3;

    /// <summary>Reads an address: of a number the digits are left, and the <c>+</c> before them; a name is only trimmed.</summary>
    public static WrittenAddress Read(string text)
    {
        if (IsPlainNumber(text))
        {
            return new WrittenAddress(null, text, WrittenAddressKind.Number);
        }

        var trimmed = Trim(text);
        var (channel, rest) = SplitChannel(trimmed);
        return ReadNumber(rest) is { } number ? new WrittenAddress(channel, number, WrittenAddressKind.Number)
            : IsScientific(rest) ? new WrittenAddress(channel, rest, WrittenAddressKind.ScientificNotation)
            : trimmed.Length == 0 ? new WrittenAddress(null, trimmed, WrittenAddressKind.Blank)
            : new WrittenAddress(null, trimmed, WrittenAddressKind.Name);
    }

    public override string ToString() => Channel + Name;

    private static bool IsPlainNumber(string text)
    {
        var start = text.StartsWith('+') ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (!IsDigit(text[i]))
            {
                return false;
            }
        }

        return text.Length > start;
    }

    /// <summary>The digits of a number; null where the text is none.</summary>
    private static string? ReadNumber(string text)
    {
        var number = new StringBuilder(text.Length);
        var bracket = -1;
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            if (DigitAt(text, i) is { } digit)
            {
                number.Append(digit);
            }
            else if (IsPlus(text[i]) && number.Length == 0)
            {
                number.Append('+');
            }
            else if (text[i] is '(' or '\uFF08')
            {
                bracket = number.Length;
            }
            else if (text[i] is ')' or '\uFF09')
            {
                DropTrunkPrefix(number, bracket);
                bracket = -1;
            }
            else if (!IsSeparator(text[i]))
            {
                return null;
            }
        }

        return number.Length > (number.Length > 0 && number[0] == '+' ? 1 : 0) ? number.ToString() : null;
    }

    // +49 (0) 30: the bracketed zero is dialled inside the country only, in place of the country code.
    private static void DropTrunkPrefix(StringBuilder number, int bracket)
    {
        var countryCode = bracket - (number.Length > 0 && number[0] == '+' ? 1 : 0);
        if (countryCode is >= 1 and <= LongestCountryCode && number.Length == bracket + 1 && number[bracket] == '0')
        {
            number.Length = bracket;
        }
    }

    // What a spreadsheet makes of a long number: 1.41556E+10, with a comma in half of the world.
    private static bool IsScientific(string text)
    {
        var exponent = text.IndexOfAny(['E', 'e']);
        return exponent > 0
            && exponent + 2 < text.Length
            && text[exponent + 1] == '+'
            && text.Skip(exponent + 2).All(IsDigit)
            && IsDigit(text[0])
            && text.Take(exponent).All(static c => IsDigit(c) || c is '.' or ',');
    }

    private static (string? Channel, string Name) SplitChannel(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return (null, text);
        }

        var channel = Trim(text.Substring(0, colon));
        return channel.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            ? (channel + ":", Trim(text.Substring(colon + 1)))
            : (null, text);
    }

    // Copied text brings characters along that nobody sees.
    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && (char.IsWhiteSpace(text[start]) || IsInvisible(text[start])))
        {
            start++;
        }

        while (end > start && (char.IsWhiteSpace(text[end - 1]) || IsInvisible(text[end - 1])))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    private static char? DigitAt(string text, int index) =>
        IsDigit(text[index]) ? text[index]
        : CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.DecimalDigitNumber
            ? (char)('0' + (int)CharUnicodeInfo.GetNumericValue(text, index))
        : null;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    // Also as it is written among full-width digits.
    private static bool IsPlus(char c) => c is '+' or '\uFF0B' or '\uFE62';

    // White space as people paste it includes no-break spaces; dashes include the typographic ones, the minus sign and the full-width one.
    private static bool IsSeparator(char c) =>
        c is '.' or '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFF0D' or '\uFF0E' || char.IsWhiteSpace(c) || IsInvisible(c);

    // Soft hyphens, zero-width characters, marks and isolates of direction, the byte order mark.
    private static bool IsInvisible(char c) =>
        c is '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';
}

/// <summary>What an address turned out to be.</summary>
internal enum WrittenAddressKind
{
    /// <summary>Nothing that can be seen.</summary>
    Blank,

    /// <summary>Digits, with or without a <c>+</c>.</summary>
    Number,

    /// <summary>A number of which a spreadsheet has kept the first digits only.</summary>
    ScientificNotation,

    /// <summary>Anything else: an alphanumeric sender, a SID, an account of a channel.</summary>
    Name,
}
