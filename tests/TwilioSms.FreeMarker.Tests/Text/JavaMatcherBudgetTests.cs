using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.Tests.Text;

public class JavaMatcherBudgetTests
{
    [Theory]
    [InlineData(@"((a+)+)\1+b")]
    [InlineData(@"(?:a|aa){10,60}b")]
    [InlineData(@"(?:(?:a|aa)+\b{g})+b")]
    [InlineData(@"(?:(a+)|\1)+b")]
    [InlineData(@"a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b")]
    [InlineData(@"(?:^){1000000000}b")]
    public void A_pattern_that_backtracks_for_ever_ends_with_the_budget(string pattern)
    {
        var budget = new CountedBudget(2_000);
        var matcher = Regex(pattern).Matcher(new string('a', 60) + "!", budget);

        FluentActions.Invoking(matcher.Matches).Should().Throw<StepsExceededException>();
        budget.Spent.Should().BeGreaterThan(2_000, "it asks for the steps before it works on");
    }

    [Theory]
    [InlineData(@"(a+)+$")]
    [InlineData(@"(a|a)*b")]
    [InlineData(@"(\w+\s?)*!")]
    [InlineData(@"((a+)+)+b")]
    [InlineData(@"(?:(?:(a|aa)+,?)+;?)+b")]
    [InlineData(@"(?:(?:a|aa)+?)+?b")]
    [InlineData(@"(?>(?:a|aa)*)b")]
    public void Where_a_loop_failed_once_it_is_not_tried_again(string pattern)
    {
        var budget = new CountedBudget(20_000);

        Regex(pattern).Matcher(new string('a', 200) + "?", budget).Matches().Should().BeFalse();
    }

    [Theory]
    [InlineData(@"(a|b)*c", 300)]
    [InlineData(@"a*?b", 300)]
    [InlineData(@"(?i)ß+[à-ü]*\p{L}", 300)]
    public void The_same_match_costs_the_same_each_time(string pattern, int length)
    {
        var regex = Regex(pattern);
        long Cost()
        {
            var budget = new CountedBudget(long.MaxValue);
            regex.Matcher(new string('a', length), budget).Find();
            return budget.Spent;
        }

        Enumerable.Range(0, 5).Select(_ => Cost()).Distinct().Should().ContainSingle().Which.Should().BePositive();
    }

    [Fact]
    public void What_there_is_to_go_back_to_has_a_limit()
    {
        var regex = Regex("(a|b)*");
        JavaMatcher Matcher(int length) => regex.Matcher(new string('a', length), new CountedBudget(long.MaxValue));

        Matcher(60_000).Matches().Should().BeTrue("the text of a template is no problem");
        FluentActions.Invoking(() => Matcher(2_000_000).Matches()).Should().Throw<StepsExceededException>();
    }

    [Fact]
    public void A_long_text_is_searched_for_a_literal_at_the_cost_of_reading_it()
    {
        var budget = new CountedBudget(long.MaxValue);

        Regex("needle[0-9]+").Matcher(new string('n', 64_000) + "needle7", budget).Find().Should().BeTrue();

        budget.Spent.Should().BeInRange(1_000, 1_010);
    }

    [Fact]
    public void A_class_costs_what_it_is_long()
    {
        long Cost(int items)
        {
            var budget = new CountedBudget(long.MaxValue);
            var set = string.Concat(Enumerable.Repeat(@"\p{Lu}", items));
            Regex($"[{set}]+").Matcher(new string('я', 1_000), budget).Find().Should().BeFalse();
            return budget.Spent;
        }

        Cost(8_000).Should().BeGreaterThan(100 * Cost(8));
    }

    [Theory]
    [InlineData("[", "[a", "]")]
    [InlineData("[a", "&&b", "]")]
    [InlineData("[a", "&&[b]", "]")]
    [InlineData("", "(", "")]
    [InlineData("", "(?:(?=", "")]
    public void Nesting_that_could_exhaust_the_stack_is_refused(string start, string repeated, string end) =>
        FluentActions.Invoking(() => Regex(start + string.Concat(Enumerable.Repeat(repeated, 10_000)) + end))
            .Should().Throw<JavaRegexSyntaxException>().WithMessage("*nested*");

    [Theory]
    [InlineData("a?", "")]
    [InlineData("(a|b)", "")]
    [InlineData("x(a|b)*", "")]
    [InlineData("a|", "")]
    [InlineData("[a&&b]", "")]
    public void What_is_long_but_not_nested_needs_no_stack(string repeated, string text)
    {
        var thread = new Thread(() => Regex(string.Concat(Enumerable.Repeat(repeated, 10_000))).Matcher(text, new CountedBudget(long.MaxValue)).Find(), 256 * 1024);

        thread.Start();
        thread.Join();
    }

    private static JavaRegex Regex(string pattern) => new(pattern, JavaRegexFlags.None);
}
