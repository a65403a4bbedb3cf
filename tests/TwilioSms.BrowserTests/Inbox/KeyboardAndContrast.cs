using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Inbox;

public sealed class KeyboardAndContrast(Chromium chromium) : InboxTest(chromium)
{
    [Fact]
    public async Task Everything_can_be_done_without_a_mouse()
    {
        await SendAsync("For Ann", "+14155550101");
        await SendAsync("For Bob, whose code is 314159", "+14155550102");
        await SendAsync("For Eve", "+14155550103");
        await Expect(Conversations).ToHaveCountAsync(3);
        var keyboard = Page.Keyboard;

        // From the top of the page, in the order of the eye: the tools, the search, the conversations.
        await keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the conversation" })).ToBeFocusedAsync();
        foreach (var name in new[] { "Faults", "Dark colours", "Clear all messages" })
        {
            await keyboard.PressAsync("Tab");
            await Expect(Page.GetByRole(AriaRole.Button, new() { Name = name })).ToBeFocusedAsync();
        }

        await keyboard.PressAsync("Tab");
        await Expect(SearchField).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Listbox, new() { Name = "Conversations" })).ToBeFocusedAsync();

        // Through the conversations with the arrows, and into one with Enter.
        await keyboard.PressAsync("Home");
        await Expect(Messages).ToContainTextAsync("For Eve");
        await keyboard.PressAsync("ArrowDown");
        await Expect(Messages).ToContainTextAsync("For Bob");
        await Expect(Conversations.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Log)).ToBeFocusedAsync();

        // The code, the details, the reply.
        await keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy code 314159" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await Expect(Messages.GetByText("+14155550102")).ToBeVisibleAsync();
        await keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Delete this message" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await Expect(ReplyField).ToBeFocusedAsync();
        await keyboard.TypeAsync("Thanks");
        await keyboard.PressAsync("Enter");
        await Expect(Messages).ToHaveCountAsync(2);

        // A sheet closes with Escape and gives the focus back.
        var faults = Page.GetByRole(AriaRole.Button, new() { Name = "Faults" });
        await faults.FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Faults" })).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(faults).ToBeFocusedAsync();
        await keyboard.PressAsync("/");
        await Expect(SearchField).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrivals_are_announced_and_a_burst_is_one_sentence()
    {
        var announcer = Page.Locator("#announcer");
        await Expect(announcer).ToHaveAttributeAsync("aria-live", "polite");
        await SendAsync("Hello");
        await Expect(announcer).ToHaveTextAsync("New message to +1 415 555 0111: Hello");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => SendAsync($"Message {i}")));

        await Expect(announcer).ToHaveTextAsync(new Regex("^[2-5] new messages$"));
    }

    [Fact]
    public async Task The_parts_of_the_page_are_landmarks_and_every_control_has_a_name()
    {
        await SendAsync("Your code is 314159");
        await Expect(Messages).ToHaveCountAsync(1);

        foreach (var landmark in new[] { AriaRole.Banner, AriaRole.Navigation, AriaRole.Search, AriaRole.Main, AriaRole.Log })
        {
            await Expect(Page.GetByRole(landmark)).ToHaveCountAsync(1);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        foreach (var role in new[] { AriaRole.Button, AriaRole.Combobox, AriaRole.Textbox, AriaRole.Searchbox, AriaRole.Switch, AriaRole.Spinbutton, AriaRole.Dialog })
        {
            var all = await Page.GetByRole(role, new() { IncludeHidden = true }).CountAsync();
            all.Should().BePositive();
            (await Page.GetByRole(role, new() { IncludeHidden = true, NameRegex = new Regex(@"\S") }).CountAsync()).Should().Be(all, "each {0} has a name", role);
        }
    }

    // WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text; what is disabled is exempt.
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_stands_out_from_what_is_behind_it(ColorScheme colours)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = colours });
        await WeakTextsAsync();
        await SendAsync("It’s 314159, your code");
        await Expect(Messages).ToHaveCountAsync(1);
        await SendAsync("Refused", "+15005550004");
        await Http.SendAsync(("MediaUrl", "https://shop.example/a.pdf"), ("Body", "Receipt"));
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number" }).SelectOptionAsync("21610");
        await SendAsync("Refused as well");
        await ReplyField.FillAsync("A reply");
        await ReplyField.PressAsync("Enter");
        await SearchField.FillAsync("re");
        await Expect(Messages).ToHaveCountAsync(4);
        await WeakTextsAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        await WeakTextsAsync();
    }

    private async Task WeakTextsAsync() => (await Page.EvaluateAsync<string[]>(
        """
        () => {
          const parse = colour => {
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return { r, g, b, a: a / 255 };
          };
          const over = (top, under) => Object.fromEntries(['r', 'g', 'b'].map(part => [part, top[part] * top.a + under[part] * (1 - top.a)]));
          const behind = node => {
            if (!node) return { r: 255, g: 255, b: 255 };
            const colour = parse(getComputedStyle(node).backgroundColor);
            return colour.a === 1 ? colour : over(colour, behind(node.parentElement));
          };
          const luminance = ({ r, g, b }) => {
            const [red, green, blue] = [r, g, b].map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
            return .2126 * red + .7152 * green + .0722 * blue;
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const weak = [];
          while (texts.nextNode()) {
            const node = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest('.hidden, :disabled, option, script, noscript')) continue;
            const back = behind(node);
            const [high, low] = [luminance(over(parse(getComputedStyle(node).color), back)), luminance(back)].sort((one, other) => other - one);
            const contrast = (high + .05) / (low + .05);
            if (contrast < 4.5) weak.push(`${texts.currentNode.data.trim()}: ${contrast.toFixed(2)}`);
          }
          return weak;
        }
        """)).Should().BeEmpty();
}
