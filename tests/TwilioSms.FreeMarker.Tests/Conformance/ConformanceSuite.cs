using System.Collections.Concurrent;
using System.Text.Json;
using TwilioSms.Tool;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The cases, read once, and what counts as agreeing with them.</summary>
internal static class ConformanceSuite
{
    public const string JvmSpecific = "jvm-specific";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Conformance");

    private static readonly ConcurrentDictionary<string, Dictionary<string, ConformanceCase>> ById = new(StringComparer.Ordinal);

    public static IEnumerable<string> Categories =>
        Directory.EnumerateFiles(Folder, "*.jsonl").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    public static IEnumerable<ConformanceCase> Read(string category) =>
        File.ReadLines(Path.Combine(Folder, category + ".jsonl")).Select(ConformanceCase.Parse);

    public static ConformanceCase Find(string category, string id) =>
        ById.GetOrAdd(category, name => Read(name).ToDictionary(@case => @case.Id, StringComparer.Ordinal))[id];

    /// <summary>The cases of <c>jvm-specific.jsonl</c> that differ here by decision: those of <c>[{"reason": "...", "cases": ["id", ...]}]</c>.</summary>
    public static HashSet<string> ReadDecisions()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "jvm-specific-decisions.json")));
        return json.RootElement.EnumerateArray()
            .SelectMany(group => group.GetProperty("cases").EnumerateArray(), (_, id) => id.GetString()!)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What is wrong with <paramref name="actual"/>, or null.</summary>
    public static string? Difference(ConformanceCase @case, Outcome actual)
    {
        var same = (@case.Expected.Error, actual.Error) switch
        {
            (null, null) => @case.Expected.Output == actual.Output,
            ({ } expected, { } error) => error.Class == ExceptionType(expected)
                && error.Line == expected.Line && error.Column == expected.Column && error.Template == expected.Template,
            _ => false,
        };
        return same ? null : $"{@case.Id}: {JsonText.Encode(@case.Template)}\n  expected {@case.Expected}\n  actual   {actual}";
    }

    private static string ExceptionType(OutcomeError error) =>
        error.Kind == "syntax" ? nameof(TemplateSyntaxException) : nameof(TemplateRenderException);
}
