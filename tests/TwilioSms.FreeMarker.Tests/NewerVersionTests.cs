using System.Text.Json;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>
/// What Apache FreeMarker 2.3.32, 2.3.33 and 2.3.34 brought; expectations are those of their release notes, of the manual's pages that these
/// lead to, and of FreeMarker's own tests of them. <c>?c</c> has tests of its own.
/// </summary>
public sealed class NewerVersionTests
{
    // 2.3.34, GitHub PR 114: #on has no fall-through, takes several values, and does not stand beside #case.
    [Theory]
    [InlineData("<#switch x><#on 1, 2>a<#on 3>b<#default>c</#switch>", "1", "a")]
    [InlineData("<#switch x><#on 1, 2>a<#on 3>b<#default>c</#switch>", "2", "a")]
    [InlineData("<#switch x><#on 1, 2>a<#on 3>b<#default>c</#switch>", "3", "b")]
    [InlineData("<#switch x><#on 1, 2>a<#on 3>b<#default>c</#switch>", "4", "c")]
    [InlineData("<#switch x><#on 1>a</#switch>", "4", "")]
    [InlineData("<#list 1..3 as i><#switch i><#on x><#break></#switch>${i}</#list>", "2", "1")]
    [InlineData("<#list 1..3 as i><#switch i><#on x><#continue></#switch>${i}</#list>", "2", "13")]
    public void On_takes_the_place_of_case(string template, string x, string expected) =>
        Render(template, Since(34), $$"""{"x": {{x}}}""").Should().Be(expected);

    // From FreeMarker's SwitchTest.
    [Theory]
    [InlineData("    <#on 1>C1\n    <#on 2>C2\n    <#default>D\n", "[\nC1\n    ]\n[\nC2\n    ]\n[\nD\n]\n")]
    [InlineData("    <#on 1>C1<#t>\n    <#on 2>C2<#t>\n    <#default>D<#t>\n", "[\nC1]\n[\nC2]\n[\nD]\n")]
    [InlineData("    <#on 1>\n      C1\n    <#on 2>\n      C2\n    <#default>\n      D\n", "[\n      C1\n]\n[\n      C2\n]\n[\n      D\n]\n")]
    public void White_space_around_on_is_stripped_as_around_case(string branches, string expected) =>
        Render($"<#list 1..3 as i>\n[\n  <#switch i>\n{branches}  </#switch>\n]\n</#list>", Since(34)).Should().Be(expected);

    [Theory]
    [InlineData("<#switch x><#on 1>a<#case 2>b</#switch>", 20)]
    [InlineData("<#switch x><#case 1>a<#on 2>b</#switch>", 22)]
    [InlineData("<#switch x><#default>c<#on 1>a</#switch>", 23)]
    [InlineData("<#switch x><#on 1>a<#break></#switch>", 20)]
    public void On_does_not_mix_with_case(string template, int column) =>
        FluentActions.Invoking(() => Template.Parse(template, Since(34))).Should().Throw<TemplateSyntaxException>().Which.Column.Should().Be(column);

    // 2.3.34, GitHub PR 119.
    [Theory]
    [InlineData("[#ftl][#list [1, 2] as x]${x}<#sep>, [/#list]", "1, 2", "1<#sep>, 2<#sep>, ")]
    [InlineData("<#list [1, 2] as x>${x}[#sep], </#list>", "1, 2", "1[#sep], 2[#sep], ")]
    [InlineData("<#list [1, 2] as x>${x}<sep>, </#list>", "1, 2", "1<sep>, 2<sep>, ")]
    [InlineData("<#list [1, 2] as x>${x}<#sep>, </#list>", "1, 2", "1, 2")]
    public void A_sep_of_the_other_syntax_is_text_since_2_3_34(string template, string before, string since)
    {
        Render(template, new TemplateSettings()).Should().Be(before);
        Render(template, Since(34)).Should().Be(since);
    }

    // 2.3.34, GitHub PR 111.
    [Theory]
    [InlineData("${' '?blank_to_null!'none'} ${' a'?blank_to_null!'none'} ${missing?blank_to_null!'none'}", "none  a none")]
    [InlineData("[${''?empty_to_null!'none'}] [${' '?empty_to_null!'none'}] [${missing?empty_to_null!'none'}]", "[none] [ ] [none]")]
    [InlineData("${' \u00A0\u2003'?blank_to_null!'none'} ${' \u2003'?trim_to_null!'none'}", "none \u2003")]
    [InlineData("[${' '?trim_to_null!'none'}] [${' a '?trim_to_null!'none'}] [${missing?trim_to_null!'none'}]", "[none] [a] [none]")]
    public void Texts_without_content_can_be_made_missing(string template, string expected) =>
        Render(template, new TemplateSettings()).Should().Be(expected);

