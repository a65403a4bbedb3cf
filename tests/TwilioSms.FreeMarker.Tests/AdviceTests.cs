using System.Text.Json;
using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>What errors tell to do: it works when it is done.</summary>
public sealed partial class AdviceTests
{
    public static TheoryData<string> Categories => [.. ConformanceSuite.Categories.Where(category => category != "limits")];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Every_advice_parses_where_it_is_followed(string category)
    {
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var @case in ConformanceSuite.Read(category))
        {
            if (ErrorOf(@case) is { } error && SourceOf(@case, error.Advice?.SourceName ?? error.TemplateName) is { } source)
            {
                AssertFollowed(error, source, ConformanceSettings.Of(@case), @case.Id);
            }
        }
    }

    [Theory]
    [InlineData("${{name}}")]
    [InlineData("Hi ${{ order.name }}, bye")]
    [InlineData("<#if {{name}}>x</#if>")]
    [InlineData("<#assign x = {{name}}>")]
    [InlineData("<#set x = 1>")]
    [InlineData("[#ftl][#set x = 1]")]
    [InlineData("[#ftl][#if a]x[#elif b]y[/#if]")]
    [InlineData("[#ftl][#if a]x[#else if b]y[/#if]")]
    [InlineData("[#ftl][#macro m][/#macro]${m()}")]
    [InlineData("[#ftl][#list order as x][/#list]")]
    [InlineData("[#ftl][@m]x[/@n]")]
    [InlineData("<@m>x</@n>")]
    [InlineData("<@m>x<#if a></#if>")]
    [InlineData("<#for x in xs></#for>")]
    [InlineData("<#list x in xs></#list>")]
    [InlineData("<#if a in b>x</#if>")]
    [InlineData("<#if a and b and c>x</#if>")]
    [InlineData("<#if not a>x</#if>")]
    [InlineData("<#if (not a) or b>x</#if>")]
    [InlineData("${a ? b : c}")]
    [InlineData("${x?upper}")]
    [InlineData("${x?capFirst}${x?upper}")]
    [InlineData("${x?capFirst}${x?uperCase}")]
    [InlineData("${x?cap_first}${x?uper_case}")]
    [InlineData("${'a'?capFirst}<#if name>x</#if>")]
    [InlineData("${'a'?capFirst}${name.isEmpty()}")]
    [InlineData("${'a'?cap_first}${name.toUpperCase()}")]
    [InlineData("${names.length}")]
    [InlineData("${(names + names).size()}")]
    [InlineData("${n gt 1}")]
    [InlineData("<#macro m></#macro>${m()}")]
    [InlineData("<#function f></#function><@f/>")]
    [InlineData("<#list order as x></#list>")]
    [InlineData("<@capture_output>x</@capture_output>")]
    public void Every_advice_to_a_beginner_parses(string template)
    {
        var error = template.Invoking(Render).Should().Throw<TemplateException>().Which;

        (error.Advice is not null || CodeOf(error, template).Count > 0).Should().BeTrue("there is something to write instead of what {0} tells", error.Message);
        AssertFollowed(error, template, new(), template);
    }

    [Fact]
    public void The_words_for_those_of_other_languages_parse()
    {
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var (word, told) in OtherLanguages.Directives)
        {
            Pieces(told).Should().NotBeEmpty(word).And.OnlyContain(piece => Parses(piece), word);
        }

        foreach (var (word, builtIn) in OtherLanguages.BuiltIns)
        {
            BuiltInTable.Find(builtIn).Should().NotBeNull(word);
            BuiltInTable.Find(word).Should().BeNull("{0} is FreeMarker's own", word);
        }

        foreach (var (word, symbol) in OtherLanguages.Operators)
        {
            Template.Check("${(a " + symbol + " b)?c}").Should().BeEmpty(word);
        }

        foreach (var (word, form) in OtherLanguages.Members)
        {
            Template.Check("${" + form.Replace("{}", "x", StringComparison.Ordinal) + "}").Should().BeEmpty(word);
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
    [InlineData("${names.length}", "names?size")]
    [InlineData("${name.length()}", "name?length")]
    [InlineData("<#if names.isEmpty()></#if>", "(!names?has_content)")]
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
    [InlineData("<#if a>\n<@m x=1>y</#if>", "\"<@m x=1>\", at line 2, column 1")]
    [InlineData("${{name}}", "${name} in text")]
    [InlineData("<#if {{name}}></#if>", "writes name in an expression")]
    [InlineData("<#if not a>x</#if>", "writes ! for that")]
    [InlineData("<#list x in xs></#list>", "items as item")]
    [InlineData("${x?isEmpty}", "the opposite, ?has_content")]
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

    /// <summary>What an error says can be written instead parses in its place; code that it shows parses where such code can stand.</summary>
    private static void AssertFollowed(TemplateException error, string source, TemplateSettings settings, string id)
    {
        foreach (var piece in CodeOf(error, source))
        {
            Parses(piece).Should().BeTrue($"{id}: {piece} is told by {error.Message}");
        }

        if (error.Advice is not { } advice || advice.End > source.Length)
        {
            return;
        }

        foreach (var replacement in advice.Replacements)
        {
            var mended = source[..advice.Start] + replacement + source[advice.End..];
            var after = new TemplateSource("after", mended).PositionOf(advice.Start + replacement.Length);
            var left = Template.Check(mended, settings, advice.SourceName, TestContext.Current.CancellationToken)
                .Where(mistake => error is TemplateRenderException || mistake.Line < after.Line || (mistake.Line == after.Line && mistake.Column < after.Column));
            left.Should().BeEmpty($"{id}: \"{replacement}\" is told by {error.Message}");
        }
    }

    /// <summary>The code that a message tells to write; where it says so, there is some.</summary>
    private static List<string> CodeOf(TemplateException error, string source)
    {
        var description = QuotedSource().Replace(error.Description, "");
        List<string> code = [.. Pieces(description).Where(piece => !source.Contains(piece, StringComparison.Ordinal))];
        return error.Advice is not null || code.Count > 0 || !Told().IsMatch(description)
            ? code
            : throw new InvalidOperationException($"It tells to write something that cannot be followed: {error.Message}");
    }

    private static IEnumerable<string> Pieces(string text) => Code().Matches(text).Select(static match => match.Value).Select(static piece => piece[0] is '<' or '[' or '$' ? piece : "${" + piece + "}");

    /// <summary>Whether code parses somewhere: by itself, with its end tag, inside of what it belongs to.</summary>
    private static bool Parses(string piece)
    {
        var square = piece[0] == '[';
        var tag = square ? piece.Replace('[', '<').Replace(']', '>') : piece;
        var name = TagName().Match(tag).Groups[1].Value;
        string[] around =
        [
            "{0}", "{0}</" + name + ">", "<#if c>{0}</#if>", "<#if c>{0}", "<#list xs as x>{0}", "<#list xs>{0}</#list>", "<#list xs>{0}</#items></#list>", "<#attempt>{0}</#attempt>",
            "<#attempt><#recover>{0}", "<#macro m>{0}", "<#macro m>{0}</#macro>", "<#function f>{0}", "<#switch x>{0}", "<#switch x>{0}</#switch>", "<" + name + ">{0}", "<@m>{0}",
        ];
        return around.Any(text => Template.Check(string.Format(null, text, tag)).Count == 0);
    }

    private static void Render(string template)
    {
        const string Model = """{"order": {}, "name": "Ann", "names": ["a", "b"], "n": 7, "a": true, "b": true}""";
        Template.Parse(template).Render(DataModel.From(JsonElement.Parse(Model)));
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

    /// <summary>What a message repeats of the template, which is not what it tells to write.</summary>
    [GeneratedRegex("(?:Found|still open is|Nothing closes) \".*?\"(?=, |\\.| |$)", RegexOptions.Singleline)]
    private static partial Regex QuotedSource();

    [GeneratedRegex(@"\b[Ww]rite (?!less|them)\S")]
    private static partial Regex Told();

    [GeneratedRegex(@"</?[#@][^<>]*>(?:\.\.\.(?:<[^<>]*>\.\.\.)?</[#@][^<>]*>)?|\[/?[#@][^\[\]]*\](?:\.\.\.(?:\[[^\[\]]*\]\.\.\.)?\[/[#@][^\[\]]*\])?|\$\{[^{}]*\}|\w[\w.]*\?\w+\([^()]*\)")]
    private static partial Regex Code();

    [GeneratedRegex(@"^</?([#@][\w.]*)")]
    private static partial Regex TagName();
}
