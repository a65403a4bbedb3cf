using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>What data and templates from strangers cannot do under the default limits: measured in steps, bytes and cancellation.</summary>
public sealed class UntrustedDataTests
{
    private const string Ignorable = "\u200B";

    public static TheoryData<string, string> NumbersOfTheData
    {
        get
        {
            string[] numbers = ["1e300000000", "-1e1000000000", "1e-300000000", new('7', 100_000), "0." + new string('7', 100_000), "1" + new string('0', 5_000) + "e-5000"];
            string[] uses =
            [
                "${n}", "${n?c}", "${n?cn}", "${n?string}", "${n?string('0.00')}", "${n?string('0.###E0')}", "${n?string.percent}", "${n?string.currency}", "#{n}", "#{n; m2}",
                "${n + 1}", "${1 - n}", "${n * n}", "${n / 3}", "${n % 7}", "${-n}", "${+n}", "${n?abs}", "${n?round}", "${n?floor}", "${n?ceiling}", "${n?int}", "${n?long}", "${n?byte}",
                "${n?float}", "${n?double}", "${n?number_to_date}", "${n?lower_abc}", "${n?is_nan?c}", "<#if n == 1></#if>", "<#if n gt 1></#if>", "<#switch n><#case 1></#switch>",
                "${[n]?seq_contains(1)?c}", "${[n, n]?max}", "${[n, n]?sort?size}", "${'abc'[n]}", "${[1][n]!}", "${(1..n)?size}", "${'abc'?left_pad(n)}", "${'abc'?truncate(n)}",
                "<#setting locale=n>", "<#assign m = n><#assign m++>", "<#assign m = n><#assign m *= 2>", "${'' + n}", "${[n]?join(',')}", "${n?html}", "${n?length}", "${n?url('UTF-8')}", "${[[1]]?chunk(n)?size}",
            ];
            var data = new TheoryData<string, string>();
            foreach (var use in uses)
            {
                foreach (var number in numbers)
                {
                    data.Add(use, number);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NumbersOfTheData), DisableDiscoveryEnumeration = true)]
    public void A_number_of_the_data_is_held_to_the_limit_before_anything_is_made_of_it(string template, string number)
    {
        var parsed = Template.Parse(template);
        var model = DataModel.From(JsonElement.Parse($$"""{"n": {{number}}}"""));
        Outcome(parsed, DataModel.From(new Dictionary<string, object?> { ["n"] = 1 })); // what is made once is made
        Outcome(parsed, DataModel.Empty);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Outcome(parsed, model);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        error.Should().NotBeNull();
        error!.Description.Should().Contain("TemplateLimits.NumberDigits of 1000 ");
        allocated.Should().BeLessThan(128 * 1024);
    }

    [Fact]
    public void Digits_of_the_data_are_read_when_a_template_needs_them()
    {
        var model = DataModel.From(JsonElement.Parse($$"""{"n": {{new string('7', 500)}}, "m": -000.{{new string('0', 30)}}12}""".Replace("-000", "-0", StringComparison.Ordinal)));

        Template.Parse("${n?c} ${(n + 1)?c?ends_with('8')?c} ${m?string('0.' + ''?left_pad(33, '0'))}").Render(model, TestContext.Current.CancellationToken)
            .Should().Be($"{new string('7', 500)} true -0.{new string('0', 30)}120");
    }

    // 60,000 characters that count for nothing, one of another form, a long key: comparing reads them all.
    public static TheoryData<string> Comparisons() =>
    [
        "s == 'a'", "'a' != s", "[s]?seq_contains('a')", "['a', 'b', s]?seq_index_of('x') gt 3", "s?switch('a', 1, 'b', 2, 'c', 3, 4) == 5", "h[t]??", "{t: 1}?size gt 1", "t == t + 'x'",
    ];

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_comparison_is_charged_by_what_it_reads(string comparison)
    {
        foreach (var version in new[] { 31, 33 })
        {
            var steps = Steps($"<#list 1..10 as i><#if {comparison}></#if></#list>", new() { IncompatibleImprovements = new Version(2, 3, version) });
            steps.Should().BeGreaterThan(10 * 60_000 / 64, comparison);
        }
    }

    [Theory]
    [InlineData(42)]
    [InlineData(420)]
    public void A_regular_expression_costs_by_its_length_whatever_characters_the_text_has(int boundaries)
    {
        var template = Template.Parse(
            $"${{t?matches(r'{string.Concat(Enumerable.Repeat(@"\b", boundaries))}')?c}}",
            new() { Limits = new TemplateLimits { Steps = 20 * boundaries } },
            TestContext.Current.CancellationToken);
        var model = DataModel.From(new Dictionary<string, object?> { ["t"] = "a\U0001D4B3b\u0301" });

        template.Render(model, TestContext.Current.CancellationToken).Should().Be("false");
    }

    [Fact]
    public void What_escape_puts_in_is_held_to_the_length_of_the_source()
    {
        var source = $"<#escape x as x?replace('{new string('a', 20_000)}', 'b')>{string.Concat(Enumerable.Repeat("${y}", 1_000))}</#escape>";

        FluentActions.Invoking(() => Template.Parse(source)).Should().Throw<TemplateSyntaxException>().WithMessage("*#escape*TemplateLimits.SourceLength*");
        Template.Check(source.Replace("${y}${y}", "", StringComparison.Ordinal) + "${a b}").Should().ContainSingle();
    }

    [Fact]
    public void Parsing_and_checking_are_stopped_by_their_token()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        FluentActions.Invoking(() => Template.Parse("${a}", new(), stopped.Token)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => Template.Check("${a b} ${c}", new(), stopped.Token)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Json_deeper_than_a_data_model_is_refused()
    {
        var text = $$"""{"a": {{new string('[', 20_000)}}{{new string(']', 20_000)}}}""";
        using var document = JsonDocument.Parse(text, new() { MaxDepth = 30_000 });
        JsonNode node = new JsonObject();
        for (var i = 0; i < 20_000; i++)
        {
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        OnASmallStack(() => DataModel.From(document.RootElement)).Should().BeOfType<ArgumentException>().Which.Message.Should().Contain("512 levels deep");
        OnASmallStack(() => DataModel.From(new JsonObject { ["a"] = node })).Should().BeOfType<ArgumentException>().Which.Message.Should().Contain("512 levels deep");
    }

    [Fact]
    public void Data_that_contains_itself_is_refused()
    {
        var dictionary = new Dictionary<string, object?>();
        dictionary["self"] = dictionary;
        var list = new List<object?>();
        list.Add(list);

        OnASmallStack(() => DataModel.From(dictionary)).Should().BeOfType<ArgumentException>().Which.Message.Should().Contain("contains itself");
        OnASmallStack(() => DataModel.From(new Dictionary<string, object?> { ["l"] = list })).Should().BeOfType<ArgumentException>().Which.Message.Should().Contain("contains itself");
    }

    [Fact]
    public void Data_may_be_512_levels_deep() =>
        Template.Parse("<#list 1..510 as i><#assign v = v[0]></#list>${v[0]}", new() { Limits = TemplateLimits.None, AutoImports = [] }, TestContext.Current.CancellationToken)
            .Invoking(template => template.Render(DataModel.From(JsonDocument.Parse($$"""{"v": {{new string('[', 511)}}"x"{{new string(']', 511)}}}""", new() { MaxDepth = 600 }).RootElement)))
            .Should().NotThrow();

    [Fact]
    public void A_text_that_grows_in_a_loop_is_not_copied_each_time()
    {
        var template = Template.Parse("<#assign s = ''><#list 1..20000 as i><#assign s = s + 'some text '></#list>${s?length?c} ${s[199990..]}", new() { Limits = TemplateLimits.None }, TestContext.Current.CancellationToken);
        template.Render(DataModel.Empty, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();

        template.Render(DataModel.Empty, TestContext.Current.CancellationToken).Should().Be("200000 some text ");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(32 * 1024 * 1024, "copies would be 4 GB");
    }

    [Fact]
    public void Texts_with_a_common_start_do_not_share_their_ends()
    {
        var long1 = new string('a', 5_000);

        Template.Parse("<#assign s = t + 'b', u = s + '1', v = s + '2', w = u + '3', s += '4'>${s?keep_after('b')} ${u?keep_after('b')} ${v?keep_after('b')} ${w?keep_after('b')} ${(u == t + 'b1')?c} ${u?is_string?c}")
            .Render(DataModel.From(new Dictionary<string, object?> { ["t"] = long1 }), TestContext.Current.CancellationToken)
            .Should().Be("4 1 2 13 true true");
    }

    [Fact]
    public void Each_rendering_has_the_whole_budget()
    {
        var template = Template.Parse("<#list 1..600 as i>${i}</#list>", new() { Limits = new() { Steps = 2_500, OutputLength = 2_500 } }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            template.Render(DataModel.Empty, TestContext.Current.CancellationToken).Should().EndWith("600");
        }
    }

    private static TemplateRenderException? Outcome(Template template, ITemplateHash model)
    {
        try
        {
            template.Render(model);
            return null;
        }
        catch (TemplateRenderException e)
        {
            return e;
        }
    }

    private static Exception? OnASmallStack(Action action)
    {
        Exception? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (ArgumentException e)
                {
                    error = e;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        return error;
    }

    /// <summary>The least limit of steps under which a template renders.</summary>
    private static int Steps(string source, TemplateSettings settings)
    {
        var model = DataModel.From(new Dictionary<string, object?>
        {
            ["s"] = string.Concat(Enumerable.Repeat(Ignorable, 60_000)),
            ["t"] = new StringBuilder("long").Insert(0, "key ", 15_000).ToString(),
            ["h"] = new Dictionary<string, object?> { ["a"] = 1 },
        });
        var (low, high) = (0, TemplateLimits.Unlimited);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            try
            {
                Template.Parse(source, settings with { Limits = TemplateLimits.None with { Steps = middle } }).Render(model);
                high = middle;
            }
            catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.LimitExceeded)
            {
                low = middle;
            }
        }

        return high;
    }
}
