using System.Globalization;

namespace TwilioSms.FreeMarker.Tests;

public sealed class LimitTests
{
    public static TheoryData<string, string> TemplatesOverALimit() => new()
    {
        { "<#list 1.. as i></#list>", nameof(TemplateLimits.Steps) },
        { "<#list 1..9 as a><#list 1..999999 as b></#list></#list>", nameof(TemplateLimits.Steps) },
        { "<#list 1..5000 as i>0123456789</#list>", nameof(TemplateLimits.OutputLength) },
        { "<#list 1..5000 as i><#assign x>0123456789</#assign></#list>", nameof(TemplateLimits.OutputLength) },
        { "<#macro m><@m/></#macro><@m/>", nameof(TemplateLimits.CallDepth) },
        { "<#function f><#return f()></#function>${f()}", nameof(TemplateLimits.CallDepth) },
        { "<#macro m><@n><#nested></@n></#macro><#macro n><@m><#nested></@m></#macro><@m/>", nameof(TemplateLimits.CallDepth) },
        { "<#list 1..100 as i><@'x'?interpret/></#list>", nameof(TemplateLimits.Includes) },
        { "<#assign l = [0]><#list 1..20 as i><#assign l = l + l></#list>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign s = 'x'><#list 1..40 as i><#assign s = s + s></#list>", nameof(TemplateLimits.StringLength) },
        { "${'x'?left_pad(1500000000)}", nameof(TemplateLimits.StringLength) },
        { "<#assign l = []><#list 1..20 as i><#assign l = [l]></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign l = [1]><#list 1..20 as i><#assign l = l?reverse></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign l = [1]><#list 1..20 as i><#assign l = l?chunk(1)></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign l = [1]><#list 1..20 as i><#assign l = l?chunk(1)?first></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign l = [1]><#list 1..20 as i><#assign l = [l]?map(x -> x)></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign l = [1]><#list 1..20 as i><#assign l = [l]?filter(x -> true)?sequence></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#function f x...><#return x></#function><#assign l = 1><#list 1..20 as i><#assign l = f(l)></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#function f x><#return .args></#function><#assign l = 1><#list 1..20 as i><#assign l = f(l)></#list>", nameof(TemplateLimits.ValueDepth) },
        { "<#assign h = {}><#list 1..20 as i><#assign h = h + .vars></#list>", nameof(TemplateLimits.ValueDepth) },
        { "${'[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]'?eval_json?size}", nameof(TemplateLimits.ValueDepth) },
        { "<#function f x...><#return 1></#function><#assign g = f?with_args(1..9000)><#list 1..50 as i><#assign r = g()></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(60000, 'a')><#list 1..50 as i><#assign r = s?contains(s[1..] + 'b')></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(60000, 'a'), f = s?index_of><#list 1..200 as i><#assign r = f('b')></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(60000, 'a')><#list 1..200 as i><#assign r = [s]?seq_contains(s)></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(60000, 'a')><#list 1..200 as i><#assign r = [s, s, s]?sort></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(60000, '-')><#list 1..200 as i><#assign r = 0?number_to_date?string(s)></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign s = ''?left_pad(20000, 'ab')>${s?replace('', s)}", nameof(TemplateLimits.StringLength) },
        { "<#assign s = ''?left_pad(20000, 'ab')>${s?replace('a', s)}", nameof(TemplateLimits.StringLength) },
        { "<#assign s = ''?left_pad(20000, 'ab')>${s?replace('a', s, 'r')}", nameof(TemplateLimits.StringLength) },
        { "<#assign s = ''?left_pad(20000, 'ab')>${[1, 2, 3, 4, 5, 6]?join(s)}", nameof(TemplateLimits.StringLength) },
        { "<#assign s = ''?left_pad(20000, '<')>${s?html?length}", nameof(TemplateLimits.StringLength) },
        { "<#assign s = ''?left_pad(30000, '<')>${s?url('UTF-8')?length}", nameof(TemplateLimits.StringLength) },
        { "<#assign l = (1..100000)?map(x -> x)>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign l = (1..1000000000)?sort>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign l = 1..1000000000><#assign l = l[0..999999]>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign l = (1..1000000000) + [1]>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign l = ''?left_pad(20000, 'a')?split('')>", nameof(TemplateLimits.CollectionSize) },
        { "<#assign l = ''?left_pad(20000, 'a')?matches('a')?size>", nameof(TemplateLimits.CollectionSize) },
        { "${(1..)?seq_contains('x')?c}", nameof(TemplateLimits.Steps) },
        { "${(1..)?filter(x -> false)?first!}", nameof(TemplateLimits.Steps) },
        { "<#assign x><#list 1..300 as i><#assign y><#assign z>0123456789012345678901234567890123456789</#assign>${z}</#assign>${y}</#list></#assign>", nameof(TemplateLimits.OutputLength) },
        { "${1?string(''?left_pad(60000, '0'))}", nameof(TemplateLimits.OutputLength) },
        { "<#list 1..100 as i><#assign x = ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + i)?matches('((a+)+)\\\\1+b')?c></#list>", nameof(TemplateLimits.Steps) },
        { "<#assign n = 10><#list 1..20 as i><#assign n = n * n></#list>", nameof(TemplateLimits.NumberDigits) },
    };

