using System.Text;

namespace TwilioSms.Tests.Webhooks;

public sealed class SmsIncomingMessageTests
{
    private const string Sid = "SM1342fe1b2c904d1ab04f0fc7a58abca9";

    // The parameters of Twilio's guide "Twilio's request to your incoming message webhook".
    [Fact]
    public void What_Twilio_documents_is_read()
    {
        var message = Parse(
            $"ToCountry=US&SmsMessageSid={Sid}&NumMedia=2&SmsSid={Sid}&SmsStatus=received&Body=Two+pictures&MessagingServiceSid=MG1"
            + $"&To=%2B15017250604&NumSegments=3&MessageSid={Sid}&AccountSid=AC1&From=%2B15558675310"
            + "&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm%2F1&MediaContentType0=image%2Fjpeg&MediaUrl1=https%3A%2F%2Fapi.twilio.com%2Fm%2F2");

        message.MessageSid.Should().Be(Sid);
        message.AccountSid.Should().Be("AC1");
        message.From.Should().Be("+15558675310");
        message.To.Should().Be("+15017250604");
        message.MessagingServiceSid.Should().Be("MG1");
        message.Body.Should().Be("Two pictures");
        message.Segments.Should().Be(3);
        message.Channel.Should().Be("sms");
        message.Media.Select(medium => (medium.Url.ToString(), medium.ContentType)).Should().Equal(
            ("https://api.twilio.com/m/1", "image/jpeg"), ("https://api.twilio.com/m/2", ""));
        message.OptOutType.Should().BeNull();
        message.Parameters.Should().Contain("ToCountry", "US");
        (message.Location, message.Referral, message.ButtonPayload).Should().Be((null, null, null));
        message.ToString().Should().Be($"+1555***5310 to +1501***0604: {Sid}");
    }

    [Fact]
    public void What_WhatsApp_adds_is_read()
    {
        var message = Build(
            "whatsapp:+15558675310",
            "Here",
            ("ProfileName", "Ada"),
            ("ButtonText", "Yes please"),
            ("ButtonPayload", "yes"),
            ("Latitude", "52.5"),
            ("Longitude", "-13.25"),
            ("Label", "Office"),
            ("Address", "1 Main St"),
            ("ReferralSourceId", "42"),
            ("ReferralSourceType", "ad"),
            ("ReferralSourceUrl", "https://fb.me/x"),
            ("ReferralHeadline", "Sale"),
            ("ReferralBody", "All of it"),
            ("ReferralCtwaClid", "click"));

        message.Channel.Should().Be("whatsapp");
        message.ProfileName.Should().Be("Ada");
        message.ButtonText.Should().Be("Yes please");
        message.ButtonPayload.Should().Be("yes");
        message.Location!.Latitude.Should().Be(52.5);
        message.Location.Longitude.Should().Be(-13.25);
        message.Location.Label.Should().Be("Office");
        message.Location.Address.Should().Be("1 Main St");
        message.Referral!.SourceId.Should().Be("42");
        message.Referral.SourceType.Should().Be("ad");
        message.Referral.SourceUrl.Should().Be("https://fb.me/x");
        message.Referral.Headline.Should().Be("Sale");
        message.Referral.Body.Should().Be("All of it");
        message.Referral.ClickId.Should().Be("click");
    }

    [Theory]
    [InlineData("STOP", SmsOptOutType.Stop)]
    [InlineData(" stop \n", SmsOptOutType.Stop)]
    [InlineData("Unsubscribe", SmsOptOutType.Stop)]
    [InlineData("OptOut", SmsOptOutType.Stop)]
    [InlineData("arret", SmsOptOutType.Stop)]
    [InlineData("ARRETE", SmsOptOutType.Stop)]
    [InlineData("unstop", SmsOptOutType.Start)]
    [InlineData("YES", SmsOptOutType.Start)]
    [InlineData("info", SmsOptOutType.Help)]
    [InlineData("Please stop", null)]
    [InlineData("STOP.", null)]
    [InlineData("", null)]
    public void Words_that_Twilio_acts_upon_count_where_they_are_all_of_the_message(string body, SmsOptOutType? type) =>
        Build("+15558675310", body).OptOutType.Should().Be(type);

    [Fact]
    public void What_Twilio_made_of_the_message_counts_more_than_its_words()
    {
        Build("+15558675310", "Basta", ("OptOutType", "STOP")).OptOutType.Should().Be(SmsOptOutType.Stop);
        Build("+15558675310", "STOP", ("OptOutType", "HELP")).OptOutType.Should().Be(SmsOptOutType.Help);
    }

    [Theory]
    [InlineData("", "MessageSid")]
    [InlineData("MessageSid=SM1&To=1", "From")]
    [InlineData("MessageSid=SM1&From=1", "To")]
    public void What_is_not_an_incoming_message_is_refused(string body, string missing)
    {
        var parse = () => Parse(body);

        parse.Should().Throw<FormatException>().WithMessage($"*{missing} is missing*");
    }

    [Fact]
    public void A_report_that_was_sent_to_the_address_of_messages_is_none()
    {
        var parse = () => Parse($"MessageSid={Sid}&MessageStatus=delivered&SmsSid={Sid}&SmsStatus=delivered&From=%2B15017250604&To=%2B15558675310");

        parse.Should().Throw<FormatException>().WithMessage("*status callback*MessageStatus is there*");
    }

    [Fact]
    public void Media_without_end_are_read_to_an_end() =>
        Parse($"MessageSid={Sid}&From=1&To=2&" + string.Join('&', Enumerable.Range(0, 500).Select(i => $"MediaUrl{i}=https://example.com/{i}")))
            .Media.Should().HaveCount(100);

    private static SmsIncomingMessage Build(string from, string body, params (string Name, string Value)[] parameters) =>
        SmsModelFactory.IncomingMessage(Sid, from, "+15017250604", body, parameters.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static SmsIncomingMessage Parse(string body) => SmsIncomingMessage.Parse(Encoding.UTF8.GetBytes(body));
}
