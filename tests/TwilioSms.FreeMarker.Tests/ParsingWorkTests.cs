using TwilioSms.FreeMarker.Syntax;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>What is twice as long takes twice the work to parse: counted in the parser's steps and in bytes, each of which a square quadruples.</summary>
public sealed class ParsingWorkTests
{
    private const int Tags = 200;

    private static readonly TemplateSettings Settings = new() { Limits = TemplateLimits.None };

    public static TheoryData<string> LongLines() =>
    [
        "<#if x></#if> ", "<#if x><#t></#if> ", "<#t> ", "<#rt>\t", "<#assign x = 1> ", "<#macro m></#macro> ", "<#list x as y></#list> ", "<#-- c --> ", "<#attempt><#recover></#attempt> ",
        "<@m a=1/> ", "${x} ", "<#assign c> </#assign> ", "<#compress> <#lt> </#compress>", "<#noparse><#if></#noparse> ", "${'a${b}c'} ", "${a!b} ", "${a!(1..)} ", "a<b $ # [ ", "<#escape x as x?html>${y}</#escape> ",
    ];

    [Theory]
    [MemberData(nameof(LongLines))]
    public void Parsing_does_not_take_the_square_of_the_tags_on_a_line(string tag) => TakesTwiceForTwice(count => string.Concat(Enumerable.Repeat(tag, count)));

    [Theory]
    [MemberData(nameof(LongLines))]
    public void Parsing_does_not_take_the_square_of_the_lines(string tag) => TakesTwiceForTwice(count => string.Concat(Enumerable.Repeat(tag + "\n", count)));

    [Theory]
    [InlineData("a!(", "")]
    [InlineData("a![", "")]
    [InlineData("a!{", "")]
    [InlineData("a!(b, ", "x")]
    [InlineData("1..(", "")]
    [InlineData("a?map(", "")]
    [InlineData("a!b(", "")]
    [InlineData("'${' + a!(", "")]
    public void Parsing_does_not_double_with_each_default_inside_another(string nested, string end)
    {
        var (some, more) = (StepsToFail(6), StepsToFail(12));

        // Each default inside another may be read again to its end, which is the square, but no more.
        more.Should().BeLessThan(5 * some, "of {0}", some);

        long StepsToFail(int levels)
        {
            var parser = ParserOf("${" + string.Concat(Enumerable.Repeat(nested, levels)) + end + "}");
            parser.CollectErrors().Should().NotBeEmpty();
            return parser.Steps;
        }
    }

    [Fact]
    public void Parsing_is_stopped_in_its_middle_at_most_1024_steps_after_its_token()
    {
        using var stopping = new CancellationTokenSource();
        var work = new ParsingWork(stopping.Token);
        work.Add(5_000);
        stopping.Cancel();

        var goOn = () =>
        {
            for (var steps = 0; steps < 10_000; steps++)
            {
                work.Step();
            }
        };

        goOn.Should().Throw<OperationCanceledException>();
        work.Steps.Should().BeInRange(5_001, 5_000 + 1_024);
    }

    private static void TakesTwiceForTwice(Func<int, string> source)
    {
        var (some, more) = (Measure(source(Tags)), Measure(source(2 * Tags)));

        some.Steps.Should().BeGreaterThan(Tags);
        more.Steps.Should().BeLessThan((long)(2.1 * some.Steps));
        more.Bytes.Should().BeLessThan(3 * some.Bytes);
    }

    private static (long Steps, long Bytes) Measure(string source)
    {
        ParserOf(source).ParseTemplate(); // what is made once is made
        var parser = ParserOf(source);
        var before = GC.GetAllocatedBytesForCurrentThread();

        parser.ParseTemplate();

        return (parser.Steps, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Parser ParserOf(string source) => new(new TemplateSource("main.ftl", source), Settings, TestContext.Current.CancellationToken);
}
