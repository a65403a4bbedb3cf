using System.Globalization;
using static System.Globalization.UnicodeCategory;

namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// What Unicode 13.0 says of a code point, which Java 17 follows: its general category, simple case mappings and combining class. Tabulated because
/// what .NET says of it changes with its version and with the machine's.
/// </summary>
internal static class UnicodeData
{
    private const int FirstBeyondAscii = 0x80;

    private static readonly Lazy<CodePointTable<UnicodeCategory>> Categories = new(static () =>
        new(OtherNotAssigned, CodePointRanges.ReadRows("categories.txt").Select(static row => (CategoryOf(row.Name), row.Ranges))));

    private static readonly Lazy<CodePointTable<int>> UpperDistances = new(static () => ReadDistances("upper"));

    private static readonly Lazy<CodePointTable<int>> LowerDistances = new(static () => ReadDistances("lower"));

    private static readonly Lazy<CodePointTable<byte>> CombiningClasses = new(static () =>
        new(0, CodePointRanges.ReadRows("combining-classes.txt").Select(static row => (byte.Parse(row.Name, CultureInfo.InvariantCulture), row.Ranges))));

    public static UnicodeCategory Category(int codePoint) => Categories.Value[codePoint];

    public static byte CombiningClass(int codePoint) => codePoint < FirstBeyondAscii ? (byte)0 : CombiningClasses.Value[codePoint];

    public static bool IsLetter(int codePoint) => codePoint < FirstBeyondAscii
        ? (codePoint | 0x20) is >= 'a' and <= 'z'
        : Category(codePoint) is UppercaseLetter or LowercaseLetter or TitlecaseLetter or ModifierLetter or OtherLetter;

    public static bool IsLetterOrDigit(int codePoint) => IsLetter(codePoint) || DigitOf(codePoint) >= 0;

    /// <summary>What a decimal digit of any script stands for; -1 where it is none.</summary>
    public static int DigitOf(int codePoint) =>
        codePoint >= FirstBeyondAscii ? DigitBeyondAscii(codePoint) : codePoint is >= '0' and <= '9' ? codePoint - '0' : -1;

    /// <summary>The simple upper case.</summary>
    public static int ToUpper(int codePoint) => codePoint < FirstBeyondAscii
        ? codePoint is >= 'a' and <= 'z' ? codePoint - 0x20 : codePoint
        : codePoint + UpperDistances.Value[codePoint];

    /// <summary>The simple lower case.</summary>
    public static int ToLower(int codePoint) => codePoint < FirstBeyondAscii
        ? codePoint is >= 'A' and <= 'Z' ? codePoint + 0x20 : codePoint
        : codePoint + LowerDistances.Value[codePoint];

    /// <summary>Whether a text starts with another one in whatever case, by Java's <c>String.regionMatches</c>: <c>ı</c>, <c>I</c> and <c>i</c> are the same.</summary>
    public static bool StartsWithIgnoringCase(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix)
    {
        if (text.Length < prefix.Length)
        {
            return false;
        }

        for (var i = 0; i < prefix.Length; i++)
        {
            if (text[i] != prefix[i] && ToLower(ToUpper(text[i])) != ToLower(ToUpper(prefix[i])))
            {
                return false;
            }
        }

        return true;
    }

    public static bool AreEqualIgnoringCase(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Length == right.Length && StartsWithIgnoringCase(left, right);

    private static int DigitBeyondAscii(int codePoint)
    {
        if (Category(codePoint) != DecimalDigitNumber)
        {
            return -1;
        }

        // The digits of a script follow each other, from 0 on.
        var zero = codePoint;
        while (Category(zero - 1) == DecimalDigitNumber)
        {
            zero--;
        }

        return (codePoint - zero) % 10;
    }

    private static CodePointTable<int> ReadDistances(string which) => new(0, CodePointRanges.ReadRows("cases.txt")
        .Select(static row => (Words: row.Name.Split(' '), row.Ranges))
        .Where(row => row.Words[0] == which)
        .Select(static row => (int.Parse(row.Words[1], CultureInfo.InvariantCulture), row.Ranges)));

    private static UnicodeCategory CategoryOf(string name) => name switch
    {
        "Lu" => UppercaseLetter,
        "Ll" => LowercaseLetter,
        "Lt" => TitlecaseLetter,
        "Lm" => ModifierLetter,
        "Lo" => OtherLetter,
        "Mn" => NonSpacingMark,
        "Mc" => SpacingCombiningMark,
        "Me" => EnclosingMark,
        "Nd" => DecimalDigitNumber,
        "Nl" => LetterNumber,
        "No" => OtherNumber,
        "Zs" => SpaceSeparator,
        "Zl" => LineSeparator,
        "Zp" => ParagraphSeparator,
        "Cc" => Control,
        "Cf" => Format,
        "Cs" => Surrogate,
        "Co" => PrivateUse,
        "Pc" => ConnectorPunctuation,
        "Pd" => DashPunctuation,
        "Ps" => OpenPunctuation,
        "Pe" => ClosePunctuation,
        "Pi" => InitialQuotePunctuation,
        "Pf" => FinalQuotePunctuation,
        "Po" => OtherPunctuation,
        "Sm" => MathSymbol,
        "Sc" => CurrencySymbol,
        "Sk" => ModifierSymbol,
        "So" => OtherSymbol,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
