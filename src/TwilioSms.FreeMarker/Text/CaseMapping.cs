using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// Upper and lower case as Java's <c>toUpperCase(Locale)</c> and <c>toLowerCase(Locale)</c> make them: with the letters that become
/// several (ß, ﬁ), the Greek final sigma, and the rules of Turkish, Azeri and Lithuanian.
/// Source: the Unicode Character Database (SpecialCasing.txt).
/// </summary>
internal static class CaseMapping
{
    private const char CombiningDotAbove = '\u0307';

    // Letters without an upper case of their own, each followed by what stands for it and a space.
    private const string Expansions =
        "\u00DFSS \u0149\u02BCN \u01F0J\u030C \u0390\u0399\u0308\u0301 \u03B0\u03A5\u0308\u0301 \u0587\u0535\u0552 \u1E96H\u0331 \u1E97T\u0308 "
        + "\u1E98W\u030A \u1E99Y\u030A \u1E9AA\u02BE \u1F50\u03A5\u0313 \u1F52\u03A5\u0313\u0300 \u1F54\u03A5\u0313\u0301 "
        + "\u1F56\u03A5\u0313\u0342 \u1FB2\u1FBA\u0399 \u1FB3\u0391\u0399 \u1FB4\u0386\u0399 \u1FB6\u0391\u0342 \u1FB7\u0391\u0342\u0399 "
        + "\u1FBC\u0391\u0399 \u1FC2\u1FCA\u0399 \u1FC3\u0397\u0399 \u1FC4\u0389\u0399 \u1FC6\u0397\u0342 \u1FC7\u0397\u0342\u0399 "
        + "\u1FCC\u0397\u0399 \u1FD2\u0399\u0308\u0300 \u1FD3\u0399\u0308\u0301 \u1FD6\u0399\u0342 \u1FD7\u0399\u0308\u0342 "
        + "\u1FE2\u03A5\u0308\u0300 \u1FE3\u03A5\u0308\u0301 \u1FE4\u03A1\u0313 \u1FE6\u03A5\u0342 \u1FE7\u03A5\u0308\u0342 "
        + "\u1FF2\u1FFA\u0399 \u1FF3\u03A9\u0399 \u1FF4\u038F\u0399 \u1FF6\u03A9\u0342 \u1FF7\u03A9\u0342\u0399 \u1FFC\u03A9\u0399 "
        + "\uFB00FF \uFB01FI \uFB02FL \uFB03FFI \uFB04FFL \uFB05ST \uFB06ST \uFB13\u0544\u0546 \uFB14\u0544\u0535 \uFB15\u0544\u053B "
        + "\uFB16\u054E\u0546 \uFB17\u0544\u053D ";

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
        if (c is >= 0x1F80 and <= 0x1FAF)
        {
            // Greek vowels with an iota below: the capital, then a capital iota.
            int capital = c < 0x1F90 ? 0x1F08 : c < 0x1FA0 ? 0x1F28 : 0x1F68;
            output.Append((char)(capital | (c & 7))).Append('Ι');
            return true;
        }

        if (c is < 0xDF or > char.MaxValue)
        {
            return false;
        }

        int found = Expansions.IndexOf((char)c);
        if (found < 0 || (found > 0 && Expansions[found - 1] != ' '))
        {
            return false;
        }

        output.Append(Expansions, found + 1, Expansions.IndexOf(' ', found) - found - 1);
        return true;
    }

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

    private static bool IsInWord(string text, int i) => char.GetUnicodeCategory(text[i]) switch
    {
        <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format or UnicodeCategory.Surrogate => true,

        // An apostrophe or full stop between letters does not end the word.
        _ => text[i] is '\'' or '.' or '’' or '·' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]),
    };

    private static bool IsCased(string text, int i)
    {
        char c = text[i];
        return CharUnicodeInfo.GetUnicodeCategory(text, i)
                is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            || c is (>= '\u02B0' and <= '\u02B8') or '\u02C0' or '\u02C1' or (>= '\u02E0' and <= '\u02E4') or '\u0345' or '\u037A'
                or (>= '\u1D2C' and <= '\u1D61') or (>= '\u2160' and <= '\u217F') or (>= '\u24B6' and <= '\u24E9');
    }

    private static bool FollowsSoftDotted(string text, int index)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            if (text[i] is 'i' or 'j' or 'į' or '\u0268' or '\u1E2D' or '\u1ECB')
            {
                return true;
            }

            if (!IsMarkElsewhere(text[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool FollowsCapitalI(string text, int index)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            if (text[i] == 'I')
            {
                return true;
            }

            if (!IsMarkElsewhere(text[i]))
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
            if (text[i] == CombiningDotAbove)
            {
                return true;
            }

            if (!IsMarkElsewhere(text[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool PrecedesAccentAbove(string text, int index)
    {
        for (int i = index + 1; i < text.Length && IsMark(text[i]); i++)
        {
            if (!IsMarkElsewhere(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>A mark that is not placed above its letter, so that it does not come between the letter and a dot.</summary>
    private static bool IsMarkElsewhere(char c) => c is (>= '\u0316' and <= '\u0319') or (>= '\u031B' and <= '\u0320')
        or (>= '\u0321' and <= '\u0333') or (>= '\u0339' and <= '\u033C') or (>= '\u0347' and <= '\u0349') or '\u0345';
}
