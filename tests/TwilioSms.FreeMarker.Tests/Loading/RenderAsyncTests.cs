namespace TwilioSms.FreeMarker.Tests;

public sealed class RenderAsyncTests
{
    private readonly SlowLoader loader = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rendering_waits_for_a_template_that_it_includes()
    {
        var rendering = Start("Hi! <#include 'sign.ftl'>");

        await loader.AskedForAsync("sign.ftl");
        rendering.IsCompleted.Should().BeFalse();
        loader.Answer("sign.ftl", "-- ${'Ann'}");

        (await rendering).Should().Be("Hi! -- Ann");
    }

    [Fact]
    public async Task Templates_with_constant_names_are_read_at_the_same_time()
    {
        var rendering = Start("<#include 'a.ftl'><#import '/lib/b.ftl' as b>${b.v}");

        await loader.AskedForAsync("a.ftl");
        await loader.AskedForAsync("lib/b.ftl");
        loader.Answer("a.ftl", "A");
        loader.Answer("lib/b.ftl", "<#import 'c.ftl' as c><#assign v = c.v>");
        await loader.AskedForAsync("lib/c.ftl");
        loader.Answer("lib/c.ftl", "<#assign v = 'C'>");

        (await rendering).Should().Be("AC");
    }

    [Fact]
    public async Task Automatic_templates_are_read_with_those_that_are_named()
    {
        var settings = new TemplateSettings { Loader = loader, AutoImports = [new("lib.ftl", "lib")], AutoIncludes = ["head.ftl"] };
        var rendering = Template.Parse("${lib.v}<#include 'a.ftl'>", settings, "sub/main.ftl", TestContext.Current.CancellationToken).RenderAsync(DataModel.Empty, Stop);

        await loader.AskedForAsync("lib.ftl");
        await loader.AskedForAsync("head.ftl");
        await loader.AskedForAsync("sub/a.ftl");
        loader.Answer("lib.ftl", "<#assign v = 'L'>");
        loader.Answer("head.ftl", "H");
        loader.Answer("sub/a.ftl", "A");

        (await rendering).Should().Be("HLA");
    }

    [Fact]
    public async Task A_lazy_automatic_import_that_is_not_used_is_not_asked_for()
    {
        var settings = new TemplateSettings { Loader = loader, AutoImports = [new("lib.ftl", "lib")], LazyAutoImports = true };

        (await Template.Parse("x", settings, TestContext.Current.CancellationToken).RenderAsync(DataModel.Empty, Stop)).Should().Be("x");
        loader.Asked.Should().BeEmpty();
    }

    [Fact]
    public void An_automatic_template_that_is_not_there_cannot_be_read()
    {
        var settings = new TemplateSettings { Loader = new MemoryTemplateLoader(new Dictionary<string, string>()), AutoIncludes = ["head.ftl"] };
        var render = () => Template.Parse("x", settings).Render(DataModel.Empty);

        render.Should().Throw<TemplateReadException>().WithMessage("*'head.ftl'*AutoIncludes*");
    }

    [Fact]
    public async Task A_name_may_be_known_only_while_rendering()
    {
        var rendering = Start("<#list ['a', 'b'] as x><#include x + '.ftl'></#list>");

        loader.Answer("a.ftl", "1");
        await loader.AskedForAsync("a.ftl");
        await loader.AskedForAsync("b.ftl");
        loader.Answer("b.ftl", "2");

        (await rendering).Should().Be("12");
    }

    [Fact]
    public async Task A_template_is_asked_for_once_in_a_rendering_and_again_in_the_next()
    {
        var text = "old";
        var asked = 0;
        var template = Template.Parse("<#list 1..3 as i><#include 'a.ftl'></#list>", new()
        {
            Loader = new Loader(async (name, _) =>
            {
                await Task.Yield();
                asked += name == "a.ftl" ? 1 : 0;
                return name == "a.ftl" ? text : null;
            }),
        }, TestContext.Current.CancellationToken);

        (await template.RenderAsync(DataModel.Empty, Stop)).Should().Be("oldoldold");
        text = "new";
        (await template.RenderAsync(DataModel.Empty, Stop)).Should().Be("newnewnew");
        asked.Should().Be(2);
    }