    public static TheoryData<string> Bombs() => new()
    {
        "${" + new string('(', 20_000) + "1" + new string(')', 20_000) + "}",
        "${" + new string('[', 20_000) + "}",
        "${" + new string('!', 20_000) + "x}",
        "${a" + string.Concat(Enumerable.Repeat(".a", 20_000)) + "}",
        "${1" + string.Concat(Enumerable.Repeat("+1", 30_000)) + "}",
        "<#if x" + string.Concat(Enumerable.Repeat("||x", 20_000)) + "></#if>",
        string.Concat(Enumerable.Repeat("<#if x>", 9_000)),
        string.Concat(Enumerable.Repeat("<@m>", 15_000)),
        "${a" + string.Concat(Enumerable.Repeat("?a", 20_000)) + "}",
        "${a" + string.Concat(Enumerable.Repeat("!a", 20_000)) + "}",
        "${'1e99999999'?number}",
        "${'1e999999999'?number + 1}",
        "<#list 1..9999999 as i><#list 1..9999999 as j></#list></#list>",
        "<#function f x><#return f(f(x))></#function>${f(1)}",
        "<#assign t = r'<@t?interpret/>'><@t?interpret/>",
        "<#assign t = 't?eval'>${t?eval}",
    };

    [Theory]
    [MemberData(nameof(TemplatesOverALimit))]
    public void A_limit_that_is_reached_is_named_with_its_place(string template, string limit)
    {
        var render = () => Template.Parse(template).Render(DataModel.Empty);

        var error = render.Should().Throw<TemplateRenderException>().Which;
        error.Failure.Should().Be(TemplateRenderFailure.LimitExceeded);
        error.Description.Should().Contain($"{nameof(TemplateLimits)}.{limit} ");
        error.Line.Should().Be(1);
        error.Column.Should().BePositive();
    }

    [Fact]
    public void A_source_over_its_limit_is_not_parsed()
    {
        var settings = new TemplateSettings { Limits = new TemplateLimits { SourceLength = 10 } };

        Template.Parse("0123456789", settings, TestContext.Current.CancellationToken).Render(DataModel.Empty, TestContext.Current.CancellationToken).Should().Be("0123456789");
        var parse = () => Template.Parse("01234567890", settings);
        parse.Should().Throw<TemplateSyntaxException>().Which.Description.Should().Contain("TemplateLimits.SourceLength of 10");
    }

    [Fact]
    public void Blocks_expressions_and_literals_count_as_one_nesting()
    {
        var settings = new TemplateSettings { Limits = new TemplateLimits { Nesting = 4 } };

        var parse = () => Template.Parse("<#if true><#if true>${[[1]]?size}</#if></#if>", settings);

        parse.Should().Throw<TemplateSyntaxException>().Which.Description.Should().Contain("TemplateLimits.Nesting of 4");
    }

    [Theory]
    [InlineData(10, "0123456789")]
    [InlineData(9, null)]
    public void Output_may_be_exactly_as_long_as_its_limit(int limit, string? expected)
    {
        var template = Template.Parse("01234${'56789'}", new TemplateSettings { Limits = new TemplateLimits { OutputLength = limit } }, TestContext.Current.CancellationToken);

        var render = () => template.Render(DataModel.Empty);

        if (expected is null)
        {
            render.Should().Throw<TemplateRenderException>().Which.Failure.Should().Be(TemplateRenderFailure.LimitExceeded);
        }
        else
        {
            render().Should().Be(expected);
        }
    }

