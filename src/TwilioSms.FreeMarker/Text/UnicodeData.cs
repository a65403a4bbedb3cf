using System.Globalization;
#if NET
using System.Text;
#endif

namespace TwilioSms.FreeMarker.Text;

/// <summary>What the framework knows of a code point, independent of culture: its general category and simple case mappings.</summary>
internal static class UnicodeData
{
    internal static UnicodeCategory Category(int codePoint)
    {
#if NET
        return CharUnicodeInfo.GetUnicodeCategory(codePoint);
#else
        return codePoint <= char.MaxValue
            ? CharUnicodeInfo.GetUnicodeCategory((char)codePoint)
            : CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(codePoint), 0);
#endif
    }

    /// <summary>The simple upper case of Unicode; .NET's invariant mapping leaves out those that lead into ASCII.</summary>
    internal static int ToUpper(int codePoint) => codePoint switch
    {
        < 0x80 => codePoint is >= 'a' and <= 'z' ? codePoint - 0x20 : codePoint,
        'ı' => 'I',
        'ſ' => 'S',
        <= char.MaxValue => char.ToUpperInvariant((char)codePoint),
        _ => ToUpperSupplementary(codePoint),
    };

    internal static int ToLower(int codePoint) => codePoint switch
    {
        < 0x80 => codePoint is >= 'A' and <= 'Z' ? codePoint + 0x20 : codePoint,
        'İ' => 'i',
        <= char.MaxValue => char.ToLowerInvariant((char)codePoint),
        _ => ToLowerSupplementary(codePoint),
    };

    /// <summary>Whether a text starts with another one in whatever case, by Java's <c>String.regionMatches</c>: <c>ı</c>, <c>I</c> and <c>i</c> are the same.</summary>
    internal static bool StartsWithIgnoringCase(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix)
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

#if NET
    private static int ToUpperSupplementary(int codePoint) => Rune.ToUpperInvariant(new Rune(codePoint)).Value;

    private static int ToLowerSupplementary(int codePoint) => Rune.ToLowerInvariant(new Rune(codePoint)).Value;
#else
    private static int ToUpperSupplementary(int codePoint) =>
        char.ConvertToUtf32(char.ConvertFromUtf32(codePoint).ToUpperInvariant(), 0);

    private static int ToLowerSupplementary(int codePoint) =>
        char.ConvertToUtf32(char.ConvertFromUtf32(codePoint).ToLowerInvariant(), 0);
#endif
}
