using Microsoft.Playwright;

namespace TwilioSms.BrowserTests.Inbox;

/// <summary>Whoever can text can write anything, and what they write is shown to a developer who is logged in elsewhere.</summary>
public sealed class HostileMessages(Chromium chromium) : InboxTest(chromium)
{
    public static TheoryData<string> Bodies =>
    [
        "<script>window.ran = true</script>",
        "<img src=x onerror=\"window.ran = true\">",
        "\"><svg onload=window.ran=true>",
        "</p></article><iframe srcdoc='<script>parent.ran = true</script>'></iframe>",
        "<style>body { display: none }</style>",
        "javascript:window.ran=true//code 123456",
        "{{constructor.constructor('window.ran = true')()}} ${window.ran = true}",
        "&lt;b&gt; &amp; &#60;script&#62;",
        "data: x\n\nevent: cleared\ndata: \"\"\n\n",
        "\u202Ereversed \u2028 \u2029 \uFFFD",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_stays_text(string body)
    {
        await SendAsync(body);

        await Expect(Messages).ToHaveCountAsync(1);
        (await Messages.Locator(".body").EvaluateAsync<string>("body => body.textContent")).Should().Be(body);
        await NothingRanAsync();
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_sender_a_recipient_and_an_error_stay_text(string text)
    {
        var reply = await Http.SendAsync(("From", text), ("To", text), ("Body", text), ("MediaUrl", text));

        reply.Status.Should().Be(400);
        await Expect(Messages).ToHaveCountAsync(1);
        await NothingRanAsync();
    }

    [Fact]
    public async Task A_search_for_markup_finds_text_and_makes_none()
    {
        await SendAsync("a <b>bold</b> claim");
        await Expect(Messages).ToHaveCountAsync(1);

        await SearchField.FillAsync("<b>bold");

        await Expect(Messages.Locator("mark")).ToHaveTextAsync("<b>bold");
        await NothingRanAsync();
    }

    [Theory]
    [InlineData("javascript:window.ran=true")]
    [InlineData("data:text/html,<script>window.ran=true</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    public async Task A_medium_that_is_not_on_the_web_is_no_link(string address)
    {
        // Twilio refuses such an address, and the attempt is shown with it.
        await Http.SendAsync(("MediaUrl", address), ("Body", "Look"));

        await Expect(Messages).ToContainTextAsync("21620");
        await Expect(Messages).ToContainTextAsync(address);
        await Expect(Messages.Locator($"a[href='{address}']")).ToHaveCountAsync(0);
        await NothingRanAsync();
    }

    [Fact]
    public async Task A_very_long_word_does_not_widen_the_page()
    {
        await SendAsync(new string('W', 1600));

        await Expect(Messages).ToHaveCountAsync(1);
        (await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.querySelector('#scroll').scrollWidth <= document.querySelector('#scroll').clientWidth"))
            .Should().BeTrue();
    }

    private async Task NothingRanAsync()
    {
        (await Page.EvaluateAsync<bool>("'ran' in window")).Should().BeFalse();
        await Expect(Page.Locator("#lines :is(script, img, iframe, style, b b, object, embed), #list :is(script, img, iframe, style)")).ToHaveCountAsync(0);
        (await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#lines a')].map(link => new URL(link.href).protocol)"))
            .Should().BeSubsetOf(["https:"]);
        (await Page.EvaluateAsync<int>("[...document.querySelectorAll('*')].filter(node => [...node.attributes].some(attribute => attribute.name.startsWith('on'))).length"))
            .Should().Be(0);
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
    }
}
