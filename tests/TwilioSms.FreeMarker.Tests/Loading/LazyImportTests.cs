namespace TwilioSms.FreeMarker.Tests;

/// <summary>The setting lazy_imports. The expectations are what Apache FreeMarker 2.3.31 gives.</summary>
public sealed class LazyImportTests
{
    [Theory]
    [InlineData("<#import 'no.ftl' as x>ok", "ok")]
    [InlineData("<#import 'l.ftl' as x>a${g!'-'}${x.v}${g}", "a-1G")]
    [InlineData("<#import 'l.ftl' as x>a${g!'-'}${x?keys?size}${g!'-'}", "a-1G")]
    [InlineData("<#import 'l.ftl' as x>a<#assign w=2 in x>${g!'-'}${x.w}${x.v}", "aG21")]
    [InlineData("<#import 'l.ftl' as x><#import '/l.ftl' as y>a<#assign w=2 in x>${y.w}", "a2")]
    [InlineData("<#import 'm.ftl' as x>a<@x.m/>", "aM1")]
    [InlineData("<#setting locale='de_DE'><#import 'loc.ftl' as x>a${x.v}", "ade_DE")]
    [InlineData("<#import 'loc.ftl' as x><#setting locale='de_DE'>a${x.v}${1.5}", "aen_US1,5")]
    [InlineData("<#import 'no.ftl' as x>a<#attempt> b${x.y}<#recover>R</#attempt>", "aR")]
    [InlineData("<#import 'bad.ftl' as x>a<#attempt>${x.v}<#recover>R</#attempt><#attempt>${x.v}<#recover>R</#attempt>", "aRR")]
    [InlineData("<#import 'l.ftl' as x><#assign q = .get_optional_template('l.ftl').import()>${g}${x.v}${q.v}", "G11")]
    public void A_library_runs_when_it_is_first_used(string template, string text) => Render(template).Should().Be(text);

    [Theory]
    [InlineData("<#import 'no.ftl' as x>a${x.y!'d'}", 1, 25, "no template '/no.ftl'")]
    [InlineData("<#import 'bad.ftl' as x>a\n b${x.v}", 2, 3, "nope has no value")]
    [InlineData("<#import 'syntax.ftl' as x>a\n b${x.v}", 2, 3, "does not parse")]
    [InlineData("<#import 'no.ftl' as x>a\n b<@x.m/>", 2, 3, "no template '/no.ftl'")]
    [InlineData("<#import 'no.ftl' as x><#attempt>${x.m}<#recover></#attempt>\n<#attempt>${x.m}<#recover></#attempt>${x.m}", 2, 38, "failed before")]
    public void A_library_that_fails_does_so_at_its_first_use(string template, int line, int column, string reason)
    {
        var render = () => Render(template);

        var error = render.Should().Throw<TemplateRenderException>().Which;
        (error.Failure, error.TemplateName, error.Line, error.Column).Should().Be((TemplateRenderFailure.Other, "main.ftl", line, column));
        error.Description.Should().Contain(reason);
    }

    [Fact]
    public void An_unused_library_is_not_even_read()
    {
        var template = Template.Parse("<#import 'l.ftl' as x>ok", new() { LazyImports = true, Loader = new SlowLoader() }, TestContext.Current.CancellationToken);

        template.Render(DataModel.Empty, TestContext.Current.CancellationToken).Should().Be("ok");
    }

    private static string Render(string template)
    {
        var loader = new MemoryTemplateLoader(
        [
            new("l.ftl", "zzz<#assign v=1><#global g='G'>"),
            new("m.ftl", "<#assign v=1><#macro m>M${.namespace.v}</#macro>"),
            new("loc.ftl", "<#assign v=.locale>"),
            new("bad.ftl", "<#assign v=1>${nope}"),
            new("syntax.ftl", "<#assign v=1>${}"),
        ]);
        var settings = new TemplateSettings { Loader = loader }.With("lazy_imports", "true");
        return Template.Parse(template, settings).Render(DataModel.Empty, TestContext.Current.CancellationToken);
    }
}
