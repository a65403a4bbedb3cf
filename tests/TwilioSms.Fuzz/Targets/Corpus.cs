using System.Text;
using System.Text.Json;

namespace TwilioSms.Fuzz.Targets;

/// <summary>What to start from: every file of a folder; of a .jsonl file of the conformance suite every template.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(static file => file.EndsWith(".jsonl", StringComparison.Ordinal)
            ? File.ReadLines(file).Select(Template)
            : [File.ReadAllBytes(file)]),
    ];

    private static byte[] Template(string line)
    {
        using var json = JsonDocument.Parse(line);
        try
        {
            return Encoding.UTF8.GetBytes(json.RootElement.GetProperty("template").GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Some hold half a surrogate pair, which bytes cannot.
            return [];
        }
    }
}
