using System.Globalization;
using Microsoft.Playwright;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.BrowserTests.Inbox;

public sealed class TenThousandMessages(Chromium chromium) : InboxTest(chromium)
{
    private const int Numbers = 5_000;
    private const int ToOneNumber = 5_000;

    // A page whose work does not grow with the messages makes no more elements for ten thousand than fill a few screens.
    private const int MostElements = 2_500;

    [Fact]
    public async Task Are_all_in_reach_while_the_page_stays_small()
    {
        await Parallel.ForAsync(0, Numbers, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            await SendAsync(string.Create(CultureInfo.InvariantCulture, $"Message to number {i}"), string.Create(CultureInfo.InvariantCulture, $"+1212{5_550_000 + i}")));
        for (var i = 0; i < ToOneNumber; i += 50)
        {
            await Task.WhenAll(Enumerable.Range(i, 50).Select(n => SendAsync(string.Create(CultureInfo.InvariantCulture, $"Message number {n} of many"))));
        }

        // Each of them arrived.
        await Expect(Conversations.First).ToHaveAttributeAsync("aria-setsize", (Numbers + 1).ToString(CultureInfo.InvariantCulture), Patiently);
        await Conversations.First.ClickAsync();
        await Expect(Page.GetByText("5,000 messages", new() { Exact = true })).ToBeVisibleAsync(Slowly);
        await StaysSmallAsync();

        // The list goes to its end, the conversation to its beginning and back.
        await Page.GetByRole(AriaRole.Listbox, new() { Name = "Conversations" }).FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Expect(Page.Locator($"[aria-posinset='{Numbers + 1}']")).ToBeVisibleAsync();
        await StaysSmallAsync();
        await Page.Keyboard.PressAsync("Home");
        await Expect(Messages.Last).ToContainTextAsync("of many");
        await ScrollToBeginningAsync();
        await StaysSmallAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Latest" }).ClickAsync();
        await Expect(Messages.Last).ToBeInViewportAsync();

        // One of them is found, and a new one is seen.
        await SearchField.FillAsync("to number 2345");
        await Expect(Conversations).ToHaveCountAsync(1);
        await SearchField.FillAsync("number 1234 of");
        await Expect(Conversations).ToHaveCountAsync(1);
        await Expect(Messages.GetByText("Message number 1234 of many")).ToBeInViewportAsync();
        await SearchField.FillAsync("");
        await SendAsync("One more", TwilioHttp.To);
        await Expect(Conversations.First).ToContainTextAsync("One more");
        await StaysSmallAsync();

        // A page that opens afterwards has them as well.
        await Page.ReloadAsync();
        await Expect(Page.GetByText("5,001 messages", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(Messages.Last).ToContainTextAsync("One more");
        await StaysSmallAsync();
    }

    private static LocatorAssertionsToHaveAttributeOptions Patiently => new() { Timeout = 30_000 };

    private static LocatorAssertionsToBeVisibleOptions Slowly => new() { Timeout = 30_000 };

    private async Task ScrollToBeginningAsync()
    {
        var log = Page.GetByRole(AriaRole.Log);
        var first = Messages.GetByText("Message number", new() { Exact = false }).First;
        for (var seen = ""; await first.InnerTextAsync() is var text && text != seen; seen = text)
        {
            // Each time the upper edge is reached, what is above it is made; at the beginning nothing changes any more.
            await log.EvaluateAsync("log => { log.scrollTop = 0; return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }");
        }

        var bodies = await Messages.Locator(".body").AllInnerTextsAsync();
        // They were sent fifty at a time, in no order among themselves.
        bodies.Take(50).Order(StringComparer.Ordinal).Should().Equal(
            Enumerable.Range(0, 50).Select(n => string.Create(CultureInfo.InvariantCulture, $"Message number {n} of many")).Order(StringComparer.Ordinal));
    }

    private async Task StaysSmallAsync() =>
        (await Page.EvaluateAsync<int>("document.querySelectorAll('*').length")).Should().BeLessThan(MostElements);
}
