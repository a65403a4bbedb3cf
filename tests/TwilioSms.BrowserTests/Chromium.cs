using Microsoft.Playwright;
using TwilioSms.BrowserTests;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace TwilioSms.BrowserTests;

/// <summary>
/// The browser of this machine, started once for all tests. Every page has a profile of its own. Without a browser the tests are
/// skipped, and say why.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    // As Debian, other distributions and Google call it.
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (FindExecutable() is not { } executable)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a window with an empty page; skips the test where there is no browser.</summary>
    public async Task<BrowserWindow> OpenAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(browser is null, $"No browser on this machine: none of {string.Join(", ", Names)} is in PATH.");
        var context = await browser!.NewContextAsync(options);
        return new BrowserWindow(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private static string? FindExecutable() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(static _ => Names, static (folder, name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(File.Exists);
}
