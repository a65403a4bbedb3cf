using System.Globalization;
using System.Text;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Random templates, this library beside Apache FreeMarker 2.3.31. Asked for with <c>FREEMARKER_DIFFERENTIAL=20000</c>, the number of
/// templates; <c>FREEMARKER_SEED</c> repeats a run.
/// </summary>
public sealed class DifferentialTests
{
    private const int BatchSize = 1_000;

    private const int MostReduced = 25;

    [Fact]
    public async Task Random_templates_give_what_Apache_FreeMarker_gives()
    {
        var asked = System.Environment.GetEnvironmentVariable("FREEMARKER_DIFFERENTIAL");
        Assert.SkipWhen(asked is null, "Set FREEMARKER_DIFFERENTIAL to a number of templates, such as 20000, to compare with Apache FreeMarker.");
        Assert.SkipWhen(ApacheFreeMarker.Missing is not null, ApacheFreeMarker.Missing ?? "");
        var count = int.Parse(asked!, CultureInfo.InvariantCulture);
        var seed = int.TryParse(System.Environment.GetEnvironmentVariable("FREEMARKER_SEED"), out var given) ? given : System.Environment.TickCount;
        var grammar = new TemplateGrammar(new Random(seed));

        using var apache = ApacheFreeMarker.Start();
        var failed = 0;
        var differing = new List<ConformanceCase>();
        for (var done = 0; done < count; done += BatchSize)
        {
            var cases = Enumerable.Range(done, Math.Min(BatchSize, count - done)).Select(grammar.Next).ToList();
            var rendered = await apache.RenderAsync(cases);
            failed += rendered.Count(@case => @case.Expected.Error is not null);
            differing.AddRange(rendered.Where(@case => Difference(@case) is not null));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} templates, {failed} of them with an error, {differing.Count} differ, seed {seed}");
        differing.Should().BeEmpty(await ReportAsync(apache, differing, count, seed));
    }

    private static string? Difference(ConformanceCase @case) => ConformanceSuite.Difference(@case, ConformanceEngine.Render(@case));

    private static async Task<string> ReportAsync(ApacheFreeMarker apache, List<ConformanceCase> differing, int count, int seed)
    {
        var reducer = new Reducer(apache);
        var report = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{differing.Count} of {count} differ with seed {seed}; the smallest forms:\n");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var @case in differing.OrderBy(@case => @case.Template.Length).Take(MostReduced))
        {
            var reduced = await reducer.ReduceAsync(@case);
            if (seen.Add(reduced.Template))
            {
                TestContext.Current.TestOutputHelper?.WriteLine(Difference(reduced) ?? "");
                report.Append(Difference(reduced)).Append("\n  model    ").Append(reduced.Model.GetRawText()).Append('\n');
            }
        }

        return report.ToString().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }
}
