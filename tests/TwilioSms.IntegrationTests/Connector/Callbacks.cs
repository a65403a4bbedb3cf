using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>The connector reads what the emulator signs and posts: two readings of Twilio's webhooks that know nothing of each other.</summary>
public sealed class Callbacks(SuiteLog suite)
{
    [Fact]
    public async Task A_status_callback_is_genuine_and_tells_of_the_message_that_was_sent()
    {
        await using var webhook = await WebhookListener.StartAsync();
        await using var host = await ConnectorHost.StartAsync(suite);
        var address = new Uri(webhook.Address + "status?campaign=spring&text=Caf%C3%A9%20au%20lait");

        var result = await host.SendAsync(
            new SmsMessage { From = ConnectorHost.From, To = [ConnectorHost.Number(1)], Body = "Hello", StatusCallback = address },
            TestContext.Current.CancellationToken);
        var post = await webhook.NextAsync();

        TwilioWebhook.Validate(host.Twilio.AuthToken, address.AbsoluteUri, post.Body.Span, post.Signature).Should().BeTrue();
        TwilioWebhook.Validate(host.Twilio.ApiKeySecret, address.AbsoluteUri, post.Body.Span, post.Signature).Should().BeFalse();
        TwilioWebhook.Validate(host.Twilio.AuthToken, address.AbsoluteUri, [.. post.Body.Span, (byte)'&'], post.Signature).Should().BeTrue(
            "the parameters are signed, not the bytes");
        TwilioWebhook.Validate(host.Twilio.AuthToken, address.AbsoluteUri, [.. post.Body.Span, .. "&ErrorCode=1"u8], post.Signature)
            .Should().BeFalse();
        var update = SmsStatusUpdate.Parse(post.Body.Span);
        update.MessageSid.Should().Be(result.Outcomes.Single().MessageSid);
        update.Status.Should().Be(SmsMessageStatus.Sent);
        update.To.Should().Be(ConnectorHost.Number(1));
        update.From.Should().Be(ConnectorHost.From);
        update.AccountSid.Should().Be(host.Twilio.AccountSid);
    }

    [Fact]
    public async Task A_failure_is_reported_with_its_code()
    {
        await using var webhook = await WebhookListener.StartAsync();
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.SentAfter = Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);

        await http.SendAsync(("StatusCallback", webhook.Address), ("ValidityPeriod", "1"));
        var post = await webhook.NextAsync();

        TwilioWebhook.Validate(twilio.AuthToken, webhook.Address, post.Body.Span, post.Signature).Should().BeTrue();
        var update = SmsStatusUpdate.Parse(post.Body.Span);
        update.Status.Should().Be(SmsMessageStatus.Failed);
        update.ErrorCode.Should().Be(30036);
    }
}
