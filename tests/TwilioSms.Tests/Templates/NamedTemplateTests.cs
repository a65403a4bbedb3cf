using TwilioSms.FreeMarker;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Templates;

/// <summary>Messages whose text is in a template known by its name.</summary>
public sealed class NamedTemplateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_template_of_a_folder_shares_macros_with_others()
    {
        Write("signs.ftl", "<#macro sign name>-- ${name}</#macro>");
        Write("closed.ftl", "<#import 'signs.ftl' as signs>Ticket ${ticket?c} is closed. <@signs.sign name='Ann'/>");

        (await SendAsync("closed.ftl")).Should().Be("Ticket 4711 is closed. -- Ann");
    }

    [Fact]
    public async Task A_change_of_a_template_is_seen_by_the_next_message()
    {
        Write("signs.ftl", "Ann");
        Write("closed.ftl", "-- <#include 'signs.ftl'>");
        (await SendAsync("closed.ftl")).Should().Be("-- Ann");

        Write("signs.ftl", "Ben");
        (await SendAsync("closed.ftl")).Should().Be("-- Ben");
    }

    [Theory]
    [InlineData("no-such.ftl")]
    [InlineData("../outside.ftl")]
    public async Task A_template_that_does_not_exist_is_a_read_error(string name)
    {
        var error = (await FailAsync<TwilioTemplateReadException>(name)).Which;

        error.Message.Should().Contain(name);
        (error.Line, error.Column).Should().Be((null, null));
    }

    [Fact]
    public async Task An_included_template_that_does_not_exist_is_a_metadata_error_with_its_place()
    {
        Write("closed.ftl", "Closed.\n<#include 'no-such.ftl'>");

        var error = (await FailAsync<TwilioTemplateMetadataException>("closed.ftl")).Which;

        (error.TemplateName, error.Line, error.Column).Should().Be(("closed.ftl", 2, 1));
        error.Message.Should().Contain("'no-such.ftl'");
    }

    [Theory]
    [InlineData("main.ftl", "main.ftl", null, null)]
    [InlineData("include.ftl", "include.ftl", 1, 4)]
    public async Task A_loader_that_fails_is_a_read_error(string name, string template, int? line, int? column)
    {
        var loader = new BrokenLoader();

        var error = (await FailAsync<TwilioTemplateReadException>(name, loader)).Which;

        (error.TemplateName, error.Line, error.Column).Should().Be((template, line, column));
        error.InnerException!.InnerException.Should().BeSameAs(loader.Error);
    }

    private async Task<string?> SendAsync(string name)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Connect(twilio.BaseAddress);
        await services.Sender().SendAsync(Message(name), Stop);
        return twilio.Requests.Single()["Body"];
    }

    private async Task<FluentAssertions.Specialized.ExceptionAssertions<T>> FailAsync<T>(string name, ITemplateLoader? loader = null)
        where T : Exception
    {
        await using var services = Connect(FaultTests.ClosedPort(), loader);
        var send = () => services.Sender().SendAsync(Message(name), Stop);
        return await send.Should().ThrowAsync<T>();
    }

    private Microsoft.Extensions.DependencyInjection.ServiceProvider Connect(Uri address, ITemplateLoader? loader = null) => Account.Connect(
        address, options => options.TemplateSettings = new() { Loader = loader ?? new FolderTemplateLoader(folder.FullName) });

    private static SmsMessage Message(string template) =>
        new() { From = Account.From, To = [Account.To], TemplateName = template, Metadata = new() { ["ticket"] = 4711 } };

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    /// <summary>A loader that reads one template asynchronously and fails for every other.</summary>
    private sealed class BrokenLoader : ITemplateLoader
    {
        public IOException Error { get; } = new("The database does not answer.");

        public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return name switch
            {
                "include.ftl" => "-- <#include 'broken.ftl'>",
                "main.ftl" or "broken.ftl" => throw Error,
                _ => null,
            };
        }
    }
}
