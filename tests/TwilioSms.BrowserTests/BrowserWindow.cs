using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TwilioSms.BrowserTests;

/// <summary>A window with one page. Closing it fails the test where a script threw or the console told of an error.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> errors = new();

    internal BrowserWindow(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
    }

    public IPage Page { get; }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        errors.Should().BeEmpty("a page tells its errors on the console");
    }
}
