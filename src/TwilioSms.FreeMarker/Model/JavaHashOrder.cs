namespace TwilioSms.FreeMarker.Model;

/// <summary>
/// The order in which Java's <c>HashMap</c> lists string keys, which templates see in the variables of a namespace and in named
/// arguments. The rule is that of its documentation and <c>String.hashCode</c>'s: a table of a power of two, at most three quarters
/// full.
/// </summary>
internal static class JavaHashOrder
{
    private const int SmallestTable = 16;

    /// <summary>The positions of keys in that order.</summary>
    public static int[] Of(int count, Func<int, string> keyAt)
    {
        var size = SmallestTable;
        while (count > size / 4 * 3)
        {
            size *= 2;
        }

        return [.. Enumerable.Range(0, count).OrderBy(position => Bucket(keyAt(position), size))];
    }

    private static int Bucket(string key, int size)
    {
        var code = 0;
        foreach (var c in key)
        {
            code = unchecked((31 * code) + c);
        }

        return (code ^ (int)((uint)code >> 16)) & (size - 1);
    }
}
