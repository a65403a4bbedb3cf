using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.AspNetCore.Tests;

/// <summary>Endpoints and controllers of the host's own behind Twilio's signature.</summary>
public sealed class RequiredSignatures
{
    [Theory]
    [InlineData("/endpoint")]
    [InlineData("/group/endpoint")]
    [InlineData("/controller/class")]
    [InlineData("/plain/action")]
    public async Task What_Twilio_signed_is_bound_as_ever_and_all_else_is_refused(string path)
    {
        await using var host = await StartAsync(app => app.MapControllers());

        using var signed = await host.PostAsync(path, [("Body", "Grüße")]);
        using var forged = await host.PostAsync(path, [("Body", "Grüße")], token: "another");
        using var endless = await host.PostAsync(path, [("Body", new string('a', 100_000))]);

        (await signed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("Grüße");
        forged.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        endless.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task All_controllers_can_be_behind_it()
    {
        await using var open = await StartAsync(app => app.MapControllers());
        await using var closed = await StartAsync(app => app.MapControllers().RequireTwilioSignature());

        using var reached = await open.PostAsync("/plain/open", [("Body", "x")], token: "another");
        using var refused = await closed.PostAsync("/plain/open", [("Body", "x")], token: "another");

        reached.StatusCode.Should().Be(HttpStatusCode.OK);
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static Task<Host> StartAsync(Action<WebApplication> map) => Host.StartAsync(
        app =>
        {
            app.MapPost("/endpoint", async (HttpRequest request) => (await request.ReadFormAsync())["Body"].ToString()).RequireTwilioSignature();
            var group = app.MapGroup("/group").RequireTwilioSignature();
            group.MapPost("/endpoint", ([FromForm(Name = "Body")] string body) => body).DisableAntiforgery();
            map(app);
        },
        connector => connector.Services.AddControllers().AddApplicationPart(typeof(RequiredSignatures).Assembly));
}

#pragma warning disable CA1822 // Actions are no static methods.
[RequireTwilioSignature]
[Route("controller")]
public sealed class SignedController : ControllerBase
{
    [HttpPost("class")]
    public string OfClass([FromForm] string body) => body;
}

[Route("plain")]
public sealed class PlainController : ControllerBase
{
    [HttpPost("action")]
    [RequireTwilioSignature]
    public string OfAction([FromForm] string body) => body;

    [HttpPost("open")]
    public string Open([FromForm] string body) => body;
}
