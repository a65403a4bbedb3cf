namespace TwilioSms.FreeMarker.Tests;

public sealed class TemplateInspectionTests
{
    [Fact]
    public void Check_finds_every_mistake_of_a_template()
    {
        var errors = Template.Check("${a b}\n<#list xs as x>\n  ${x?uper_case} ${x?index}\n  <#iff x></#iff>\n</#list>\n${'c' + '${d e}'}\nfine ${f}\n<#if g>");

        errors.Select(error => (error.Line, error.Column)).Should().Equal((1, 5), (3, 7), (4, 4), (4, 12), (6, 14), (8, 7));
        errors[1].Description.Should().Contain("?upper_case");
        errors[2].Description.Should().Contain("#if");
    }

    [Theory]
    [InlineData("<#if x y>a<#else>b</#if>")]
    [InlineData("<#list xs as x>${x y}<#sep>, </#sep><#break></#list>")]
    [InlineData("<#macro m a=>${a}<#nested></#macro>")]
    [InlineData("<@m a=></@m>")]
    public void One_mistake_is_one_error(string template) => Template.Check(template).Should().ContainSingle();

    [Fact]
    public void A_valid_template_has_no_errors() => Template.Check("<#list xs as x>${x}<#else>none</#list>").Should().BeEmpty();

    [Fact]
    public void Check_reports_first_what_Parse_throws()
    {
        const string Template = "Hi ${name, ${x?nope}";
        var parse = () => FreeMarker.Template.Parse(Template);

        var thrown = parse.Should().Throw<TemplateSyntaxException>().Which;

        FreeMarker.Template.Check(Template)[0].Message.Should().Be(thrown.Message);
    }

    [Theory]
    [InlineData("Hi ${user.name!'you'}", "user.name")]
    [InlineData("${a.b.c?upper_case + d}", "a.b.c", "d")]
    [InlineData("<#list order.items as i>${i.name} ${i?index}</#list>", "order.items", "order.items[].name", "order.items[]")]
    [InlineData("<#list order.lines><#items as l>${l.n}</#items></#list>", "order.lines", "order.lines[].n")]
    [InlineData("<#list h as k, v>${k}${v.x}</#list>", "h", "h[].x")]
    [InlineData("<#assign total = order.total>${total}", "order.total")]
    [InlineData("<#macro m a b=c>${a}${b}<#local z = y>${z}</#macro><@m a=d/>", "c", "y", "d")]
    [InlineData("${xs?filter(x -> x.ok)?size}", "xs")]
    [InlineData("${'Dear ${title}'}", "title")]
    [InlineData("nothing")]
    public void References_are_the_paths_read_in_the_data(string template, params string[] paths) =>
        Template.Parse(template).References.Should().Equal(paths);
}
