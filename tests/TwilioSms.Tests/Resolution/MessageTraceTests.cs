using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Resolution;

public sealed class MessageTraceTests
{
    private const string Service = "MG0123456789abcdef0123456789abcdef";

    private static readonly TwilioEndpoint Endpoint = new(new TwilioConnectorOptions { Account = Account.Sid, Token = Account.Token });

    [Theory]
    [InlineData("Hello", "Hello", true)]
    [InlineData("Hello", "hello", false)]
    [InlineData("Hello", "", false)]
    [InlineData("Hello", null, false)]
    [InlineData(" Hello\r\nAnn ", "Hello\nAnn", true)]
    [InlineData("Hello", "Sent from your Twilio trial account - Hello", true)]
    [InlineData("It\u2019s \u201Cnow\u201D\u2026", "It's \"now\"...", true)]
    public void A_text_is_recognised_as_Twilio_keeps_it(string text, string? listed, bool recognised) =>
        Trace(new SmsMessage { From = Account.From, To = [Account.To] }, text).HasText(listed).Should().Be(recognised);

    [Theory]
    [InlineData(Account.From, null, Account.From, null, true)]
    [InlineData(Account.From, null, "+15005550007", null, false)]
    [InlineData("Acme", null, "ACME", null, true)]
    [InlineData("12345", null, "12345", null, true)]
    [InlineData("5005550006", null, Account.From, null, true)]
    [InlineData(null, Service, null, Service, true)]
    [InlineData(null, Service, Account.From, Service, true)]
    [InlineData(null, Service, Account.From, null, false)]
    [InlineData(Account.From, Service, Account.From, Service, true)]
    public void A_sender_is_recognised(string? from, string? service, string? listedFrom, string? listedService, bool recognised) =>
        Trace(new SmsMessage { From = from, MessagingServiceSid = service, To = [Account.To] })
            .IsSentBy(new ListedMessage { From = listedFrom, MessagingServiceSid = listedService, Direction = "outbound-api" })
            .Should().Be(recognised);

    [Fact]
    public void A_message_that_was_received_is_nobody_s() =>
        Trace(new SmsMessage { From = Account.From, To = [Account.To] })
            .IsSentBy(new ListedMessage { From = Account.From, Direction = "inbound" }).Should().BeFalse();

    [Theory]
    [InlineData(Account.To, null, true)]
    [InlineData("whatsapp:+15551234567", null, true)]
    [InlineData("5551234567", null, false)]
    [InlineData(Account.To, SmsAddressRetention.Retain, true)]
    [InlineData(Account.To, SmsAddressRetention.Obfuscate, false)]
    public void A_number_can_be_searched_for_where_Twilio_keeps_it_as_given(string to, SmsAddressRetention? retention, bool listed) =>
        Trace(new SmsMessage { From = Account.From, To = [to], AddressRetention = retention }).IsListed(Endpoint, to).Should().Be(listed);

    private static MessageTrace Trace(SmsMessage message, string text = "Hello") =>
        new(Endpoint, message, SmsSenderAddress.Of(message, Endpoint.Options), text);
}
