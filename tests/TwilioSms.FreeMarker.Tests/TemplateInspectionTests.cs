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

    [Theory]
    [InlineData("<#macro m>${a b}</#macro><#macro n>x</#macro>", 15)]
    [InlineData("<#macro m a=>${a}<#nested><#local b=1></#macro><#macro n></#macro>", 13)]
    [InlineData("<#function f a><#return a b></#function><#macro x><#nested></#macro>", 27)]
    [InlineData("<#list xs as>${x?index}<#break><#sep>,</#list>", 13)]
    [InlineData("<#list xs as>${x?index}<#break><#sep>,</#list><#break>", 13, 47)]
    [InlineData("<#escape x as x?nope>${a}<#noescape>${b}</#noescape></#escape><#noescape></#noescape>", 17, 63)]
    [InlineData("<#if a b>x<#elseif c>y<#else>z</#if>${c d}", 8, 41)]
    [InlineData("<#if a>x<#elseif c d>y<#else>z</#if>${c d}", 20, 41)]
    [InlineData("<#switch a b><#case 1>x<#break><#default>y</#switch>", 12)]
    [InlineData("<#if x>${a</#if>${b c}", 12, 21)]
    [InlineData("<#list x as y><#if z</#list>${a b}", 22, 33)]
    [InlineData("<#attempt>${a b}<#recover>${c d}</#attempt>", 15, 31)]
    [InlineData("<#list a as b>${c d}<#items as q></#items></#list>", 19, 21)]
    [InlineData("<#outputformat 'nope'>${a}</#outputformat>${b c}", 1, 47)]
    [InlineData("<@m a=>x</@m>${b c}", 7, 18)]
    [InlineData("</#if>${a b}", 1, 11)]
    [InlineData("<#-- never closed ${a b}", 1)]
    [InlineData("${\"a b} ${c d}", 15, 13)]
    [InlineData("<#ftl bogus=1>${a b}", 7, 19)]
    [InlineData("[#ftl][#if a b]x[/#if]${c d}", 14, 27)]
    [InlineData("<#if a == \"${b c}\" d>x</#if>", 16)]
    public void After_an_error_no_later_one_is_false(string template, params int[] columns) =>
        Template.Check(template).Select(error => error.Column!.Value).Should().Equal(columns);

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
    [InlineData("${x?uper_case}", "?upper_case")]
    [InlineData("${x?upperCas}", "?upperCase")]
    [InlineData("${x?cap}", "?cap_first")]
    [InlineData("${x?to_string}", "?string")]
    [InlineData("${.nwo}", ".now")]
    [InlineData("<#assing x = 1>", "#assign")]
    [InlineData("<#if a><#esleif b></#if>", "#elseif")]
    [InlineData("<#setting local='de_DE'>", "locale")]
    [InlineData("<#ftl outputformat='HTML'>", "output_format")]
    public void A_wrong_name_gets_the_nearest_one(string template, string suggestion) =>
        Template.Check(template)[0].Description.Should().Contain($"Did you mean {suggestion}?");

    [Fact]
    public void What_is_imported_automatically_is_not_part_of_the_data()
    {
        var settings = new TemplateSettings { AutoImports = [new("lib.ftl", "lib")] };

        Template.Parse("${lib.greet(name)} ${lib.x}", settings, TestContext.Current.CancellationToken).References.Select(static reference => reference.Path).Should().Equal("name");
    }

    [Theory]
    [InlineData("Hi ${user.name}", "user.name")]
    [InlineData("${a.b.c?upper_case + d} ${d}", "a.b.c", "d")]
    [InlineData("${a['b'].c} ${a[0].x} ${l[1..]?size} ${h[k]}", "a.b.c", "a[].x", "l", "h", "k")]
    [InlineData("${.data_model.x} ${.globals.y} ${.vars['a-b']}", "x", "y", "a-b")]
    [InlineData("<#list order.items as i>${i.name} ${i?index}</#list>", "order.items", "order.items[].name", "order.items[]")]
    [InlineData("<#list order.lines><#items as l>${l.n}</#items></#list>", "order.lines", "order.lines[].n")]
    [InlineData("<#list h as k, v>${k}${v.x}</#list>", "h", "h[].x")]
    [InlineData("<#list xs?sort_by('n') as x>${x.y}</#list> ${xs?first.z}", "xs", "xs[].y", "xs[].z")]
    [InlineData("${xs?filter(x -> x.ok)?size}", "xs", "xs[].ok")]
    [InlineData("<#assign total = order.total>${total}", "order.total")]
    [InlineData("<#assign u = user><#list u.orders as o><#assign last = o></#list>${last.id}", "user", "user.orders", "user.orders[]", "user.orders[].id")]
    [InlineData("<#assign x = a><#assign x = b>${x.y}", "a", "b")]
    [InlineData("<#assign x = y><#assign y = x>${x}")]
    [InlineData("<#macro m a b=c>${a}${b}<#local z = y>${z}</#macro><@m a=d/>", "c", "y", "d")]
    [InlineData("${'Dear ${title}'}", "title")]
    [InlineData("nothing")]
    public void References_are_the_paths_read_in_the_data(string template, params string[] paths) =>
        Template.Parse(template).References.Select(reference => reference.ToString()).Should().Equal(paths);

    [Theory]
    [InlineData("${a!'you'} ${b??} ${c?has_content} ${d?default('x')}", "a?", "b?", "c?", "d?")]
    [InlineData("${user.name!'you'}", "user", "user.name?")]
    [InlineData("${(user.name)!'you'} ${(x.y)??}", "user.name?", "x.y?")]
    [InlineData("${a!b} ${(c)!d.e}", "a?", "b", "c?", "d.e")]
    [InlineData("<#if a??>${a}</#if>", "a?")]
    [InlineData("<#if a?? && a.n gt 1>${a.n} ${b}</#if>", "a?", "a.n?", "b")]
    [InlineData("<#if (a.b)?has_content>${a.b}<#else>${c}</#if>", "a.b?", "c")]
    [InlineData("${a???then(a, 'none')}", "a?")]
    [InlineData("<#if a??>${a}</#if> ${a}", "a")]
    [InlineData("<#list xs! as x>${x.n!}</#list>", "xs?", "xs[].n?")]
    public void What_a_template_can_do_without_is_optional(string template, params string[] paths) =>
        Template.Parse(template).References.Select(reference => reference.ToString()).Should().Equal(paths);

    [Theory]
    [InlineData("${'<'}", 1, 1)]
    [InlineData("<#ftl output_format='plainText'>x", 1, 1)]
    [InlineData("<#ftl output_format='HTML' auto_esc=false>x", 1, 37)]
    [InlineData("<#ftl output_format='HTML'>x<#noautoesc></#noautoesc>", 1, 29)]
    [InlineData("<#ftl output_format='HTML'>${x?no_esc}", 1, 32)]
    [InlineData("<#ftl output_format='HTML'>\n<#outputformat 'plainText'></#outputformat>", 2, 1)]
    public void Forced_escaping_cannot_be_got_round(string template, int line, int column)
    {
        var settings = new TemplateSettings().With("auto_escaping_policy", "force");

        Template.Check(template, settings, TestContext.Current.CancellationToken).Should().ContainSingle().Which.Should().Match<TemplateSyntaxException>(
            error => error.Line == line && error.Column == column && error.Description.Contains("forces escaping"));
    }

    [Fact]
    public void Forced_escaping_escapes() => Template.Parse("<#ftl output_format='HTML'>${'<'}", new() { AutoEscaping = TemplateAutoEscaping.Force }, TestContext.Current.CancellationToken)
        .Render(DataModel.Empty, TestContext.Current.CancellationToken).Should().Be("&lt;");

    [Fact]
    public void An_error_without_a_place_has_no_line_and_no_column()
    {
        var error = Template.Parse("<#return 1>").Invoking(template => template.Render(DataModel.Empty)).Should().Throw<TemplateRenderException>().Which;

        (error.Line, error.Column).Should().Be((null, null));
        error.Message.Should().Be("main.ftl: " + error.Description);
    }

    [Fact]
    public void An_error_behind_the_last_line_break_has_no_column()
    {
        var error = Template.Check("${a\\\n")[0];

        (error.Line, error.Column).Should().Be((2, null));
        error.Message.Should().Be("main.ftl(2): " + error.Description);
    }

    [Fact]
    public void What_is_not_given_is_refused()
    {
        FluentActions.Invoking(() => Template.Parse(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Template.Parse("", null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Template.Check("", new(), (string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new TemplateImport(null!, "a")).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new TemplateImport("a.ftl", null!)).Should().Throw<ArgumentNullException>();
    }
}
