using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// An immutable set of Unicode code points: explicit ranges plus whole general categories, possibly complemented. Categories stay
/// symbolic, so that a class such as <c>[\p{L}_]</c> needs no walk over Unicode unless it is intersected with another.
/// </summary>
internal sealed class CodePointSet
{
    internal const int Last = 0x10FFFF;

    private static readonly int[] NoRanges = [];

    private readonly int[] ranges;
    private readonly int categories;
    private readonly bool complemented;

    private CodePointSet(int[] ranges, int categories, bool complemented)
    {
        this.ranges = ranges;
        this.categories = categories;
        this.complemented = complemented;
    }

    internal static CodePointSet Empty { get; } = new(NoRanges, 0, complemented: false);

    internal static CodePointSet All { get; } = new(NoRanges, 0, complemented: true);

    /// <summary>First and last code point of each range in ascending order, neither overlapping nor adjacent.</summary>
    internal int[] Ranges => ranges;

    /// <summary>A bit for each <see cref="UnicodeCategory"/> the set holds as a whole.</summary>
    internal int Categories => categories;

    /// <summary>Whether the set holds what <see cref="Ranges"/> and <see cref="Categories"/> do not name.</summary>
    internal bool IsComplemented => complemented;

    internal static CodePointSet Of(int codePoint) => Range(codePoint, codePoint);

    internal static CodePointSet Range(int first, int last) => new([first, last], 0, complemented: false);

    /// <summary>The union of ranges given as pairs of first and last.</summary>
    internal static CodePointSet Of(params ReadOnlySpan<int> ranges)
    {
        var builder = new List<(int First, int Last)>(ranges.Length / 2);
        for (int i = 0; i < ranges.Length; i += 2)
        {
            builder.Add((ranges[i], ranges[i + 1]));
        }

        return new(Normalize(builder), 0, complemented: false);
    }

    internal static CodePointSet OfCategories(params ReadOnlySpan<UnicodeCategory> categories)
    {
        int mask = 0;
        foreach (UnicodeCategory category in categories)
        {
            mask |= 1 << (int)category;
        }

        return new(NoRanges, mask, complemented: false);
    }

    /// <summary>The code points for which <paramref name="contains"/> holds, looked for where Unicode has assigned any.</summary>
    internal static CodePointSet Where(Func<int, bool> contains)
    {
        var ranges = new List<int>();
        int start = -1;
        for (int c = 0; c <= Last + 1; c++)
        {
            // Planes 4 to 13 are unassigned and 15 to 16 private throughout: one look at each plane decides.
            bool uniform = c is >= 0x40000 and < 0xE0000 or >= 0xF0000;
            bool isIn = c <= Last && contains(c);
            if (isIn && start < 0)
            {
                start = c;
            }
            else if (!isIn && start >= 0)
            {
                ranges.Add(start);
                ranges.Add(c - 1);
                start = -1;
            }

            if (uniform && (c & 0xFFFF) == 0 && c <= Last)
            {
                c += 0xFFFD; // the plane's last two code points are non-characters
            }
        }

        return new([.. ranges], 0, complemented: false);
    }

    internal bool Contains(int codePoint)
    {
        bool named = (categories & (1 << (int)UnicodeData.Category(codePoint))) != 0 || InRanges(codePoint);
        return named != complemented;
    }

    internal CodePointSet Complement() => new(ranges, categories, !complemented);

    internal CodePointSet Union(CodePointSet other)
    {
        if (!complemented && !other.complemented)
        {
            return new(Merge(ranges, other.ranges), categories | other.categories, complemented: false);
        }

        return Complement().Intersect(other.Complement()).Complement();
    }

    internal CodePointSet Intersect(CodePointSet other)
    {
        if (complemented && other.complemented)
        {
            return Complement().Union(other.Complement()).Complement();
        }

        int[] a = ToRanges();
        int[] b = other.ToRanges();
        var result = new List<int>();
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            int first = Math.Max(a[i], b[j]);
            int last = Math.Min(a[i + 1], b[j + 1]);
            if (first <= last)
            {
                result.Add(first);
                result.Add(last);
            }

            if (a[i + 1] < b[j + 1])
            {
                i += 2;
            }
            else
            {
                j += 2;
            }
        }

        return new([.. result], 0, complemented: false);
    }

    /// <summary>The set spelled out: no categories, no complement.</summary>
    internal int[] ToRanges()
    {
        int[] ranges = categories == 0 ? this.ranges : Merge(this.ranges, Where(c => (categories & (1 << (int)UnicodeData.Category(c))) != 0).ranges);
        return complemented ? Invert(ranges) : ranges;
    }

    private static int[] Invert(int[] ranges)
    {
        var result = new List<int>(ranges.Length + 2);
        int next = 0;
        for (int i = 0; i < ranges.Length; i += 2)
        {
            if (ranges[i] > next)
            {
                result.Add(next);
                result.Add(ranges[i] - 1);
            }

            next = ranges[i + 1] + 1;
        }

        if (next <= Last)
        {
            result.Add(next);
            result.Add(Last);
        }

        return [.. result];
    }

    private static int[] Merge(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == 0 ? b : a;
        }

        var all = new List<(int First, int Last)>((a.Length + b.Length) / 2);
        foreach (int[] ranges in (ReadOnlySpan<int[]>)[a, b])
        {
            for (int i = 0; i < ranges.Length; i += 2)
            {
                all.Add((ranges[i], ranges[i + 1]));
            }
        }

        return Normalize(all);
    }

    private static int[] Normalize(List<(int First, int Last)> ranges)
    {
        ranges.Sort();
        var result = new List<int>(ranges.Count * 2);
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

    private bool InRanges(int codePoint)
    {
        for (int i = 0; i < ranges.Length && ranges[i] <= codePoint; i += 2)
        {
            if (codePoint <= ranges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
