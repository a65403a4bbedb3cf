using System.Globalization;
using System.Text;
using TwilioSms.FreeMarker.Tests.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Random regular expressions, this library's matcher beside the JDK's. <c>REGEX_DIFFERENTIAL=200000</c> asks for so many; <c>REGEX_SEED</c>
/// repeats a run. Without them a few are compared, always the same.
/// </summary>
public sealed class PatternDifferentialTests
{
    private const int BatchSize = 2_000;
    private const int ShortRun = 4_000;
    private const int MostReduced = 25;

    [Fact]
    public async Task Random_patterns_match_what_the_JDK_matches()
    {
        Assert.SkipWhen(JavaRegexOracle.Missing is not null, JavaRegexOracle.Missing ?? "");
        var asked = System.Environment.GetEnvironmentVariable("REGEX_DIFFERENTIAL");
        var count = asked is null ? ShortRun : int.Parse(asked, CultureInfo.InvariantCulture);
        var seed = int.TryParse(System.Environment.GetEnvironmentVariable("REGEX_SEED"), out var given) ? given : asked is null ? 17 : System.Environment.TickCount;
        var grammar = new PatternGrammar(new Random(seed));
        using var java = new JavaRegexOracle();
        var differing = new List<(string Pattern, string Text)>();
        var (refused, limited, decided) = (0, 0, 0);
        for (var done = 0; done < count; done += BatchSize)
        {
            var cases = Enumerable.Range(0, Math.Min(BatchSize, count - done)).Select(_ => grammar.Next()).ToList();
            var expected = await java.MatchAsync(cases);
            for (var i = 0; i < cases.Count; i++)
            {
                var actual = MatcherRun.Of(cases[i].Pattern, cases[i].Text);
                refused += expected[i] == "refused" ? 1 : 0;
                limited += IsLimit(expected[i], actual) ? 1 : 0;
                decided += actual != expected[i] && IsDecision(expected[i]) ? 1 : 0;
                if (Differ(expected[i], actual))
                {
                    differing.Add(cases[i]);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} patterns, {refused} refused, {limited} at a limit, {decided} where Java fails; {differing.Count} differ, seed {seed}");
        Assert.True(differing.Count == 0, await ReportAsync(java, differing, seed));
    }

    private static bool Differ(string expected, string actual) => actual != expected && !IsLimit(expected, actual) && !IsDecision(expected);

    private static bool IsLimit(string expected, string actual) => expected == "limit" || actual == "limit";

    /// <summary>Java ends with an exception of its own where it reads beyond the text: a reference to a group that holds surrogate pairs, whatever the case.</summary>
    private static bool IsDecision(string expected) => expected.StartsWith("broken", StringComparison.Ordinal);

    private static async Task<string> ReportAsync(JavaRegexOracle java, List<(string Pattern, string Text)> differing, int seed)
    {
        var report = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{differing.Count} differ with seed {seed}; the smallest forms:\n");
        foreach (var @case in differing.OrderBy(@case => @case.Pattern.Length + @case.Text.Length).Take(MostReduced))
        {
            var (pattern, text) = await ReduceAsync(java, @case);
            var expected = (await java.MatchAsync([(pattern, text)]))[0];
            report.Append(CultureInfo.InvariantCulture, $"{JavaRegexOracle.Escape(pattern)}\ton {JavaRegexOracle.Escape(text)}\n   Java {expected}\n   here {MatcherRun.Of(pattern, text)}\n");
        }

        return report.ToString();
    }

    /// <summary>Takes out pieces of the pattern and of the text for as long as the engines differ.</summary>
    private static async Task<(string Pattern, string Text)> ReduceAsync(JavaRegexOracle java, (string Pattern, string Text) @case)
    {
        for (var size = Math.Max(@case.Pattern.Length, @case.Text.Length); size > 0;)
        {
            var candidates = Without(@case.Pattern, size).Select(pattern => (pattern, @case.Text))
                .Concat(Without(@case.Text, size).Select(text => (@case.Pattern, text)))
                .ToList();
            var expected = await java.MatchAsync(candidates);
            var smaller = Enumerable.Range(0, candidates.Count).FirstOrDefault(i => Differ(expected[i], MatcherRun.Of(candidates[i].Item1, candidates[i].Item2)), -1);
            if (smaller >= 0)
            {
                @case = candidates[smaller];
            }
            else
            {
                size = size > 4 ? size / 2 : size - 1;
            }
        }

        return @case;
    }

    private static IEnumerable<string> Without(string text, int size) =>
        Enumerable.Range(0, Math.Max(0, text.Length - size + 1)).Select(start => text.Remove(start, size));
}
