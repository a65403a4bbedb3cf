using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.BrowserTests.Inbox;

/// <summary>An emulator with its clock, a client that sends to it, and its inbox open in a browser.</summary>
public abstract class InboxTest(Chromium chromium) : IAsyncLifetime
{
    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero));

    private protected TwilioEmulator Twilio { get; private set; } = null!;

    private protected TwilioHttp Http { get; private set; } = null!;

    private protected BrowserWindow Window { get; private set; } = null!;

    private protected IPage Page => Window.Page;

    private protected ILocator Conversations => Page.GetByRole(AriaRole.Listbox, new() { Name = "Conversations" }).GetByRole(AriaRole.Option);

    private protected ILocator Messages => Page.GetByRole(AriaRole.Article);

    private protected ILocator SearchField => Page.GetByRole(AriaRole.Searchbox);

    private protected ILocator ReplyField => Page.GetByRole(AriaRole.Textbox, new() { Name = "Reply as this phone" });

    public virtual async ValueTask InitializeAsync()
    {
        Window = await chromium.OpenAsync(new() { Locale = "en-GB", TimezoneId = "UTC", Permissions = ["clipboard-read", "clipboard-write"] });
        Twilio = await TwilioEmulator.StartAsync(Configure, TestContext.Current.CancellationToken);
        Http = new TwilioHttp(Twilio);
        await Page.GotoAsync(Twilio.BaseAddress.ToString());
        await Assertions.Expect(Page.GetByText("Live at")).ToBeVisibleAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Twilio is not null)
        {
            Http.Dispose();
            await Window.DisposeAsync();
            await Twilio.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected virtual void Configure(TwilioEmulatorOptions options) => options.TimeProvider = Clock;

    private protected Task<TwilioHttp.Reply> SendAsync(string body, string to = TwilioHttp.To) => Http.SendAsync(("Body", body), ("To", to));

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
