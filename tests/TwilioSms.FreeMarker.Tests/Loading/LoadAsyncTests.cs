namespace TwilioSms.FreeMarker.Tests;

public sealed class LoadAsyncTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_template_and_what_it_includes_come_out_of_a_folder()
    {
        Write("order.ftl", "<#import 'lib/signs.ftl' as signs>Order ${id?c}. <@signs.sign/>");
        Write("lib/signs.ftl", "<#macro sign><#include 'names.ftl'></#macro>");
        Write("lib/names.ftl", "-- Ann");

        var template = await Template.LoadAsync("/order.ftl", Settings(), Stop);

        template.Name.Should().Be("order.ftl");
        (await template.RenderAsync(DataModel.From(new Dictionary<string, object?> { ["id"] = 4711 }), Stop)).Should().Be("Order 4711. -- Ann");
    }

    [Theory]
    [InlineData("de_AT", "Grüß Gott")]
    [InlineData("de_DE", "Hallo")]
    [InlineData("fr_FR", "Hello")]
    public async Task The_version_for_the_locale_is_preferred(string locale, string text)
    {
        Write("hello.ftl", "Hello");
        Write("hello_de.ftl", "Hallo");
        Write("hello_de_AT.ftl", "Grüß Gott");
        var settings = Settings() with { Locale = locale };

        (await (await Template.LoadAsync("hello.ftl", settings, Stop)).RenderAsync(DataModel.Empty, Stop)).Should().Be(text);
        (await Template.Parse("<#include 'hello.ftl'>", settings, TestContext.Current.CancellationToken).RenderAsync(DataModel.Empty, Stop)).Should().Be(text);
    }

    [Fact]
    public async Task Versions_for_locales_can_be_switched_off()
    {
        Write("hello.ftl", "Hello <#include 'who.ftl'>");
        Write("hello_en.ftl", "wrong");
        Write("who.ftl", "you");
        Write("who_en_US.ftl", "wrong");
        var settings = Settings().With("localized_lookup", "false");

        (await (await Template.LoadAsync("hello.ftl", settings, Stop)).RenderAsync(DataModel.Empty, Stop)).Should().Be("Hello you");
    }

    [Fact]
    public async Task An_error_names_the_version_it_is_in()
    {
        Write("hello_en.ftl", "\n${nobody}");

        var render = async () => await (await Template.LoadAsync("hello.ftl", Settings(), Stop)).RenderAsync(DataModel.Empty, Stop);

        (await render.Should().ThrowAsync<TemplateRenderException>()).Which.TemplateName.Should().Be("hello_en.ftl");
    }

    [Theory]
    [InlineData("no-such.ftl", "FolderTemplateLoader")]
    [InlineData("../outside.ftl", "leads out of the template root")]
    [InlineData("a/../../outside.ftl", "leads out of the template root")]
    [InlineData("..\\outside.ftl", "leads out of the template root")]
    public async Task A_template_that_is_not_there_cannot_be_read(string name, string reason)
    {
        var load = async () => await Template.LoadAsync(name, Settings(), Stop);

        (await load.Should().ThrowAsync<TemplateReadException>()).Which.Description.Should().Contain($"'{name}'").And.Contain(reason);
    }

    [Fact]
    public async Task Without_a_loader_there_are_no_templates()
    {
        var load = async () => await Template.LoadAsync("a.ftl", new TemplateSettings(), Stop);

        (await load.Should().ThrowAsync<TemplateReadException>()).Which.Description.Should().Contain("TemplateSettings.Loader is not set");
    }

    [Fact]
    public async Task A_loader_that_fails_is_the_inner_exception()
    {
        var loader = new SlowLoader();
        loader.Fail("a.ftl", new TimeoutException());

        var load = async () => await Template.LoadAsync("a.ftl", new() { Loader = loader }, Stop);

        (await load.Should().ThrowAsync<TemplateReadException>()).WithInnerException<TimeoutException>();
    }

    [Fact]
    public async Task Cancellation_ends_the_reading()
    {
        var loader = new SlowLoader();
        using var cancellation = new CancellationTokenSource();
        var loading = Template.LoadAsync("a.ftl", new() { Loader = loader }, cancellation.Token).AsTask();
        await loader.AskedForAsync("a.ftl");

        await cancellation.CancelAsync();

        var wait = () => loading;
        await wait.Should().ThrowAsync<OperationCanceledException>();
    }

    private TemplateSettings Settings() => new() { Loader = new FolderTemplateLoader(folder.FullName) };

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
