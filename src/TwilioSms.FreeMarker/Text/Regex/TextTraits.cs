using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// What a text holds that makes Java and .NET read a pattern differently. A pattern is written for the traits of the text at hand:
/// without any, it is short and needs no look-around, so that .NET's engine without backtracking can run it.
/// </summary>
[Flags]
internal enum TextTraits
{
    None = 0,

    /// <summary>
    /// A line terminator other than the line feed; or nothing on the last line, where Java's multi-line <c>^</c> does not match.
    /// </summary>
    UnusualLines = 1,

    /// <summary>Characters from U+0300 on, where the two disagree what a word is.</summary>
    BeyondLatin = 2,

    /// <summary>Letters, digits or marks beyond the basic plane.</summary>
    SupplementaryWords = 4,

    SurrogatePairs = 8,
    LoneSurrogates = 16,
    All = 31,
}

internal static class TextTraitsExtensions
{
    internal static TextTraits Traits(this string text)
    {
        TextTraits traits = text.Length == 0 || text[text.Length - 1] is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029'
            ? TextTraits.UnusualLines
            : TextTraits.None;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                traits |= TextTraits.UnusualLines;
            }

            if (c < '\u0300')
            {
                continue;
            }

            traits |= TextTraits.BeyondLatin;
            if (!char.IsSurrogate(c))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                traits |= TextTraits.SurrogatePairs;
                if (UnicodeData.Category(char.ConvertToUtf32(c, text[i + 1])) <= UnicodeCategory.DecimalDigitNumber)
                {
                    traits |= TextTraits.SupplementaryWords;
                }

                i++;
            }
            else
            {
                traits |= TextTraits.LoneSurrogates;
            }
        }

        return traits;
    }
}
