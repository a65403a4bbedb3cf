using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.BrowserTests.Inbox;

public sealed class UsingTheInbox(Chromium chromium) : InboxTest(chromium)
{
    [Fact]
    public async Task The_search_finds_messages_and_marks_the_words()
    {
        await SendAsync("Your table is booked", "+14155550101");
        await SendAsync("Your parcel is here", "+14155550102");
        await SendAsync("Anything else?", "+14155550102");
        await Expect(Conversations).ToHaveCountAsync(2);

        await SearchField.FillAsync("PARCEL");

        await Expect(Conversations).ToHaveCountAsync(1);
        await Expect(Conversations.Locator("mark")).ToHaveTextAsync("parcel");
        await SearchField.PressAsync("Enter");
        await Expect(Messages.Locator("mark")).ToHaveTextAsync("parcel");
        await SearchField.FillAsync("");
        await Expect(Conversations).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_search_finds_numbers_however_they_are_written_and_error_codes()
    {
        await SendAsync("Hello", "+14155550101");
        await SendAsync("Hello", "+15005550004");
        await Expect(Conversations).ToHaveCountAsync(2);

        await SearchField.FillAsync("(415) 555-0101");
        await Expect(Conversations).ToHaveCountAsync(1);
        await SearchField.FillAsync("21610");
        await Expect(Conversations).ToHaveTextAsync(new Regex("500 555 0004"));
        await SearchField.FillAsync("nowhere");
        await Expect(Page.GetByText("Nothing found.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Your code is 314159. It is valid for ten minutes.", "314159")]
    [InlineData("G-272727 is your verification code", "272727")]
    [InlineData("Your PIN: 042 917", "042917")]
    [InlineData("Use X7K2Q9 as your passcode", "X7K2Q9")]
    [InlineData("Ihr Kennwort lautet 8841.", "8841")]
    [InlineData("Sign in\n\n@shop.example #55-KX", "55-KX")]
    [InlineData("【阿里云】您的验证码是123456，5分钟内有效。", "123456")]
    [InlineData("您的驗證碼為 887766", "887766")]
    [InlineData("認証コード:4821を入力してください。", "4821")]
    [InlineData("[Web발신] 인증번호는 [391027] 입니다.", "391027")]
    [InlineData("Ваш код: 55012. Никому не сообщайте.", "55012")]
    [InlineData("קוד האימות שלך הוא 204816", "204816")]
    [InlineData("رمز التحقق الخاص بك هو 730154", "730154")]
    [InlineData("รหัส OTP ของคุณคือ 846213", "846213")]
    public async Task A_one_time_code_is_copied(string body, string code)
    {
        await SendAsync(body);

        await Page.GetByRole(AriaRole.Button, new() { Name = $"Copy code {code}" }).ClickAsync();

        await Expect(Page.GetByText($"Code {code} copied")).ToBeVisibleAsync();
        (await Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be(code);
    }

    [Theory]
    [InlineData("Your order 4711 is on its way.")]
    [InlineData("The dress code is smart; dinner is at 19:30 on 24.11.2026, $1250.00.")]
    [InlineData("No code here: call +14155550100.")]
    [InlineData("验证码已于2026年11月24日发送，费用1250元。")]
    public async Task Other_numbers_are_not_taken_for_codes(string body)
    {
        await SendAsync(body);

        await Expect(Messages).ToHaveCountAsync(1);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy code" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_link_in_a_text_is_opened_and_copied()
    {
        await SendAsync("Track it at https://shop.example/t/4711?x=1. (Or http://аpple.example/a)");

        var links = Messages.GetByRole(AriaRole.Link);
        await Expect(links).ToHaveCountAsync(2);
        await Expect(links.First).ToHaveAttributeAsync("href", "https://shop.example/t/4711?x=1");
        await Expect(links.First).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Expect(Messages).ToContainTextAsync("(xn--pple-43d.example)");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy link to shop.example" }).ClickAsync();
        (await Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be("https://shop.example/t/4711?x=1");
    }

    [Fact]
    public async Task What_went_wrong_is_listed_across_numbers()
    {
        Twilio.Deliveries.DeliverAs("+14155550102", 30003);
        await SendAsync("Fine", "+14155550101");
        await SendAsync("Lost", "+14155550102");
        await SendAsync("Refused", "+15005550004");
        Clock.Advance(TimeSpan.FromSeconds(2));
        var wrong = Page.GetByRole(AriaRole.Button, new() { Name = "2 messages went wrong" });

        await wrong.ClickAsync();

        await Expect(Conversations).ToHaveCountAsync(2);
        await Expect(Conversations.Filter(new() { HasText = "30003" })).ToHaveCountAsync(1);
        await Expect(Conversations.Filter(new() { HasText = "21610" })).ToHaveCountAsync(1);
        await wrong.ClickAsync();
        await Expect(Conversations).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_search_knows_SIDs_statuses_and_codes()
    {
        var sent = await SendAsync("Hello, delivered", "+14155550101");
        Clock.Advance(TimeSpan.FromSeconds(2));
        await SendAsync("Hello, queued", "+14155550102");
        await SendAsync("Hello, refused", "+15005550004");
        await Expect(Conversations).ToHaveCountAsync(3);

        foreach (var (query, found) in new[]
        {
            (sent.Sid, "0101"), ($"sid:{sent.Sid[..12]}", "0101"), ("status:delivered", "0101"), ("status:queued hello", "0102"),
            ("code:21610", "500 555 0004"), ("status:refused", "500 555 0004"), ("is:wrong hello", "500 555 0004"),
        })
        {
            await SearchField.FillAsync(query);
            await Expect(Conversations).ToHaveCountAsync(1);
            await Expect(Conversations).ToContainTextAsync(found);
        }

        await SearchField.FillAsync("status:lost");
        await Expect(Page.GetByText("Nothing found.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_message_is_deleted()
    {
        await SendAsync("Keep");
        await SendAsync("Delete");
        await Expect(Messages).ToHaveCountAsync(2);
        var line = Messages.Filter(new() { HasText = "Delete" }).Last;
        await line.Locator("summary").ClickAsync();

        await line.GetByRole(AriaRole.Button, new() { Name = "Delete this message" }).ClickAsync();

        await Expect(Messages).ToHaveCountAsync(1);
        Twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Keep");
    }

    [Fact]
    public async Task Clearing_asks_first_and_then_forgets_everything()
    {
        await SendAsync("One");
        await SendAsync("Refused", "+15005550004");
        await Expect(Conversations).ToHaveCountAsync(2);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear all messages" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keep them" }).ClickAsync();
        Twilio.Messages.Should().HaveCount(1);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear all messages" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true }).ClickAsync();

        await Expect(Page.GetByText("Nothing has been sent yet")).ToBeVisibleAsync();
        Twilio.Messages.Should().BeEmpty();
        await SendAsync("After");
        await Expect(Messages).ToContainTextAsync("After");
    }

    [Fact]
    public async Task Light_and_dark_are_chosen_and_remembered()
    {
        var colour = () => Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).backgroundColor");
        var light = await colour();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        var dark = await colour();
        dark.Should().NotBe(light);
        await Page.ReloadAsync();

        (await colour()).Should().Be(dark);
    }

    [Fact]
    public async Task A_number_is_refused_from_its_conversation()
    {
        await SendAsync("First");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number, messages are" }).SelectOptionAsync("21610");
        await Expect(Page.GetByText("Faults are on: +1 415 555 0111 is refused.")).ToBeVisibleAsync();

        var refused = await SendAsync("Second");
        var other = await SendAsync("Third", "+14155550122");

        (refused.Status, refused.Code).Should().Be((400, 21610));
        other.Status.Should().Be(201);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(Page.GetByText("Faults are on")).ToHaveCountAsync(0);
        (await SendAsync("Fourth")).Status.Should().Be(201);
    }

    [Fact]
    public async Task Messages_to_a_number_fail_on_their_way_from_its_conversation()
    {
        await SendAsync("First");
        var answer = Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number, messages are" });
        await answer.SelectOptionAsync("30003");
        await Expect(Page.GetByText("Faults are on: nothing is delivered to +1 415 555 0111.")).ToBeVisibleAsync();

        await SendAsync("Second");
        Clock.Advance(TimeSpan.FromSeconds(2));

        await Expect(Messages.Filter(new() { HasText = "Second" })).ToContainTextAsync("Not delivered · 30003");
        Twilio.Messages.Select(message => (message.Status, message.ErrorCode)).Should().Equal(
            (EmulatedMessageStatus.Delivered, null), (EmulatedMessageStatus.Undelivered, 30003));
        await answer.SelectOptionAsync("21610");
        await Expect(Page.GetByText("Faults are on: +1 415 555 0111 is refused.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(answer).ToHaveValueAsync("");
        await SendAsync("Third");
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Expect(Messages.Filter(new() { HasText = "Third" })).ToContainTextAsync("delivered");
    }

    [Fact]
    public async Task Deliveries_fail_with_any_code_until_they_are_switched_off()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Number whose messages fail" }).FillAsync("+1 (415) 555-0111");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Code of the failed delivery" }).FillAsync("63016");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Fail", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Faults are on: nothing is delivered to +1 415 555 0111.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await SendAsync("Lost");
        Clock.Advance(TimeSpan.FromSeconds(2));

        await Expect(Messages).ToContainTextAsync("Not delivered · 63016");
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number, messages are" })).ToHaveValueAsync("63016");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(Page.GetByText("Faults are on")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_program_lets_fail_shows_on_the_page()
    {
        await SendAsync("Hello");
        var answer = Page.GetByRole(AriaRole.Combobox, new() { Name = "To this number, messages are" });

        Twilio.Deliveries.DeliverAs(TwilioHttp.To, 30007);
        await Expect(answer).ToHaveValueAsync("30007");
        await Page.ReloadAsync();
        await Expect(answer).ToHaveValueAsync("30007");

        Twilio.Reset();
        await Expect(Page.GetByText("Faults are on")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Every_request_can_be_answered_429()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Too many requests" }).CheckAsync();
        await Expect(Page.GetByText("Faults are on: every request is answered 429.")).ToBeVisibleAsync();

        (await SendAsync("Hello")).Code.Should().Be(20429);
    }

    [Fact]
    public async Task Every_request_can_be_delayed()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        var delay = Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Delay" });
        await delay.FillAsync("20");
        await delay.PressAsync("Enter");
        await Expect(Page.GetByText("Faults are on: every request waits 20 s.")).ToBeVisibleAsync();

        var began = Clock.GetUtcNow();
        var sending = SendAsync("Late");
        while (!sending.IsCompleted)
        {
            // The wait begins at a moment the test cannot see, so the clock moves on until it has ended.
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(sending, Task.Delay(10, TestContext.Current.CancellationToken));
        }

        (await sending).Status.Should().Be(201);
        Twilio.Messages.Should().ContainSingle().Which.DateCreated.Should().BeOnOrAfter(began.AddSeconds(20));
    }

    [Fact]
    public async Task A_fault_that_cannot_be_is_refused_with_a_reason()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        var delay = Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Delay" });

        await delay.FillAsync("6000");
        await delay.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("600");
        await Expect(delay).ToHaveValueAsync("0");
    }

    [Fact]
    public async Task What_is_switched_on_one_page_shows_on_the_others()
    {
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Twilio.BaseAddress.ToString());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Number to refuse" }).FillAsync("+1 (415) 555-0177");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Refuse", Exact = true }).ClickAsync();

        await Expect(other.GetByText("+1 415 555 0177 is refused")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Accept +1 415 555 0177 again" }).ClickAsync();
        await Expect(other.GetByText("is refused")).ToHaveCountAsync(0);
    }
}

public sealed class Replying(Chromium chromium) : InboxTest(chromium)
{
    private WebhookListener webhook = null!;

    public override async ValueTask InitializeAsync()
    {
        webhook = await WebhookListener.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await webhook.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_reaches_the_webhook_signed_as_Twilio_signs()
    {
        await SendAsync("Are you coming?");

        await ReplyField.FillAsync("Yes, gladly – 8 o'clock? 🎉");
        await ReplyField.PressAsync("Enter");

        var post = await webhook.NextAsync();
        post.Signature.Should().Be(TwilioSignature.Of(Twilio.AuthToken, webhook.Address, post.Form));
        post.Form.Should().Contain(new Dictionary<string, string>
        {
            ["AccountSid"] = Twilio.AccountSid,
            ["From"] = TwilioHttp.To,
            ["To"] = TwilioHttp.From,
            ["Body"] = "Yes, gladly – 8 o'clock? 🎉",
            ["NumMedia"] = "0",
            ["NumSegments"] = "1",
            ["SmsStatus"] = "received",
        });
        post.Form["MessageSid"].Should().MatchRegex("^SM[0-9a-f]{32}$").And.Be(post.Form["SmsSid"]);
        var reply = Messages.Filter(new() { HasText = "gladly" });
        await Expect(reply).ToContainTextAsync("received");
        await Expect(ReplyField).ToHaveValueAsync("");
        Twilio.Messages.Should().HaveCount(1, "a reply is not a message the application sent");
    }

    [Fact]
    public async Task A_phone_sends_a_picture_with_or_without_a_word()
    {
        await SendAsync("Send us a picture of it");

        await AttachAsync("https://example.com/dent.jpg");
        await ReplyField.FillAsync("Here it is");
        await ReplyField.PressAsync("Enter");

        var post = await webhook.NextAsync();
        (post.Form["NumMedia"], post.Form["Body"]).Should().Be(("1", "Here it is"));
        await Expect(Messages.Filter(new() { HasText = "Here it is" }).GetByRole(AriaRole.Link)).ToContainTextAsync("dent.jpg");
        await Expect(Medium).ToBeHiddenAsync();

        await AttachAsync("https://example.com/other.jpg");
        await Medium.PressAsync("Enter");

        (await webhook.NextAsync()).Form["Body"].Should().BeEmpty();
        Twilio.ReceivedMessages.Select(message => message.MediaUrls.Single()).Should().Equal("https://example.com/dent.jpg", "https://example.com/other.jpg");
    }

    [Fact]
    public async Task A_medium_that_no_phone_could_send_is_refused_and_kept()
    {
        await SendAsync("Send us a picture of it");

        await AttachAsync("javascript:alert(1)");
        await Medium.PressAsync("Enter");

        (await Medium.EvaluateAsync<string>("input => input.validationMessage")).Should().NotBeEmpty();
        await Expect(Medium).ToHaveValueAsync("javascript:alert(1)");
        Twilio.ReceivedMessages.Should().BeEmpty();
        await Medium.PressAsync("Escape");
        await Expect(Medium).ToBeHiddenAsync();
    }

    private ILocator Medium => Page.GetByRole(AriaRole.Textbox, new() { Name = "Address of a picture" });

    private async Task AttachAsync(string address)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Attach media" }).ClickAsync();
        await Medium.FillAsync(address);
    }

    [Fact]
    public async Task A_webhook_that_refuses_is_told_of()
    {
        webhook.Status = 500;
        await SendAsync("Are you coming?");

        await ReplyField.FillAsync("No");
        await ReplyField.PressAsync("Enter");

        await Expect(Messages.Nth(1)).ToContainTextAsync("Not answered · 11200");
        await Expect(Messages.Nth(1)).ToContainTextAsync("The webhook answered with 500.");
    }

    [Fact]
    public async Task Nobody_can_reply_to_a_name()
    {
        await Http.SendAsync(("From", "ACME"), ("To", "+4915123456789"), ("Body", "Sale!"));

        await Expect(Page.GetByText("This sender is a name, and takes no replies.")).ToBeVisibleAsync();
        await Expect(ReplyField).ToBeDisabledAsync();
    }

    private protected override void Configure(TwilioEmulatorOptions options)
    {
        base.Configure(options);
        options.InboundWebhook = new Uri(webhook.Address);
    }
}
