using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class StatusCallbacks : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private WebhookListener webhook = null!;
    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;

    public async ValueTask InitializeAsync()
    {
        webhook = await WebhookListener.StartAsync();
        twilio = await TwilioEmulator.StartAsync(options => options.TimeProvider = clock);
        http = new TwilioHttp(twilio);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
        await webhook.DisposeAsync();
    }

    [Fact]
    public async Task Changes_of_status_are_posted_in_order_with_the_message_they_concern()
    {
        var sent = await http.SendAsync(("StatusCallback", webhook.Address + "status?order=7"));
        clock.Advance(TimeSpan.FromMinutes(1));

        var first = await webhook.NextAsync();
        first.Form.Should().Equal(new Dictionary<string, string>
        {
            ["AccountSid"] = twilio.AccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["From"] = TwilioHttp.From,
            ["MessageSid"] = sent.Sid,
            ["MessageStatus"] = "sent",
            ["SmsSid"] = sent.Sid,
            ["SmsStatus"] = "sent",
            ["To"] = TwilioHttp.To,
        });
        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("delivered");
    }

    [Fact]
    public async Task A_callback_is_signed_with_the_token()
    {
        var address = webhook.Address + "status?order=7";
        await http.SendAsync(("StatusCallback", address));
        clock.Advance(TimeSpan.FromMinutes(1));

        var post = await webhook.NextAsync();

        post.Signature.Should().Be(TwilioSignature.Of(twilio.AuthToken, address, post.Form));
        post.Signature.Should().NotBe(TwilioSignature.Of("another token", address, post.Form));
    }

    // The example of Twilio's documentation, "Validating requests".
    [Fact]
    public void The_signature_these_tests_expect_is_the_one_Twilio_documents()
    {
        var form = new Dictionary<string, string>
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["Caller"] = "+12349013030",
            ["Digits"] = "1234",
            ["From"] = "+12349013030",
            ["To"] = "+18005551212",
        };

        TwilioSignature.Of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form).Should().Be("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
    }

    [Fact]
    public async Task A_failure_is_posted_with_its_code()
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options => (options.TimeProvider, options.SentAfter) = (clock, TimeSpan.FromSeconds(2)), TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);
        await http.SendAsync(("StatusCallback", webhook.Address), ("ValidityPeriod", "1"));
        clock.Advance(TimeSpan.FromMinutes(1));

        var post = await webhook.NextAsync();

        post.Form["MessageStatus"].Should().Be("failed");
        post.Form["ErrorCode"].Should().Be("30036");
    }

    [Fact]
    public async Task A_messaging_service_and_no_sender_are_named()
    {
        await http.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("StatusCallback", webhook.Address));
        clock.Advance(TimeSpan.FromMinutes(1));

        var post = await webhook.NextAsync();

        post.Form["MessageStatus"].Should().Be("queued");
        post.Form["MessagingServiceSid"].Should().Be(TwilioHttp.Service);
        post.Form.Should().NotContainKey("From");
    }

    [Fact]
    public async Task A_receiver_that_refuses_or_is_away_holds_nothing_up()
    {
        webhook.Status = 500;
        await http.SendAsync(("StatusCallback", "http://127.0.0.1:1/"));
        await http.SendAsync(("StatusCallback", webhook.Address));
        clock.Advance(TimeSpan.FromMinutes(1));

        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("sent");
        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("delivered");
        twilio.Messages.Should().AllSatisfy(message => message.Status.Should().Be(EmulatedMessageStatus.Delivered));
    }
}
