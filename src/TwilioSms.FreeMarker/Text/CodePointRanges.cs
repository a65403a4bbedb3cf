using System.Globalization;

namespace TwilioSms.FreeMarker.Text;

/// <summary>Code points as the tables of the assembly write them: ranges in hexadecimal, <c>41-5A 100-12E/ FF</c>; after a slash, every second one.</summary>
internal static class CodePointRanges
{
    private static readonly char[] Separator = [' '];

    /// <summary>The rows of a table: names, and the code points that have them.</summary>
    public static IEnumerable<(string Name, string Ranges)> ReadRows(string file)
    {
        foreach (var line in DataFile.ReadLines(file))
        {
            var tab = line.IndexOf('\t');
            yield return (line.Substring(0, tab), line.Substring(tab + 1));
        }
    }

    public static IEnumerable<(int First, int Last, int Step)> Parse(string ranges)
    {
        foreach (var range in ranges.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var step = range[range.Length - 1] == '/' ? 2 : 1;
            var ends = range.TrimEnd('/').Split('-');
            yield return (Hex(ends[0]), Hex(ends[ends.Length - 1]), step);
        }
    }

    public static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
