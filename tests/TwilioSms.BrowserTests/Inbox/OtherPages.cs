using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.BrowserTests.Inbox;

/// <summary>A page from elsewhere, open in the same browser.</summary>
public sealed class OtherPages(Chromium chromium) : InboxTest(chromium)
{
    [Theory]
    [InlineData("fetch(inbox + '/messages', { method: 'DELETE' })")]
    [InlineData("fetch(inbox + '/faults', { method: 'PUT', body: faults, headers: { 'Content-Type': 'application/json' } })")]
    [InlineData("fetch(inbox + '/messages', { method: 'POST', mode: 'no-cors', body: reply })")]
    [InlineData("fetch(inbox + '/events').then(response => response.text())")]
    [InlineData("import(inbox + '/../inbox/wording.js')")]
    public async Task Can_neither_read_the_inbox_nor_change_it(string attack)
    {
        await SendAsync("Keep me");
        await Expect(Messages).ToHaveCountAsync(1);
        await using var elsewhere = await PageElsewhereAsync();
        var page = await Page.Context.NewPageAsync();
        await page.GotoAsync(elsewhere.Urls.First());

        var outcome = await page.EvaluateAsync<string>(
            $$"""
            async inbox => {
              const faults = '{"refused":{},"delaySeconds":0,"tooManyRequests":true}';
              const reply = '{"from":"+14155550111","to":"+14155550100","body":"forged"}';
              try { const told = await {{attack}}; return told?.type ?? 'read'; } catch (error) { return 'stopped'; }
            }
            """,
            Twilio.BaseAddress + "emulator");

        outcome.Should().BeOneOf("stopped", "opaque");
        Twilio.Messages.Should().HaveCount(1);
        (await SendAsync("After")).Status.Should().Be(201);
        await Expect(Messages).ToHaveCountAsync(2);
    }

    private static async Task<WebApplication> PageElsewhereAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(static context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<!doctype html><link rel=icon href='data:,'><title>Elsewhere</title>", context.RequestAborted);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }
}