    // 2.3.34, FREEMARKER-227; the values are those of FreeMarker's ClassicCompatibleTest.
    [Theory]
    [InlineData("1", "true")]
    [InlineData("'1'", "true")]
    [InlineData("2", "true")]
    [InlineData("'2'", "true")]
    [InlineData("'3'", "true")]
    [InlineData("4", "false")]
    [InlineData("'4'", "false")]
    [InlineData("'true'", "true")]
    [InlineData("true", "true")]
    [InlineData("'false'", "true")]
    [InlineData("false", "false")]
    public void Classic_templates_look_for_items_as_they_compare(string sought, string expected)
    {
        var settings = new TemplateSettings { ClassicCompatible = true };

        Render($"${{s?seq_contains({sought})?c}}", settings, """{"s": [1, "2", 3.0, true, "false"]}""").Should().Be(expected);
    }

    [Theory]
    [InlineData("2", "false")]
    [InlineData("'2'", "true")]
    [InlineData("3", "true")]
    [InlineData("'3'", "false")]
    [InlineData("'3.0'", "true")]
    public void Classic_templates_compare_numbers_with_texts_as_they_print(string sought, string expected)
    {
        var settings = new TemplateSettings { ClassicCompatible = true, NumberFormat = "0.0" };

        Render($"${{s?seq_contains({sought})?c}}", settings, """{"s": [1, "2", 3.0, true, "false"]}""").Should().Be(expected);
    }

    // 2.3.33, FREEMARKER-219.
    [Theory]
    [InlineData("${'ab cd'?truncate_w(3, '')}|", "ab |", "ab|")]
    [InlineData("${'some text'?truncate(5, '')}|", "some |", "some|")]
    public void Truncating_without_a_terminator_leaves_no_space_since_2_3_33(string template, string before, string since)
    {
        Render(template, new TemplateSettings()).Should().Be(before);
        Render(template, Since(33)).Should().Be(since);
    }

    // 2.3.33, GitHub PR 88: what cannot escape, and what switches escaping off, is an error while parsing.
    [Theory]
    [InlineData("a", "undefined")]
    [InlineData("${x?no_esc}", "HTML")]
    [InlineData("<#noautoesc>a</#noautoesc>", "HTML")]
    [InlineData("<#ftl auto_esc=false>a", "HTML")]
    [InlineData("<#ftl output_format='plainText'>a", "HTML")]
    [InlineData("<#outputformat 'JSON'>a</#outputformat>", "HTML")]
    public void Forced_escaping_cannot_be_switched_off(string template, string outputFormat)
    {
        var settings = new TemplateSettings { OutputFormat = outputFormat }.With("auto_escaping_policy", "force");

        FluentActions.Invoking(() => Template.Parse(template, settings)).Should().Throw<TemplateSyntaxException>();
    }

    [Fact]
    public void What_would_switch_forced_escaping_off_is_blamed_on_its_value() =>
        Template.Check("<#ftl auto_esc=false>${'<'}", Since(33).With("output_format", "HTML").With("auto_escaping_policy", "force"), TestContext.Current.CancellationToken)
            .Should().ContainSingle().Which.Column.Should().Be(16);

    [Theory]
    [InlineData("${'<'}<#outputformat 'XML'>${'<'}</#outputformat>")]
    [InlineData("<#autoesc>${'<'}</#autoesc>${'<'}")]
    public void Forced_escaping_escapes(string template) =>
        Render(template, new TemplateSettings { OutputFormat = "HTML", AutoEscaping = TemplateAutoEscaping.Force }).Should().Be("&lt;&lt;");

    // 2.3.32: c_format can be changed by #setting, and the legacy format has literals of strings too.
    [Fact]
    public void A_template_chooses_what_c_prints() =>
        Render("<#setting c_format='XS'>${'a'?c} <#setting c_format='JSON'>${'a'?c} ${missing?cn}", Since(32)).Should().Be("a \"a\" null");

    [Theory]
    [InlineData("json")]
    [InlineData("default")]
    public void A_c_format_that_a_template_does_not_know_is_an_error(string format) =>
        FluentActions.Invoking(() => Render($"<#setting c_format='{format}'>", Since(32)))
            .Should().Throw<TemplateRenderException>().WithMessage("*JavaScript or JSON*");

    [Fact]
    public void The_legacy_format_has_literals_of_strings_since_2_3_32() =>
        Render("""${'a"b'?c} ${missing?cn} ${'1e300'?number?c?length}""", Since(32) with { CFormat = TemplateCFormat.Legacy }).Should().Be("\"a\\\"b\" null 301");

    [Theory]
    [InlineData("2.3.30")]
    [InlineData("2.3.0")]
    [InlineData("2.3.35")]
    [InlineData("2.4")]
    public void A_version_whose_language_is_not_here_is_refused(string version)
    {
        FluentActions.Invoking(() => new TemplateSettings { IncompatibleImprovements = new Version(version) })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*2.3.31 to 2.3.34*");
        FluentActions.Invoking(() => new TemplateSettings().With("incompatible_improvements", version)).Should().Throw<ArgumentException>();
    }

    private static TemplateSettings Since(int patch) => new() { IncompatibleImprovements = new Version(2, 3, patch) };

    private static string Render(string template, TemplateSettings settings, string model = "{}") =>
        Template.Parse(template, settings).Render(DataModel.From(JsonElement.Parse(model)));
}
