namespace TwilioSms.FreeMarker.Text;

/// <summary>A value for each code point, in pages of 256; those that have one value throughout are one page.</summary>
internal sealed class CodePointTable<T>
{
    private const int PageSize = 256;
    private const int Pages = 0x110000 / PageSize;

    private readonly T[][] pages = new T[Pages][];

    /// <param name="otherwise">What code points have that are in no row.</param>
    /// <param name="rows">Values, and the code points that have them, in the notation of <see cref="CodePointRanges"/>.</param>
    public CodePointTable(T otherwise, IEnumerable<(T Value, string Ranges)> rows)
    {
        var owned = new bool[Pages];
        var common = UniformPage(otherwise);
        for (var i = 0; i < Pages; i++)
        {
            pages[i] = common;
        }

        foreach (var (value, ranges) in rows)
        {
            T[]? uniform = null;
            foreach (var (first, last, step) in CodePointRanges.Parse(ranges))
            {
                for (var c = first; c <= last;)
                {
                    var page = c / PageSize;
                    if (step == 1 && c % PageSize == 0 && c + PageSize - 1 <= last)
                    {
                        pages[page] = uniform ??= UniformPage(value);
                        c += PageSize;
                        continue;
                    }

                    if (!owned[page])
                    {
                        pages[page] = (T[])pages[page].Clone();
                        owned[page] = true;
                    }

                    pages[page][c % PageSize] = value;
                    c += step;
                }
            }
        }
    }

    public T this[int codePoint] => pages[codePoint >> 8][codePoint & (PageSize - 1)];

    private static T[] UniformPage(T value)
    {
        var page = new T[PageSize];
        for (var i = 0; i < PageSize; i++)
        {
            page[i] = value;
        }

        return page;
    }
}
