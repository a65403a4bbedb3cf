using System.Diagnostics;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>
/// Pass counts by category and the first differences, in one second, for working on the engine:
/// <c>CONFORMANCE=list,macro/01 CONFORMANCE_DIFFS=10 TwilioSms.FreeMarker.Tests -explicit only -class *ConformanceSummary -showLiveOutput</c>.
/// A name is a category or the start of a case's id; none means everything.
/// </summary>
public sealed class ConformanceSummary
{
    [Fact(Explicit = true)]
    public void Pass_counts()
    {
        var output = Console.Out;
        var names = (System.Environment.GetEnvironmentVariable("CONFORMANCE") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var shown = int.TryParse(System.Environment.GetEnvironmentVariable("CONFORMANCE_DIFFS"), out var n) ? n : 5;
        var (passed, total, clock) = (0, 0, Stopwatch.StartNew());
        foreach (var category in ConformanceSuite.Categories)
        {
            var cases = ConformanceSuite.Read(category)
                .Where(@case => names.Length == 0 || names.Any(name => name == category || @case.Id.StartsWith(name, StringComparison.Ordinal)))
                .ToList();
            if (cases.Count == 0)
            {
                continue;
            }

            var differences = cases.Select(@case => ConformanceSuite.Difference(@case, ConformanceEngine.Render(@case))).OfType<string>().ToList();
            output.WriteLine($"{category,-28} {cases.Count - differences.Count,5} / {cases.Count,-5} {(differences.Count == 0 ? "" : $"{differences.Count} differ")}");
            differences.Take(shown).ToList().ForEach(output.WriteLine);
            passed += cases.Count - differences.Count;
            total += cases.Count;
        }

        output.WriteLine($"{passed} / {total} in {clock.ElapsedMilliseconds} ms");
    }
}
