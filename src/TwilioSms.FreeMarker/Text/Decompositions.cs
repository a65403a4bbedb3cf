namespace TwilioSms.FreeMarker.Text;

/// <summary>What characters decompose to, without Hangul syllables. Tabulated because .NET does not decompose where it runs without
/// globalization data.</summary>
internal static class Decompositions
{
    private const char FirstDecomposing = '\u00A0';

    private static readonly Lazy<Tables> Read = new(static () => new Tables());

    /// <summary>What a character decomposes to canonically, or null if it does not; compatibility ideographs do not here, which sort by themselves.</summary>
    public static string? Canonical(char c) => c < FirstDecomposing || c is >= '\uF900' and <= '\uFAFF' ? null
        : Read.Value.Canonical.TryGetValue(c, out var decomposition) ? decomposition : null;

    /// <summary>What a code point decomposes to, its compatible forms too; null if it does not.</summary>
    public static string? Compatible(int codePoint) => codePoint < FirstDecomposing ? null
        : Read.Value.Compatible.TryGetValue(codePoint, out var decomposition) || Read.Value.Canonical.TryGetValue(codePoint, out decomposition)
            ? decomposition : null;

    private sealed class Tables
    {
        public Tables()
        {
            foreach (var line in DataFile.ReadLines("decompositions.txt.gz"))
            {
                var columns = line.Split('\t');
                var table = columns[1] == "c" ? Canonical : Compatible;
                var codePoints = Array.ConvertAll(columns[2].Split(' '), CodePointRanges.Hex);
                foreach (var (first, last, _) in CodePointRanges.Parse(columns[0]))
                {
                    for (var c = first; c <= last; c++, codePoints[0]++)
                    {
                        table.Add(c, string.Concat(codePoints.Select(char.ConvertFromUtf32)));
                    }
                }
            }
        }

        public Dictionary<int, string> Canonical { get; } = [];

        /// <summary>Where they are others.</summary>
        public Dictionary<int, string> Compatible { get; } = [];
    }
}
