using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// Writes a set of code points as a .NET pattern. Java matches code points where .NET matches UTF-16 units, so a set that reaches
/// beyond the basic plane becomes an alternation of units and surrogate pairs, if the text has any.
/// </summary>
internal static class CodePointSetWriter
{
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstSupplementary = 0x10000;
    // Building .NET's automaton takes a second for the pairs of \p{L} alone; the backtracking engine takes them as they come.
    private const int AutomatonRanges = 64;

    private const string Nothing = @"[^\u0000-\uFFFF]";

    // In the order of the UnicodeCategory enumeration.
    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe",
        "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    internal static bool CanHoldSurrogates(CodePointSet set) =>
        set.IsComplemented || set.Categories != 0 || (set.Ranges.Length > 0 && set.Ranges[set.Ranges.Length - 1] >= FirstSurrogate);

    /// <summary>Writes the set and returns whether what it wrote is better left, or can only be left, to a backtracking engine.</summary>
    internal static bool Write(StringBuilder pattern, CodePointSet set, TextTraits traits)
    {
        if (!CanHoldSurrogates(set) || (traits & (TextTraits.SurrogatePairs | TextTraits.LoneSurrogates)) == 0)
        {
            WriteUnits(pattern, set, withSurrogates: true);
            return false;
        }

        pattern.Append("(?:");
        WriteUnits(pattern, set, withSurrogates: false);
        int[] ranges = set.ToRanges();
        for (int i = 0; i < ranges.Length; i += 2)
        {
            if (ranges[i + 1] >= FirstSupplementary)
            {
                WritePairs(pattern, Math.Max(ranges[i], FirstSupplementary), ranges[i + 1]);
            }
        }

        bool lone = (traits & TextTraits.LoneSurrogates) != 0;
        if (lone)
        {
            WriteLone(pattern, ranges);
        }

        pattern.Append(')');
        return lone || ranges.Length > 2 * AutomatonRanges;
    }

    private static void WriteUnits(StringBuilder pattern, CodePointSet set, bool withSurrogates)
    {
        int[] ranges = set.Ranges;
        int categories = set.Categories;
        if (set is { IsComplemented: false, Categories: 0 } && ranges.Length == 2 && ranges[0] == ranges[1] && ranges[0] < FirstSurrogate)
        {
            Append(pattern, ranges[0]);
            return;
        }

        if (!set.IsComplemented && !withSurrogates)
        {
            ranges = set.Ranges.Length == 0 ? ranges
                : CodePointSet.Of(ranges).Intersect(CodePointSet.Range(FirstSurrogate, LastSurrogate).Complement()).Ranges;
            categories &= ~(1 << (int)UnicodeCategory.Surrogate);
        }

        int start = pattern.Length;
        pattern.Append(set.IsComplemented ? "[^" : "[");
        int content = pattern.Length;
        for (int i = 0; i < ranges.Length && ranges[i] < FirstSupplementary; i += 2)
        {
            Append(pattern, ranges[i]);
            if (ranges[i + 1] > ranges[i])
            {
                pattern.Append('-');
                Append(pattern, Math.Min(ranges[i + 1], char.MaxValue));
            }
        }

        for (int category = 0; category < CategoryNames.Length; category++)
        {
            if ((categories & (1 << category)) != 0)
            {
                pattern.Append(@"\p{").Append(CategoryNames[category]).Append('}');
            }
        }

        if (set.IsComplemented && !withSurrogates)
        {
            pattern.Append(@"\uD800-\uDFFF");
        }

        if (pattern.Length == content)
        {
            pattern.Length = start;
            pattern.Append(set.IsComplemented ? @"[\u0000-\uFFFF]" : Nothing);
        }
        else
        {
            pattern.Append(']');
        }
    }

    /// <summary>Writes the surrogate pairs of a range above the basic plane, grouped by high surrogate.</summary>
    private static void WritePairs(StringBuilder pattern, int first, int last)
    {
        while (first <= last)
        {
            int lowStart = first & 0x3FF;
            int highStart = (first - FirstSupplementary) >> 10;
            int highEnd = (last - FirstSupplementary) >> 10;
            int lowEnd = 0x3FF;
            if (highStart == highEnd)
            {
                lowEnd = last & 0x3FF;
            }
            else if (lowStart != 0)
            {
                highEnd = highStart;
            }
            else if ((last & 0x3FF) != 0x3FF)
            {
                highEnd--;
            }

            pattern.Append("|[");
            AppendRange(pattern, FirstSurrogate + highStart, FirstSurrogate + highEnd);
            pattern.Append("][");
            AppendRange(pattern, 0xDC00 + lowStart, 0xDC00 + lowEnd);
            pattern.Append(']');
            first = FirstSupplementary + (highEnd << 10) + lowEnd + 1;
        }
    }

    private static void WriteLone(StringBuilder pattern, int[] ranges)
    {
        CodePointSet set = CodePointSet.Of(ranges);
        pattern.Append('|');
        WriteUnits(pattern, set.Intersect(CodePointSet.Range(FirstSurrogate, 0xDBFF)), withSurrogates: true);
        pattern.Append(@"(?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])");
        WriteUnits(pattern, set.Intersect(CodePointSet.Range(0xDC00, LastSurrogate)), withSurrogates: true);
    }

    private static void AppendRange(StringBuilder pattern, int first, int last)
    {
        Append(pattern, first);
        pattern.Append('-');
        Append(pattern, last);
    }

    private static void Append(StringBuilder pattern, int unit)
    {
        if (unit is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z')
        {
            pattern.Append((char)unit);
        }
        else
        {
            pattern.Append(@"\u").Append(unit.ToString("X4", CultureInfo.InvariantCulture));
        }
    }
}
