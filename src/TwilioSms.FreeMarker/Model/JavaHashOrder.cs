namespace TwilioSms.FreeMarker;

/// <summary>
/// The order in which Java's <c>HashMap</c> lists string keys, which templates see in the named arguments of a catch-all parameter.
/// The rule is that of its documentation and <c>String.hashCode</c>'s: a table of a power of two, at most three quarters full.
/// </summary>
internal static class JavaHashOrder
{
    private const int SmallestTable = 16;

    public static OrderedHash Of(OrderedHash hash)
    {
        var size = SmallestTable;
        while (hash.Count > size / 4 * 3)
        {
            size *= 2;
        }

        var sorted = new OrderedHash(hash.Count) { Depth = hash.Depth };
        foreach (var position in Enumerable.Range(0, hash.Count).OrderBy(position => Bucket(hash.KeyAt(position), size)))
        {
            sorted.Set(hash.KeyAt(position), hash.ValueAt(position));
        }

        return sorted;
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