    [Fact]
    public void Attempt_does_not_recover_from_a_limit()
    {
        var template = Template.Parse("<#attempt><#list 1.. as i></#list><#recover>recovered</#attempt>");

        var render = () => template.Render(DataModel.Empty);

        render.Should().Throw<TemplateRenderException>().Which.Failure.Should().Be(TemplateRenderFailure.LimitExceeded);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Hostile_templates_end_in_an_error_on_a_small_stack(string template)
    {
        Exception? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    Template.Parse(template).Render(DataModel.Empty);
                }
                catch (TemplateException e)
                {
                    error = e;
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();

        thread.Join();

        error.Should().NotBeNull();
    }

    [Theory]
    [InlineData("<#function f><#return f()></#function>${f()}")]
    [InlineData("<#assign l = [1]><#list 1..100000 as i><#assign l = l?reverse></#list>${l[0]}")]
    [InlineData("<#assign h = {}><#list 1..100000 as i><#assign h = .vars + h></#list>${h.x!}")]
    [InlineData("<#assign f = 'x'?left_pad><#list 1..100000 as i><#assign f = f?with_args([])></#list>${f(2)}")]
    public void Without_limits_the_stack_is_still_guarded(string template)
    {
        var settings = new TemplateSettings { Limits = TemplateLimits.None };
        Exception? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    Template.Parse(template, settings).Render(DataModel.Empty);
                }
                catch (TemplateException e)
                {
                    error = e;
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();

        error.Should().BeOfType<TemplateRenderException>().Which.Failure.Should().Be(TemplateRenderFailure.LimitExceeded);
    }

    [Fact]
    public void Cancellation_stops_an_endless_template()
    {
        using var source = new CancellationTokenSource();
        var template = Template.Parse("<#list 1.. as i>${x}</#list>", new TemplateSettings { Limits = TemplateLimits.None }, TestContext.Current.CancellationToken);

        var render = () => template.Render(new CancellingHash(source), source.Token);

        render.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Cancellation_is_looked_for_at_least_every_64_steps()
    {
        using var source = new CancellationTokenSource();
        var model = new CancellingHash(source);
        var template = Template.Parse("<#list 1..1000 as i>${x}</#list>");

        var render = () => template.Render(model, source.Token);

        render.Should().Throw<OperationCanceledException>();
        model.ReadsAfter.Should().BeLessThan(64);
    }

    [Fact]
    public void A_limit_of_nothing_is_refused_and_every_limit_can_be_lifted()
    {
        foreach (var limit in typeof(TemplateLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
        {
            foreach (var value in new[] { 0, -1 })
            {
                var set = () => limit.SetValue(new TemplateLimits(), value);
                set.Should().Throw<System.Reflection.TargetInvocationException>().WithInnerException<ArgumentOutOfRangeException>()
                    .WithMessage("*Unlimited*").And.ParamName.Should().Be(limit.Name);
            }

            limit.GetValue(TemplateLimits.None).Should().Be(TemplateLimits.Unlimited, limit.Name);
        }
    }

    [Fact]
    public void Automatic_imports_and_includes_count_as_includes()
    {
        var settings = new TemplateSettings
        {
            Loader = new MemoryTemplateLoader(new Dictionary<string, string> { ["a.ftl"] = "a", ["b.ftl"] = "b" }),
            AutoImports = [new("a.ftl", "a")],
            AutoIncludes = ["b.ftl"],
        };

        var render = (int includes) => Template.Parse("x", settings with { Limits = new() { Includes = includes } }).Render(DataModel.Empty);

        render(2).Should().Be("bx");
        render.Invoking(static render => render(1)).Should().Throw<TemplateRenderException>().WithMessage($"*{nameof(TemplateLimits.Includes)}*");
    }

    [Fact]
    public void A_template_is_shared_by_threads()
    {
        var template = Template.Parse("<#assign s = 0><#list 1..n as i><#assign s += i></#list>${s?c}");

        var texts = Enumerable.Range(1, 200).AsParallel().AsOrdered()
            .Select(n => template.Render(DataModel.From(new Dictionary<string, object?> { ["n"] = n }))).ToArray();

        texts.Should().Equal(Enumerable.Range(1, 200).Select(n => (n * (n + 1) / 2).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Data that cancels the rendering when it is read for the first time, and counts how often it is read then.</summary>
    private sealed class CancellingHash(CancellationTokenSource cancellation) : ITemplateHash
    {
        public int ReadsAfter { get; private set; } = -1;

        public IEnumerable<string> Keys => ["x"];

        public object? GetValue(string key)
        {
            cancellation.Cancel();
            ReadsAfter++;
            return "x";
        }
    }
}
