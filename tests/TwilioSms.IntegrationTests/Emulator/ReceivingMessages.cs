using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>What a phone writes, what the application answers, and who asked not to be texted.</summary>
public sealed class ReceivingMessages : IAsyncLifetime
{
    private const string Phone = TwilioHttp.To;
    private const string Application = TwilioHttp.From;

    private WebhookListener webhook = null!;
    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        webhook = await WebhookListener.StartAsync();
        twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                options.InboundWebhook = new Uri(webhook.Address);
                options.MessagingServices.Add(new EmulatedMessagingService(TwilioHttp.Service) { Senders = { "+14155550177" } });
            },
            Cancellation);
        http = new TwilioHttp(twilio);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
        await webhook.DisposeAsync();
    }

    [Fact]
    public async Task A_message_with_media_reaches_the_webhook_and_the_API()
    {
        var message = await twilio.ReceiveAsync(Phone, Application, "Look", ["https://example.com/cat.jpg", "https://example.com/a"], Cancellation);

        var form = (await webhook.NextAsync()).Form;
        (form["NumMedia"], form["MediaContentType0"], form["MediaContentType1"]).Should().Be(("2", "image/jpeg", "application/octet-stream"));
        (form["From"], form["To"], form["Body"], form["MessageSid"]).Should().Be((Phone, Application, "Look", message.Sid));
        form.Should().NotContainKey("OptOutType");
        var medium = await http.GetAsync(new Uri(form["MediaUrl0"]).PathAndQuery);
        (medium.Status, medium.Headers["Location"]).Should().Be((307, "https://example.com/cat.jpg"));
        var read = await http.GetAsync($"{http.Account}/Messages/{message.Sid}.json");
        (read["direction"], read["status"], read["num_media"]).Should().Be(("inbound", "received", "2"));
        twilio.ReceivedMessages.Should().ContainSingle().Which.Note.Should().BeNull();
        twilio.Messages.Should().BeEmpty("nothing was sent to a phone");
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData(" stopall ")]
    [InlineData("Unsubscribe")]
    [InlineData("cancel")]
    [InlineData("end")]
    [InlineData("quit")]
    [InlineData("REVOKE")]
    [InlineData("OptOut")]
    public async Task A_word_of_its_own_opts_out_until_START(string word)
    {
        await twilio.ReceiveAsync(Phone, Application, word, cancellationToken: Cancellation);

        (await webhook.NextAsync()).Form["OptOutType"].Should().Be("STOP");
        twilio.Messages.Should().ContainSingle().Which.Body.Should().StartWith("You have successfully been unsubscribed.");
        var refused = await http.SendAsync();
        (refused.Status, refused.Code).Should().Be((400, 21610));
        (await http.SendAsync(("From", "+14155550199"))).Status.Should().Be(201, "another number was not told to stop");
        (await http.SendAsync(("To", "+14155550122"))).Status.Should().Be(201);

        await twilio.ReceiveAsync(Phone, Application, "Start", cancellationToken: Cancellation);

        (await webhook.NextAsync()).Form["OptOutType"].Should().Be("START");
        (await http.SendAsync()).Status.Should().Be(201);
    }

    [Theory]
    [InlineData("Stop it", false)]
    [InlineData("please stop", false)]
    [InlineData("HELP", true)]
    public async Task Other_words_opt_nobody_out(string body, bool answered)
    {
        await twilio.ReceiveAsync(Phone, Application, body, cancellationToken: Cancellation);

        (await http.SendAsync()).Status.Should().Be(201);
        twilio.Messages.Should().HaveCount(answered ? 2 : 1);
    }

    [Fact]
    public async Task STOP_to_a_number_of_a_service_s_pool_stops_the_service()
    {
        var service = new[] { ("From", (string?)null), ("MessagingServiceSid", TwilioHttp.Service) };
        await twilio.ReceiveAsync(Phone, "+14155550177", "STOP", cancellationToken: Cancellation);

        (await webhook.NextAsync()).Form["MessagingServiceSid"].Should().Be(TwilioHttp.Service);
        (await http.SendAsync(service)).Code.Should().Be(21610);
        await twilio.ReceiveAsync(Phone, "+14155550177", "UNSTOP", cancellationToken: Cancellation);
        (await http.SendAsync(service)).Status.Should().Be(201);
    }

    [Fact]
    public async Task The_application_answers_in_TwiML()
    {
        await AnswerAsync(
            "application/xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Message>Plain &amp; simple</Message><Message><Body>With a picture</Body><Media>https://example.com/1.png</Media></Message></Response>
            """);

        twilio.Messages.Select(message => (message.Direction, message.From, message.To, message.Body, message.MediaUrls.Count)).Should().Equal(
            (EmulatedMessageDirection.OutboundReply, Application, Phone, "Plain & simple", 0),
            (EmulatedMessageDirection.OutboundReply, Application, Phone, "With a picture", 1));
        twilio.ReceivedMessages.Single().Note.Should().BeNull();
        (await http.GetAsync($"{http.Account}/Messages/{twilio.Messages[0].Sid}.json"))["direction"].Should().Be("outbound-reply");
    }

    [Fact]
    public async Task The_application_answers_in_plain_text()
    {
        await AnswerAsync("text/plain", "Thanks!");

        twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Thanks!");
    }

    [Theory]
    [InlineData("text/xml", "<Response><Message>One</Message><Redirect>/next</Redirect><Message>Never</Message></Response>", 12200, "*Redirect*", 1)]
    [InlineData("text/xml", "<Response><Say>Hello</Say><Message>One</Message></Response>", 12200, "*Say*", 1)]
    [InlineData("text/xml", "<Response><Message></Message></Response>", 14103, "*Body*", 0)]
    [InlineData("text/xml", "<Response><Message to='nobody'>x</Message></Response>", 14101, "*To*", 0)]
    [InlineData("text/xml", "<Response><Message><Media>file:///etc/passwd</Media></Message></Response>", 11100, "*URL*", 0)]
    [InlineData("text/xml", "<Response><Message>", 12100, "Document parse failure*", 0)]
    [InlineData("text/xml", "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Response><Message>&e;</Message></Response>", 12100, "*", 0)]
    [InlineData("text/xml", "<html/>", 12100, "*root*", 0)]
    [InlineData("application/json", "{}", 12300, "*application/json*", 0)]
    public async Task An_answer_that_is_not_understood_is_noted(string type, string answer, int code, string note, int replies)
    {
        await AnswerAsync(type, answer);

        var received = twilio.ReceivedMessages.Single();
        received.ErrorCode.Should().Be(code);
        received.Note.Should().Match(note);
        twilio.Messages.Should().HaveCount(replies);
        (await http.GetAsync($"{http.Account}/Messages/{received.Sid}.json"))["error_code"].Should().BeEmpty("Twilio tells this in its console");
    }

    [Fact]
    public async Task An_answer_to_STOP_does_not_reach_who_said_it()
    {
        await AnswerAsync("text/xml", "<Response><Message>But wait!</Message></Response>", "STOP");

        twilio.Messages.Should().ContainSingle().Which.Body.Should().StartWith("You have successfully been unsubscribed.");
        twilio.ReceivedMessages.Single().ErrorCode.Should().Be(21610);
    }

    [Fact]
    public async Task A_webhook_that_fails_is_noted()
    {
        webhook.Status = 503;

        var message = await twilio.ReceiveAsync(Phone, Application, "Hello", cancellationToken: Cancellation);

        (message.ErrorCode, message.Note).Should().Be((11200, "The webhook answered with 503."));
    }

    private async Task AnswerAsync(string contentType, string body, string said = "Hello")
    {
        (webhook.Status, webhook.Answer) = (200, (contentType, body));
        await twilio.ReceiveAsync(Phone, Application, said, cancellationToken: Cancellation);
    }
}
