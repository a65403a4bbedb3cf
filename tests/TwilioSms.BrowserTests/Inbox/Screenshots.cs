using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.BrowserTests.Inbox;

/// <summary>
/// Takes pictures to look at, of which the documentation shows inbox-light, inbox-dark and inbox-phone:
/// <c>SCREENSHOTS=/tmp dotnet test --project tests/TwilioSms.BrowserTests</c>, in the font Inter where it is installed.
/// </summary>
public sealed class Screenshots(Chromium chromium)
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    [Theory]
    [InlineData("inbox-light", ColorScheme.Light, 1200, 800)]
    [InlineData("inbox-dark", ColorScheme.Dark, 1200, 800)]
    [InlineData("inbox-phone", ColorScheme.Light, 390, 844)]
    public async Task The_inbox_with_a_morning_of_messages(string name, ColorScheme colours, int width, int height)
    {
        Assert.SkipWhen(Folder is null, "SCREENSHOTS names no folder for the pictures.");
        var clock = new FakeTimeProvider(Morning);
        await using var webhook = await WebhookListener.StartAsync();
        await using var twilio = await TwilioEmulator.StartAsync(
            options => (options.TimeProvider, options.InboundWebhook, options.Port) = (clock, new Uri(webhook.Address), 4010),
            TestContext.Current.CancellationToken);
        await using var window = await OpenAsync(colours, width, height);
        await TellStoryAsync(twilio, clock);

        await window.Page.GotoAsync(twilio.BaseAddress + "#%2B14155550142");
        var reply = window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Reply as this phone" });
        await reply.FillAsync("Great, see you then!");
        await reply.PressAsync("Enter");

        await window.Page.GetByText("· received").WaitForAsync();
        await reply.BlurAsync();
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
    }

    [Fact]
    public async Task The_inbox_with_a_template_error_and_faults()
    {
        Assert.SkipWhen(Folder is null, "SCREENSHOTS names no folder for the pictures.");
        var clock = new FakeTimeProvider(Morning);
        await using var twilio = await TwilioEmulator.StartAsync(
            options => (options.TimeProvider, options.Port) = (clock, 4010), TestContext.Current.CancellationToken);
        await using var window = await OpenAsync(ColorScheme.Light, 1200, 800);
        await TellStoryAsync(twilio, clock);
        await window.Page.GotoAsync(twilio.BaseAddress + "#%2B14155550187");
        await window.Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number" }).SelectOptionAsync("21610");
        await window.Page.GetByText("Faults are on").WaitForAsync();
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "inbox-errors.png") });

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "inbox-faults.png") });
    }

    [Theory]
    [InlineData("inbox-empty-light", ColorScheme.Light)]
    [InlineData("inbox-empty-dark", ColorScheme.Dark)]
    public async Task The_inbox_before_the_first_message(string name, ColorScheme colours)
    {
        Assert.SkipWhen(Folder is null, "SCREENSHOTS names no folder for the pictures.");
        await using var twilio = await TwilioEmulator.StartAsync(
            options => (options.AccountSid, options.Port) = ("AC00000000000000000000000000000000", 4010), TestContext.Current.CancellationToken);
        await using var window = await OpenAsync(colours, 1200, 800);

        await window.Page.GotoAsync(twilio.BaseAddress.ToString());

        await window.Page.GetByText("Nothing has been sent yet").WaitForAsync();
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
    }

    private async Task<BrowserWindow> OpenAsync(ColorScheme colours, int width, int height)
    {
        var window = await chromium.OpenAsync(new BrowserNewContextOptions
        {
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = 2,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        await window.Page.Clock.SetFixedTimeAsync(Morning.AddMinutes(12).UtcDateTime);
        return window;
    }

    private static async Task TellStoryAsync(TwilioEmulator twilio, FakeTimeProvider clock)
    {
        await using var services = new ServiceCollection().AddTwilioConnector(_ => { }).UseEmulator(twilio).Services.BuildServiceProvider();
        var sender = services.GetRequiredService<ISmsSender>();
        await SayAsync("+14155550111", "Your table for two is booked for Friday at 19:30. Reply C to cancel.");
        await SayAsync("+14155550163", "Invoice 4711 is paid. Thank you!");
        await SayAsync("+447700900123", "Lieferung heute zwischen 14 und 16 Uhr. Ihr Paket kommt mit dem Rad.");
        await SayAsync("+14155550187", "Hi Ben, your table is booked for Friday at 19:30.");
        await SayAsync("+14155550187", "Hi ${name}, your order ${order.id is on its way.");
        await SayAsync("+15005550004", "Sale! Everything half price until Sunday.");
        await SayAsync("+972541234567", "שלום, התור שלך מחר בשעה 10:30.");
        await SayAsync("+14155550142", "Hi Ann, thanks for your order #4711!\n1. T-shirt x2 $39.98\n2. Mug $7.50\n3. Poster $11.99\nTotal: $59.47");
        await SayAsync("+14155550142", "Your code is 314159. It is valid for ten minutes.");
        await SayAsync("+14155550142", "It’s on its way! Your parcel comes tomorrow between 9:00 and 12:00, and the driver rings twice.");
        await SayAsync("+14155550142", "Your receipt, Ann.", "https://shop.example/receipts/receipt-4711.pdf");

        async Task SayAsync(string to, string body, params string[] media)
        {
            try
            {
                await sender.SendAsync(
                    new SmsMessage { From = "+15005550006", To = [to], Body = body, MediaUrls = [.. media.Select(address => new Uri(address))] },
                    TestContext.Current.CancellationToken);
            }
            catch (TwilioConnectorException)
            {
                // Some of the story goes wrong: that is what the pictures show.
            }

            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