    [Fact]
    public async Task What_is_read_ahead_and_not_needed_cannot_fail_a_rendering()
    {
        loader.Fail("unused.ftl", new IOException("broken"));
        loader.Answer("bad.ftl", "${");
        var rendering = Start("<#include 'used.ftl'><#if false><#include 'unused.ftl'><#include 'bad.ftl'></#if>");
        await loader.AskedForAsync("unused.ftl");

        loader.Answer("used.ftl", "used");

        (await rendering).Should().Be("used");
    }

    [Fact]
    public async Task A_loader_that_fails_is_reported_where_the_template_is_needed()
    {
        var cause = new IOException("disk on fire");
        loader.Fail("a.ftl", cause);

        var rendering = () => Start("Hi\n <#include 'a.ftl'>");

        var error = (await rendering.Should().ThrowAsync<TemplateReadException>()).Which;
        (error.TemplateName, error.Line, error.Column).Should().Be(("main.ftl", 2, 2));
        error.Description.Should().Contain("'a.ftl'").And.Contain("IOException").And.NotContain("fire");
        error.InnerException.Should().BeSameAs(cause);
    }

    [Fact]
    public async Task Attempt_recovers_from_a_loader_that_fails()
    {
        loader.Fail("a.ftl", new IOException());

        (await Start("<#attempt><#include 'a.ftl'><#recover>without</#attempt>")).Should().Be("without");
    }

    [Fact]
    public async Task Cancellation_ends_the_reading()
    {
        using var cancellation = new CancellationTokenSource();
        var rendering = Start("<#include 'a.ftl'>", cancellation.Token);
        await loader.AskedForAsync("a.ftl");

        await cancellation.CancelAsync();

        var wait = () => rendering;
        await wait.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Render_does_not_block_a_thread_for_a_loader_that_takes_its_time()
    {
        var template = Template.Parse("<#include 'a.ftl'>", new() { Loader = loader }, TestContext.Current.CancellationToken);

        var render = () => template.Render(DataModel.Empty, Stop);

        render.Should().Throw<InvalidOperationException>().WithMessage("*SlowLoader*'a.ftl'*RenderAsync*");
    }

    [Fact]
    public async Task Waiting_does_not_use_up_limits()
    {
        var settings = new TemplateSettings { Loader = loader, Limits = new TemplateLimits { Steps = 1_000, OutputLength = 1_000 } };
        var template = Template.Parse("<#list 1..200 as i>${'abc'}</#list><#list ['a', 'b', 'c'] as x><#include x></#list>", settings, TestContext.Current.CancellationToken);
        loader.Answer("a", "A");
        var rendering = template.RenderAsync(DataModel.Empty, Stop).AsTask();
        await loader.AskedForAsync("b");
        loader.Answer("b", "B");
        await loader.AskedForAsync("c");
        loader.Answer("c", "C");

        (await rendering).Should().HaveLength(603).And.EndWith("ABC");
    }

    [Fact]
    public async Task Templates_that_do_not_exist_are_limited_too()
    {
        var template = Template.Parse(
            "<#list 1..40 as i><#include 'x${i}' ignore_missing=true></#list>", new() { Loader = new MemoryTemplateLoader([]) }, TestContext.Current.CancellationToken);

        var render = async () => await template.RenderAsync(DataModel.Empty, Stop);

        (await render.Should().ThrowAsync<TemplateRenderException>()).Which.Description.Should().Contain("TemplateLimits.Includes of 32");
    }

    [Fact]
    public async Task Many_renderings_share_a_template_and_each_reads_for_itself()
    {
        var template = Template.Parse("<#include who + '.ftl'>", new() { Loader = loader }, TestContext.Current.CancellationToken);

        var renderings = Enumerable.Range(0, 20)
            .Select(i => template.RenderAsync(DataModel.From(new Dictionary<string, object?> { ["who"] = "x" + i }), Stop).AsTask()).ToArray();
        foreach (var i in Enumerable.Range(0, 20))
        {
            loader.Answer($"x{i}.ftl", $"{i}");
        }

        (await Task.WhenAll(renderings)).Should().Equal(Enumerable.Range(0, 20).Select(i => $"{i}"));
    }

    private Task<string> Start(string source, CancellationToken? cancellationToken = null) =>
        Template.Parse(source, new() { Loader = loader }).RenderAsync(DataModel.Empty, cancellationToken ?? Stop).AsTask();

    private sealed class Loader(Func<string, CancellationToken, Task<string?>> load) : ITemplateLoader
    {
        public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) => await load(name, cancellationToken);
    }
}
