using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// Upper and lower case as Java's <c>toUpperCase(Locale)</c> and <c>toLowerCase(Locale)</c> make them: with the letters that become
/// several (ß, ﬁ), the Greek final sigma, and the rules of Turkish, Azeri and Lithuanian.
/// </summary>
internal static class CaseMapping
{
    private const char CombiningDotAbove = '\u0307';

    /// <summary>The combining class of the marks above a letter.</summary>
    private const byte Above = 230;

    /// <summary>The letters whose upper case is several.</summary>
    private static readonly Lazy<CodePointTable<string?>> Expansions = new(ReadExpansions);

    internal static string ToUpper(string text, Locale locale)
    {
        bool turkic = IsTurkic(locale);
        bool lithuanian = locale.Language == "lt";
        int i = 0;
        while (i < text.Length && text[i] < 0x80 && !(turkic && text[i] == 'i') && !lithuanian)
        {
            i++;
        }

        if (i == text.Length)
        {
            return text.ToUpperInvariant();
        }

        var upper = new StringBuilder(text.Length + 4);
        for (i = 0; i < text.Length; i++)
        {
            int c = CodePointAt(text, ref i);
            if (turkic && c == 'i')
            {
                upper.Append('İ');
            }
            else if (lithuanian && c == CombiningDotAbove && FollowsSoftDotted(text, i))
            {
                // The dot that Lithuanian writes on an accented i goes.
            }
            else if (!AppendExpansion(upper, c))
            {
                Append(upper, UnicodeData.ToUpper(c));
            }
        }

        return upper.ToString();
    }

    internal static string ToLower(string text, Locale locale)
    {
        bool turkic = IsTurkic(locale);
        bool lithuanian = locale.Language == "lt";
        int i = 0;
        while (i < text.Length && text[i] < 0x80 && !(turkic && text[i] == 'I') && !lithuanian)
        {
            i++;
        }

        if (i == text.Length)
        {
            return text.ToLowerInvariant();
        }

        var lower = new StringBuilder(text.Length + 4);
        for (i = 0; i < text.Length; i++)
        {
            int start = i;
            int c = CodePointAt(text, ref i);
            switch (c)
            {
                case 'İ':
                    lower.Append(turkic ? "i" : "i\u0307");
                    break;
                case 'Σ':
                    lower.Append(EndsWord(text, start) ? 'ς' : 'σ');
                    break;
                case 'I' when turkic:
                    lower.Append(PrecedesDotAbove(text, i) ? 'i' : 'ı');
                    break;
                case CombiningDotAbove when turkic && FollowsCapitalI(text, start):
                    break;
                case 'Ì' or 'Í' or 'Ĩ' when lithuanian:
                    lower.Append("i\u0307").Append(c == 'Ì' ? '\u0300' : c == 'Í' ? '\u0301' : '\u0303');
                    break;
                case 'I' or 'J' or 'Į' when lithuanian && PrecedesAccentAbove(text, i):
                    Append(lower, UnicodeData.ToLower(c));
                    lower.Append(CombiningDotAbove);
                    break;
                default:
                    Append(lower, UnicodeData.ToLower(c));
                    break;
            }
        }

        return lower.ToString();
    }

    private static bool IsTurkic(Locale locale) => locale.Language is "tr" or "az";

    private static int CodePointAt(string text, ref int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            ? char.ConvertToUtf32(text[i], text[++i])
            : text[i];

    private static void Append(StringBuilder output, int codePoint)
    {
        if (codePoint <= char.MaxValue)
        {
            output.Append((char)codePoint);
        }
        else
        {
            output.Append(char.ConvertFromUtf32(codePoint));
        }
    }

    private static bool AppendExpansion(StringBuilder output, int c)
    {
        if (c < 0x80 || Expansions.Value[c] is not { } expansion)
        {
            return false;
        }

        output.Append(expansion);
        return true;
    }

    private static CodePointTable<string?> ReadExpansions() => new(null, CodePointRanges.ReadRows("cases.txt")
        .Select(static row => (Words: row.Name.Split(' '), row.Ranges))
        .Where(static row => row.Words[0] == "full")
        .Select(static row => ((string?)string.Concat(row.Ranges.Split(' ').Select(static c => char.ConvertFromUtf32(CodePointRanges.Hex(c)))), row.Words[1])));

    /// <summary>Whether a letter comes before in the same word and none after.</summary>
    private static bool EndsWord(string text, int index)
    {
        for (int i = index - 1; i >= 0 && IsInWord(text, i); i--)
        {
            if (IsCased(text, i))
            {
                for (int j = index + 1; j < text.Length && IsInWord(text, j); j++)
                {
                    if (IsCased(text, j))
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        return false;
    }

    private static bool IsInWord(string text, int i) => UnicodeData.Category(text[i]) switch
    {
        <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format or UnicodeCategory.Surrogate => true,

        // An apostrophe or full stop between letters does not end the word.
        _ => text[i] is '\'' or '.' or '’' or '·' && i > 0 && i + 1 < text.Length && UnicodeData.IsLetter(text[i - 1]) && UnicodeData.IsLetter(text[i + 1]),
    };

    private static bool IsCased(string text, int i)
    {
        int c = CodePointAt(text, ref i);
        return UnicodeData.Category(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            || c is (>= '\u02B0' and <= '\u02B8') or '\u02C0' or '\u02C1' or (>= '\u02E0' and <= '\u02E4') or '\u0345' or '\u037A'
                or (>= '\u1D2C' and <= '\u1D61') or (>= '\u2160' and <= '\u217F') or (>= '\u24B6' and <= '\u24E9');
    }

    private static bool FollowsSoftDotted(string text, int index) =>
        Follows(text, index, static c => c is 'i' or 'j' or 'į' or '\u0268' or '\u0456' or '\u0458' or '\u1D62' or '\u1E2D' or '\u1ECB' or '\u2071');

    private static bool FollowsCapitalI(string text, int index) => Follows(text, index, static c => c == 'I');

    /// <summary>Whether such a letter comes before, with nothing between but marks that are not above it.</summary>
    private static bool Follows(string text, int index, Func<int, bool> isSuch)
    {
        while (index > 0)
        {
            index -= index > 1 && char.IsSurrogatePair(text[index - 2], text[index - 1]) ? 2 : 1;
            int at = index;
            int c = CodePointAt(text, ref at);
            if (isSuch(c))
            {
                return true;
            }

            if (UnicodeData.CombiningClass(c) is 0 or Above)
            {
                return false;
            }
        }

        return false;
    }

    private static bool PrecedesDotAbove(string text, int index)
    {
        for (int i = index + 1; i < text.Length; i++)
        {
            int c = CodePointAt(text, ref i);
            if (c == CombiningDotAbove)
            {
                return true;
            }

            if (UnicodeData.CombiningClass(c) is 0 or Above)
            {
                return false;
            }
        }

        return false;
    }

    private static bool PrecedesAccentAbove(string text, int index)
    {
        for (int i = index + 1; i < text.Length; i++)
        {
            byte combiningClass = UnicodeData.CombiningClass(CodePointAt(text, ref i));
            if (combiningClass is 0 or Above)
            {
                return combiningClass == Above;
            }
        }

        return false;
    }
}
