using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// Compares characters whatever their form: composed or not, ligatures, wide, circled. Strings whose NFKD is equal have an equal NFKC too
/// (UAX #15). Written here because .NET does not normalize where it runs without globalization data.
/// </summary>
internal static class CompatibilityForm
{
    private const char FirstDecomposing = '\u00A0';

    // The Unicode Standard, section 3.12: Hangul syllables decompose by arithmetic.
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeTrailing = 0x11A7;
    private const int Vowels = 21;
    private const int Trailings = 28;

    public static bool AreEqual(string left, string right) =>
        left == right || ((Decomposes(left) || Decomposes(right)) && Decompose(left) == Decompose(right));

    private static bool Decomposes(string text)
    {
        foreach (var c in text)
        {
            if (c >= FirstDecomposing)
            {
                return true;
            }
        }

        return false;
    }

    private static string Decompose(string text)
    {
        var decomposed = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var codePoint = isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            if (codePoint is >= FirstSyllable and <= LastSyllable)
            {
                AppendSyllable(decomposed, codePoint - FirstSyllable);
            }
            else if (Decompositions.Compatible(codePoint) is { } decomposition)
            {
                decomposed.Append(decomposition);
            }
            else
            {
                decomposed.Append(text, i, isPair ? 2 : 1);
            }

            i += isPair ? 1 : 0;
        }

        return InCanonicalOrder(decomposed.ToString());
    }

    private static void AppendSyllable(StringBuilder decomposed, int syllable)
    {
        decomposed.Append((char)(FirstLeading + (syllable / (Vowels * Trailings))));
        decomposed.Append((char)(FirstVowel + (syllable % (Vowels * Trailings) / Trailings)));
        if (syllable % Trailings is > 0 and var trailing)
        {
            decomposed.Append((char)(BeforeTrailing + trailing));
        }
    }

    /// <summary>Marks on one character come in the order of their classes; those of one class keep theirs.</summary>
    private static string InCanonicalOrder(string text)
    {
        StringBuilder? ordered = null;
        var marks = new List<(int Class, string Mark)>();
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            var codePoint = length == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            if (UnicodeData.CombiningClass(codePoint) is not 0 and var combiningClass)
            {
                ordered ??= new StringBuilder(text, 0, i, text.Length);
                marks.Add((combiningClass, text.Substring(i, length)));
            }
            else
            {
                AppendInOrder(ordered, marks);
                ordered?.Append(text, i, length);
            }

            i += length;
        }

        AppendInOrder(ordered, marks);
        return ordered?.ToString() ?? text;
    }

    private static void AppendInOrder(StringBuilder? ordered, List<(int Class, string Mark)> marks)
    {
        foreach (var (_, mark) in marks.OrderBy(static mark => mark.Class))
        {
            ordered!.Append(mark);
        }

        marks.Clear();
    }
}
