using System.IO.Compression;

namespace TwilioSms.FreeMarker.Text;

/// <summary>The tables embedded in the assembly: lines of text, with comments after a number sign; large ones are packed by gzip.</summary>
internal static class DataFile
{
    public static IEnumerable<string> ReadLines(string name)
    {
        var stream = typeof(DataFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its table {name}.");
        using var reader = new StreamReader(name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
