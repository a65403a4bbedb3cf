using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.Tests.Text;

public class JavaRegexTests
{
    [Fact]
    public void Recorded_patterns_match_as_in_the_JDK()
    {
        var differences = Recorded.Rows("Regex.tsv")
            .Select(static row => (Row: row, Result: MatcherRun.Of(Recorded.Text(row[0]), Recorded.Text(row[1]))))
            .Where(static it => it.Result != it.Row[2])
            .Select(static it => $"{string.Join(" | ", it.Row)} but got {it.Result}");

        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(@"a*+a", "aaa", false)]
    [InlineData(@"(?>a*)b", "aab", true)]
    [InlineData(@"\Qa.b*\E", "a.b*", true)]
    [InlineData(@"[a-c&&[^b]]+", "ac", true)]
    [InlineData(@"[a-c&&[^b]]+", "abc", false)]
    [InlineData(@"[a[x-z]]+", "ay", true)]
    [InlineData(@"\h\R\v", "\t\r\n\n", true)]
    [InlineData(@"\p{Alpha}\p{javaLowerCase}\p{IsLatin}\p{InGreek}", "aéßα", true)]
    [InlineData(@"\p{Upper}", "É", false)]
    [InlineData(@"(?<year>\d{4})-\k<year>", "2024-2024", true)]
    [InlineData(@".", "\U0001F600", true)]
    [InlineData(@"[^a]{2}", "\U0001F600\U0001F605", true)]
    [InlineData(@"[\x{1F600}-\x{1F64F}]", "\U0001F605", true)]
    [InlineData(@"\d", "٣", false)]
    [InlineData(@"(?U)\d", "٣", true)]
    [InlineData(@"(?i)é", "É", false)]
    [InlineData(@"(?iu)é", "É", true)]
    [InlineData("(?x) a b # comment\n c", "abc", true)]
    public void The_syntax_is_that_of_Java(string pattern, string text, bool matches) =>
        MatcherRun.New(new JavaRegex(pattern, JavaRegexFlags.None), text).Matches().Should().Be(matches);

    [Theory]
    [InlineData("(a", "never closed", 0)]
    [InlineData("a)", "closes nothing", 1)]
    [InlineData("*a", "nothing for '*' to repeat", 0)]
    [InlineData("[a", "closing ']'", 2)]
    [InlineData("a{2,1}", "less than its minimum", 5)]
    [InlineData(@"\p{Nonsense}", "Nonsense", 11)]
    [InlineData(@"\k<x>", "no group named 'x'", 5)]
    [InlineData(@"a\N{DIGIT ONE}", @"\x{...}", 3)]
    [InlineData(@"a\b{g", @"\b{g}", 5)]
    [InlineData(@"(?<=(a|bc)+)d", "maximum length", 12)]
    public void A_malformed_pattern_is_refused_with_its_place(string pattern, string problem, int index) =>
        FluentActions.Invoking(() => new JavaRegex(pattern, JavaRegexFlags.None))
            .Should().Throw<JavaRegexSyntaxException>().WithMessage($"*{problem}*").Which.Index.Should().Be(index);

    [Fact]
    public void Deep_nesting_is_refused_before_it_exhausts_the_stack() =>
        FluentActions.Invoking(() => new JavaRegex(new string('(', 50_000), JavaRegexFlags.None))
            .Should().Throw<JavaRegexSyntaxException>().WithMessage("*nested*");

    [Theory]
    [InlineData("(a)(b)?", "$1$2!", "ab", "ab!")]
    [InlineData("(?<x>a)", "<${x}>", "a", "<a>")]
    [InlineData("(a)", "$12", "a", "a2")]
    [InlineData("a", @"\$1\\", "a", @"$1\")]
    public void Replacements_are_those_of_Java(string pattern, string replacement, string text, string expected)
    {
        var regex = new JavaRegex(pattern, JavaRegexFlags.None);
        var parsed = JavaReplacement.Parse(replacement, regex);
        var output = new System.Text.StringBuilder();
        var match = MatcherRun.New(regex, text);
        match.Find().Should().BeTrue();

        parsed.AppendTo(output, text, match);

        output.ToString().Should().Be(expected);
        parsed.LengthFor(match).Should().Be(expected.Length);
    }

    [Theory]
    [InlineData("$2", "no group 2")]
    [InlineData("$", "'$'")]
    [InlineData("$x", "'$'")]
    [InlineData(@"a\", "backslash")]
    [InlineData("${y}", "no group named 'y'")]
    [InlineData("${", "'${'")]
    public void A_malformed_replacement_is_refused(string replacement, string problem)
    {
        var regex = new JavaRegex("(a)", JavaRegexFlags.None);

        FluentActions.Invoking(() => JavaReplacement.Parse(replacement, regex)).Should().Throw<JavaRegexSyntaxException>().WithMessage($"*{problem}*");
    }

    [Fact]
    public void The_cache_gives_the_same_expression_again_and_stays_within_its_capacity()
    {
        var cache = new JavaRegexCache(2);
        var first = cache.Get("a", JavaRegexFlags.None);

        cache.Get("a", JavaRegexFlags.None).Should().BeSameAs(first);
        cache.Get("a", JavaRegexFlags.IgnoreCase).Should().NotBeSameAs(first);
        cache.Get("b", JavaRegexFlags.None);
        cache.Get("a", JavaRegexFlags.None).Should().NotBeSameAs(first);
    }
}
