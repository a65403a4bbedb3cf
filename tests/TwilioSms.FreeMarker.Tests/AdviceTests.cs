using System.Text.Json;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>What errors tell to do: it works when it is done.</summary>
public sealed class AdviceTests
{
    public static TheoryData<string> Categories => [.. ConformanceSuite.Categories.Where(category => category != "limits")];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Every_advice_parses_where_it_is_followed(string category)
    {
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var @case in ConformanceSuite.Read(category))
        {
            if (ErrorOf(@case) is not { Advice: { } advice } error || SourceOf(@case, advice.SourceName) is not { } source || advice.End > source.Length)
            {
                continue;
            }

            foreach (var replacement in advice.Replacements)
            {
                var mended = source[..advice.Start] + replacement + source[advice.End..];
                Template.Check(mended, ConformanceSettings.Of(@case), advice.SourceName, TestContext.Current.CancellationToken)
                    .Should().BeEmpty($"{@case.Id}: \"{replacement}\" is told by {error.Message}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void No_message_has_a_piece_of_the_template_that_is_cut(string category)
    {
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var @case in ConformanceSuite.Read(category))
        {
            if (ErrorOf(@case) is TemplateRenderException { Advice: not null } error)
            {
                error.Description.Replace("\"...\"", "", StringComparison.Ordinal).Should().NotContain("...", @case.Id);
            }
        }
    }

    [Theory]
    [InlineData("${order.customer.name}", "(order.customer!\"...\")", "(order.customer??)")]
    [InlineData("${10 gt 11}", "(10 gt 11)?then(\"yes\", \"no\")", "(10 gt 11)?c")]
    [InlineData("${\"in a string ${paid}\"}", "paid?c")]
    [InlineData("${amount - 1}", "looks like a number", "amount?number")]
    [InlineData("${amount gt 1}", "amount?number")]
    [InlineData("<#if amount == 5></#if>", "amount is a string and 5 is a number", "amount?number")]
    [InlineData("<#if name == 5></#if>", "5?c")]
    [InlineData("${day?string('d MMM')}", "must be")]
    [InlineData("${day?iso_utc}", "looks like a date", "day?date(\"yyyy-MM-dd\")")]
    [InlineData("${stamp?iso_utc}", "stamp?datetime.iso")]
    [InlineData("${names}", "names?join(\", \")")]
    [InlineData("${names[7]}", "The list has 2 items, from [0] to [1]")]
    [InlineData("${names.size()}", "names?size")]
    [InlineData("${total-price}", ".vars[\"total-price\"]")]
    [InlineData("${order.total-price}", "order[\"total-price\"]")]
    [InlineData("${$name}", "Names have no $", "write name")]
    [InlineData("${null}", "no null")]
    [InlineData("<#if n > 5>x</#if>", "n gt 5")]
    [InlineData("<#if n >= 5>x</#if>", "n gte 5")]
    [InlineData("<#if n>x</#if>", "(n != 0)")]
    [InlineData("<@missing/>", "no macro of that name")]
    [InlineData("<#if name>x</#if>", "name?has_content")]
    [InlineData("<#list name as x></#list>", "name?split(\",\")")]
    [InlineData("<#macro m a b=1></#macro><@m c=1/>", "m has no parameter c. It has a, b.")]
    [InlineData("<#macro m a b=1></#macro><@m 1 2 3/>", "It has a, b.")]
    public void An_error_tells_what_is_wrong_and_what_to_write(string template, params string[] told)
    {
        const string Model = """{"order": {}, "paid": true, "amount": "12.50", "name": "Ann", "day": "2026-03-05", "stamp": "2026-03-05T14:30:00Z", "names": ["a", "b"], "n": 7}""";
        var render = () => Template.Parse(template).Render(DataModel.From(JsonElement.Parse(Model)));

        var error = render.Should().Throw<TemplateRenderException>().Which;

        foreach (var part in told)
        {
            error.Description.Should().Contain(part);
        }
    }

    [Theory]
    [InlineData("<#set x = 1>", "<#assign name = value>")]
    [InlineData("<#for x in xs>", "<#list items as item>")]
    [InlineData("<#if a>x<#end>", "</#if>")]
    [InlineData("<#if a>x<#elif b>y</#if>", "<#elseif condition>")]
    [InlineData("<#if a>x<#else if b>y</#if>", "<#elseif condition>")]
    [InlineData("<#if a and b>x</#if>", "&&")]
    [InlineData("<#if a or b>x</#if>", "||")]
    [InlineData("${x?upper}", "?upper_case")]
    [InlineData("${a ? b : c}", "?then(")]
    [InlineData("${a ? 'b' : 'c'}", "?then(")]
    [InlineData("${name!“there”}", "straight")]
    [InlineData("line\n <#if a>\n<#list b as c>x</#if>", "line 3, column 1")]
    [InlineData("<#if a>\n${b", "line 1, column 1")]
    public void A_mistake_tells_what_to_write(string template, string told) =>
        Template.Check(template)[0].Description.Should().Contain(told);

    [Theory]
    [InlineData("<#foo>")]
    [InlineData("${x?nope}")]
    [InlineData("${x?xyz}")]
    [InlineData("<#stuff>")]
    public void Nothing_is_guessed_that_is_far_away(string template) =>
        Template.Check(template)[0].Description.Should().NotContain("Did you mean");

    [Fact]
    public void A_template_that_is_not_there_tells_where_it_was_looked_for()
    {
        var template = Template.Parse("<#include 'foot.ftl'>", new() { Loader = new MemoryTemplateLoader([]) }, "sms/bus.ftl", TestContext.Current.CancellationToken);

        template.Invoking(static template => template.Render(DataModel.Empty)).Should().Throw<TemplateRenderException>()
            .WithMessage("*sms/foot_en_US.ftl, sms/foot_en.ftl, sms/foot.ftl.");
    }

    private static string? SourceOf(ConformanceCase @case, string name) =>
        name == @case.Name ? @case.Template : @case.Templates.TryGetValue(name, out var source) ? source : null;

    private static TemplateException? ErrorOf(ConformanceCase @case)
    {
        try
        {
            Template.Parse(@case.Template, ConformanceSettings.Of(@case), @case.Name).Render(DataModel.From(@case.Model));
            return null;
        }
        catch (TemplateException e)
        {
            return e;
        }
    }
}
