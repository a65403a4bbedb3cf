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

    /// <summary>One of so many templates may be without an answer of Apache FreeMarker, which runs out of time or into a defect of its own.</summary>
    private const int MostUnanswered = 100;

    /// <summary>How many differences are made small; they are mostly a few defects met many times.</summary>
    private const int MostReduced = 12;

    /// <summary>Built-ins that came after 2.3.31, which here are always there.</summary>
    private static readonly string[] Newer =
        [.. "cn c_lower_case c_upper_case blank_to_null empty_to_null trim_to_null cLowerCase cUpperCase blankToNull emptyToNull trimToNull".Split(' ')];

    [Fact]
    public async Task Random_templates_give_what_Apache_FreeMarker_gives()
    {
        var asked = System.Environment.GetEnvironmentVariable("FREEMARKER_DIFFERENTIAL");
        Assert.SkipWhen(asked is null, "Set FREEMARKER_DIFFERENTIAL to a number of templates, such as 20000, to compare with Apache FreeMarker.");
        Assert.SkipWhen(ApacheFreeMarker.Missing is not null, ApacheFreeMarker.Missing ?? "");
        var count = int.Parse(asked!, CultureInfo.InvariantCulture);
        var seed = int.TryParse(System.Environment.GetEnvironmentVariable("FREEMARKER_SEED"), out var given) ? given : System.Environment.TickCount;
        var random = new Random(seed);
        ICaseGrammar[] grammars =
        [
            new TemplateGrammar(random), new TemplateGrammar(random), new MutationGrammar(random), new MutationGrammar(random), new WhitespaceGrammar(random),
            new CallGrammar(random), new FormatGrammar(random), new RegexGrammar(random), new MacroGrammar(random), new ModuleGrammar(random),
        ];

        using var apache = ApacheFreeMarker.Start();
        var (failed, unanswered) = (0, 0);
        var differing = new List<ConformanceCase>();
        for (var done = 0; done < count; done += BatchSize)
        {
            var cases = Enumerable.Range(0, Math.Min(BatchSize, count - done)).Select(_ => grammars[random.Next(grammars.Length)].Next()).ToList();
            var rendered = await apache.RenderAsync(cases);
            failed += rendered.Count(@case => @case.Expected.Error is not null);
            unanswered += rendered.Count(@case => @case.Expected.Error is { Line: 0, Kind: "other" });
            differing.AddRange(rendered.Where(@case => Difference(@case) is not null));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} templates, {failed} of them with an error, {unanswered} that Apache FreeMarker does not answer, {differing.Count} differ, seed {seed}");
        Assert.True(unanswered <= Math.Max(1, count / MostUnanswered), $"Apache FreeMarker did not answer {unanswered} of {count} templates, so that little was compared, seed {seed}.");
        Assert.True(differing.Count == 0, await ReportAsync(apache, differing, count, seed));
    }

    /// <summary>What is wrong, or null.</summary>
    internal static string? Difference(ConformanceCase @case)
    {
        var actual = ConformanceEngine.Render(@case);
        return IsDecision(@case, actual) ? null : ConformanceSuite.Difference(@case, actual);
    }

    /// <summary>Whether the engines differ by decision, as far as they do.</summary>
    private static bool IsDecision(ConformanceCase @case, Outcome actual) => (@case.Expected, actual) switch
    {
        // This library reaches a limit of its own.
        (_, { Error.Message: { } message }) when message.Contains("TemplateLimits.", StringComparison.Ordinal) => true,

        // Apache FreeMarker runs without end or into a defect of its own.
        ({ Error: { Line: 0, Kind: "other" } }, { Error: not { Kind: "crash" } }) => true,
        ({ Error.Message: { } message }, { Error: not { Kind: "crash" } })
            when message.StartsWith("Expression has thrown an unchecked exception", StringComparison.Ordinal) => true,

        // In classic compatibility Apache FreeMarker fails by itself where it searches a sequence, which 2.3.34 mends (FREEMARKER-227).
        // The template may recover from that.
        ({ Error: var error }, _) when (error is not null || Mentions(@case, "#attempt")) && Mentions(@case, "?seq_")
            && (Mentions(@case, "classic_compatible") || @case.Settings.ContainsKey("classic_compatible")) => true,

        // What is written for whoever parses must be literals here. Apache FreeMarker evaluates what happens to need no environment.
        (_, { Error.Message: { } message }) when message.Contains(": This must be known while parsing: ", StringComparison.Ordinal) => true,

        // Apache FreeMarker counts the chunks of a range without end in 32 bits, which are not enough.
        ({ Error: null }, _) when @case.Template.Contains("..)?chunk(", StringComparison.Ordinal) => true,

        // The message is printed, and messages are each engine's own; or the time, which goes on.
        ({ Error: null }, { Error: null }) when Mentions(@case, ".error") || Mentions(@case, ".now") => true,

        ({ Error.Message: { } message }, _) when message.StartsWith("Unknown built-in: \"", StringComparison.Ordinal) => Newer.Contains(message.Split('"')[1]),
        _ => false,
    };

    private static bool Mentions(ConformanceCase @case, string variable) =>
        @case.Templates.Values.Append(@case.Template).Any(template => template.Contains(variable, StringComparison.Ordinal));

    private static async Task<string> ReportAsync(ApacheFreeMarker apache, List<ConformanceCase> differing, int count, int seed)
    {
        var reducer = new Reducer(apache);
        var report = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{differing.Count} of {count} differ with seed {seed}; the smallest forms:\n");
        foreach (var @case in differing.OrderBy(@case => @case.Template.Length).DistinctBy(Reducer.Kind).Take(MostReduced))
        {
            var reduced = await reducer.ReduceAsync(@case);
            report.Append(Difference(reduced)).Append("\n  model    ").Append(reduced.Model.GetRawText())
                .Append("\n  settings ").AppendJoin(", ", reduced.Settings)
                .Append("\n  templates ").AppendJoin(", ", reduced.Templates).Append('\n');
        }

        return report.ToString();
    }
}
