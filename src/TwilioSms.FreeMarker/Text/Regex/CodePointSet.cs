using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// An immutable set of Unicode code points, as a pattern spells it: ranges, general categories, folded characters, and their unions,
/// intersections and complements. Nothing is spelled out, so that a class costs as much as it is long.
/// </summary>
internal abstract class CodePointSet
{
    internal const int Last = 0x10FFFF;

    /// <summary>The Unicode range of code points that UTF-16 keeps for the halves of pairs.</summary>
    private const int FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF;

    private CharacterClass? compiled;

    private CodePointSet(int cost, int depth, bool isBasic)
    {
        Cost = cost;
        Depth = depth;
        IsBasic = isBasic;
    }

    internal static CodePointSet All { get; } = new Complementary(Of([]));

    /// <summary>About how many comparisons asking for a code point takes.</summary>
    internal int Cost { get; }

    /// <summary>How deep sets are nested in it.</summary>
    internal int Depth { get; }

    /// <summary>Whether Java knows that it holds neither surrogates nor what lies beyond the basic plane.</summary>
    internal bool IsBasic { get; }

    /// <summary>The set prepared for matching.</summary>
    internal CharacterClass Compiled => compiled ??= new CharacterClass(this);

    /// <summary>The set's only code point, or null.</summary>
    internal virtual int? Single => null;

    internal abstract bool Contains(int codePoint);

    internal static CodePointSet Of(int codePoint) => new Spelled([codePoint, codePoint]);

    internal static CodePointSet Range(int first, int last) => new Spelled([first, last]);

    /// <summary>The union of ranges given as pairs of first and last.</summary>
    internal static CodePointSet Of(params ReadOnlySpan<int> ranges) => new Spelled(Normalize(ranges));

    internal static CodePointSet OfCategories(params ReadOnlySpan<UnicodeCategory> categories)
    {
        int mask = 0;
        foreach (UnicodeCategory category in categories)
        {
            mask |= 1 << (int)category;
        }

        return new Categories(mask);
    }

    /// <summary>The code points that fold to <paramref name="folded"/>, by Unicode, and itself.</summary>
    internal static CodePointSet OfFolded(int folded) => new Folded(folded);

    /// <summary>The code points of a range, and those that another case puts there.</summary>
    internal static CodePointSet OfFoldedRange(int first, int last, CaseFolding folding) => new FoldedRange(first, last, folding);

    internal static CodePointSet UnionOf(IReadOnlyList<CodePointSet> sets)
    {
        if (sets.Count == 1)
        {
            return sets[0];
        }

        // What is spelled becomes one, where it is searched faster.
        Spelled[] spelled = [.. sets.OfType<Spelled>()];
        List<CodePointSet> parts = [.. sets.Where(static set => set is not Spelled)];
        if (spelled.Length > 0)
        {
            parts.Add(new Spelled(Normalize([.. spelled.SelectMany(static set => set.Ranges)])));
        }

        return parts.Count == 1 ? parts[0] : new Union([.. parts]);
    }

    internal CodePointSet Or(CodePointSet other) => UnionOf([this, other]);

    internal CodePointSet And(CodePointSet other) => new Intersection(this, other);

    internal CodePointSet Complement() => new Complementary(this);

    /// <summary>The same set, of which Java does not know that it is basic.</summary>
    internal CodePointSet Beyond() => Complement().Complement();

    private static int[] Normalize(ReadOnlySpan<int> ends)
    {
        var ranges = new List<(int First, int Last)>(ends.Length / 2);
        for (int i = 0; i < ends.Length; i += 2)
        {
            ranges.Add((ends[i], ends[i + 1]));
        }

        ranges.Sort();
        var result = new List<int>(ends.Length);
        foreach ((int first, int last) in ranges)
        {
            int end = result.Count - 1;
            if (end > 0 && first <= result[end] + 1)
            {
                result[end] = Math.Max(result[end], last);
            }
            else
            {
                result.Add(first);
                result.Add(last);
            }
        }

        return [.. result];
    }

    /// <summary>First and last code point of each range in ascending order, neither overlapping nor adjacent.</summary>
    private sealed class Spelled(int[] ranges) : CodePointSet(1, 1, ArePlain(ranges))
    {
        internal int[] Ranges => ranges;

        internal override int? Single => ranges.Length == 2 && ranges[0] == ranges[1] ? ranges[0] : null;

        internal override bool Contains(int codePoint)
        {
            int low = 0;
            int high = ranges.Length / 2 - 1;
            while (low <= high)
            {
                int middle = (low + high) / 2;
                if (codePoint > ranges[2 * middle + 1])
                {
                    low = middle + 1;
                }
                else if (codePoint < ranges[2 * middle])
                {
                    high = middle - 1;
                }
                else
                {
                    return true;
                }
            }

            return false;
        }

        private static bool ArePlain(int[] ranges)
        {
            for (int i = 0; i < ranges.Length; i += 2)
            {
                if (ranges[i + 1] > char.MaxValue || (ranges[i] <= LastSurrogate && ranges[i + 1] >= FirstSurrogate))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private sealed class Categories(int mask) : CodePointSet(1, 1, isBasic: false)
    {
        internal override bool Contains(int codePoint) => (mask & (1 << (int)UnicodeData.Category(codePoint))) != 0;
    }

    private sealed class Folded(int folded) : CodePointSet(2, 1, isBasic: false)
    {
        internal override bool Contains(int codePoint) => codePoint == folded || CaseFolding.Unicode.Fold(codePoint) == folded;
    }

    private sealed class FoldedRange(int first, int last, CaseFolding folding) : CodePointSet(3, 1, isBasic: false)
    {
        internal override bool Contains(int codePoint)
        {
            if (IsIn(codePoint))
            {
                return true;
            }

            if (folding == CaseFolding.Unicode)
            {
                int upper = UnicodeData.ToUpper(codePoint);
                return IsIn(upper) || IsIn(UnicodeData.ToLower(upper));
            }

            return (codePoint | 0x20) is >= 'a' and <= 'z' && (IsIn(codePoint | 0x20) || IsIn(codePoint & ~0x20));
        }

        private bool IsIn(int codePoint) => codePoint >= first && codePoint <= last;
    }

    private sealed class Union(CodePointSet[] sets) : CodePointSet(sets.Sum(static set => set.Cost), 1 + sets.Max(static set => set.Depth), sets.All(static set => set.IsBasic))
    {
        internal override bool Contains(int codePoint)
        {
            foreach (CodePointSet set in sets)
            {
                if (set.Contains(codePoint))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class Intersection(CodePointSet one, CodePointSet other)
        : CodePointSet(one.Cost + other.Cost, 1 + Math.Max(one.Depth, other.Depth), one.IsBasic && other.IsBasic)
    {
        internal override bool Contains(int codePoint) => one.Contains(codePoint) && other.Contains(codePoint);
    }

    private sealed class Complementary(CodePointSet set) : CodePointSet(1 + set.Cost, 1 + set.Depth, isBasic: false)
    {
        internal override bool Contains(int codePoint) => !set.Contains(codePoint);
    }
}
