using System.Text;

namespace TwilioSms.Tests.Webhooks;

public sealed class SmsStatusUpdateTests
{
    private const string Sid = "SM1342fe1b2c904d1ab04f0fc7a58abca9";

    // The example of Twilio's guide "Track the Message Status of Outbound Messages", with its RawDlrDoneDate for a delivered message.
    [Fact]
    public void The_example_of_Twilios_documentation_is_read()
    {
        var update = Parse(
            $"AccountSid=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&From=%2B15017250604&To=%2B15558675310&MessageSid={Sid}"
            + $"&MessageStatus=delivered&SmsSid={Sid}&SmsStatus=delivered&RawDlrDoneDate=2308102223");

        update.MessageSid.Should().Be(Sid);
        update.Status.Should().Be(SmsMessageStatus.Delivered);
        update.StatusText.Should().Be("delivered");
        update.AccountSid.Should().Be("ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
        update.From.Should().Be("+15017250604");
        update.To.Should().Be("+15558675310");
        update.RawDlrDoneDate.Should().Be("2308102223");
        update.ErrorCode.Should().BeNull();
        update.MessagingServiceSid.Should().BeNull();
        update.ChannelStatusMessage.Should().BeNull();
    }

    // The values of message_status in Twilio's OpenAPI description of the Messages API.
    [Theory]
    [InlineData("queued", SmsMessageStatus.Queued)]
    [InlineData("sending", SmsMessageStatus.Sending)]
    [InlineData("sent", SmsMessageStatus.Sent)]
    [InlineData("failed", SmsMessageStatus.Failed)]
    [InlineData("delivered", SmsMessageStatus.Delivered)]
    [InlineData("undelivered", SmsMessageStatus.Undelivered)]
    [InlineData("receiving", SmsMessageStatus.Receiving)]
    [InlineData("received", SmsMessageStatus.Received)]
    [InlineData("accepted", SmsMessageStatus.Accepted)]
    [InlineData("scheduled", SmsMessageStatus.Scheduled)]
    [InlineData("read", SmsMessageStatus.Read)]
    [InlineData("partially_delivered", SmsMessageStatus.PartiallyDelivered)]
    [InlineData("canceled", SmsMessageStatus.Canceled)]
    [InlineData("teleported", SmsMessageStatus.Other)]
    [InlineData("Delivered", SmsMessageStatus.Other)]
    public void Every_documented_status_is_known_and_any_other_kept_as_text(string text, SmsMessageStatus status)
    {
        var update = Parse($"MessageSid={Sid}&MessageStatus={text}");

        update.Status.Should().Be(status);
        update.StatusText.Should().Be(text);
    }

    [Fact]
    public void A_failure_has_its_code_and_what_the_channel_says()
    {
        var update = Parse($"MessageSid={Sid}&MessageStatus=undelivered&ErrorCode=30003&MessagingServiceSid=MG1&ChannelStatusMessage=Not+there%21");

        update.ErrorCode.Should().Be(30003);
        update.MessagingServiceSid.Should().Be("MG1");
        update.ChannelStatusMessage.Should().Be("Not there!");
    }

    [Fact]
    public void Parameters_that_nobody_knew_of_are_kept() =>
        Parse($"MessageSid={Sid}&MessageStatus=read&EventType=READ&Na%C3%AFve=%F0%9F%98%80")
            .Parameters.Should().Contain("EventType", "READ").And.Contain("Naïve", "😀");

    [Theory]
    [InlineData("", "MessageSid")]
    [InlineData("MessageStatus=sent", "MessageSid")]
    [InlineData("MessageSid=&MessageStatus=sent", "MessageSid")]
    [InlineData("MessageSid=SM1", "MessageStatus")]
    [InlineData("""{"MessageSid":"SM1","MessageStatus":"sent"}""", "MessageSid")]
    public void What_is_not_a_status_callback_is_refused(string body, string missing)
    {
        var parse = () => Parse(body);

        parse.Should().Throw<FormatException>().WithMessage($"*{missing} is missing*");
    }

    [Fact]
    public void An_incoming_message_that_was_sent_to_the_address_of_reports_is_none()
    {
        var parse = () => Parse($"MessageSid={Sid}&SmsSid={Sid}&SmsStatus=received&From=%2B15558675310&To=%2B15017250604&Body=Hi&NumMedia=0");

        parse.Should().Throw<FormatException>().WithMessage("*incoming message*SmsStatus is received*");
    }

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz%2", "%zz%2")]
    [InlineData("a%00b", "a\0b")]
    [InlineData("%ff", "\ufffd")]
    [InlineData("a=b", "a=b")]
    public void What_is_malformed_in_a_form_stays_as_it_is(string value, string read) =>
        Parse($"&&MessageSid={Sid}&MessageStatus=sent&To={value}&").To.Should().Be(read);

    [Fact]
    public void The_older_names_of_sid_and_status_do_alone()
    {
        var update = Parse($"SmsSid={Sid}&SmsStatus=undelivered&ErrorCode=30005");

        update.MessageSid.Should().Be(Sid);
        update.Status.Should().Be(SmsMessageStatus.Undelivered);
        update.Error!.Meaning.Should().Be("The number is not known to its carrier, or not in service any more.");
    }

    // Whether the pages of Twilio's error dictionary have the message sent again.
    [Theory]
    [InlineData(30003, true)]
    [InlineData(30005, false)]
    [InlineData(30006, false)]
    [InlineData(30007, false)]
    [InlineData(30008, true)]
    [InlineData(30032, false)]
    [InlineData(30034, false)]
    [InlineData(30500, true)]
    [InlineData(21610, false)]
    [InlineData(39999, false)]
    public void A_delivery_code_says_what_happened_and_whether_sending_again_can_help(int code, bool canRetry)
    {
        var error = SmsModelFactory.StatusUpdate(Sid, "undelivered", new Dictionary<string, string> { ["ErrorCode"] = $"{code}" }).Error!;

        error.Code.Should().Be(code);
        error.CanRetry.Should().Be(canRetry);
        error.Meaning.Should().EndWith(".");
        error.MoreInfo.Should().Be(new Uri($"https://www.twilio.com/docs/errors/{code}"));
        error.ToString().Should().Be($"{code}: {error.Meaning}");
    }

    [Fact]
    public void Every_delivery_code_has_a_sentence_and_agrees_with_Twilios_dictionary_on_sending_again()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Data", "twilio-errors.json");
        using var errors = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
        var deliveries = errors.RootElement.GetProperty("codes").EnumerateArray()
            .Where(error => error.GetProperty("phase").GetString() == "asynchronous").ToList();

        deliveries.Should().HaveCountGreaterThan(80);
        deliveries.Select(error => SmsDeliveryError.Of(error.GetProperty("code").GetInt32()))
            .Where(error => error.Meaning == SmsDeliveryError.Of(39999).Meaning).Select(error => error.Code)
            .Should().Equal([63026], "its page says nothing");
        deliveries.Where(error => SmsDeliveryError.Of(error.GetProperty("code").GetInt32()).CanRetry == (error.GetProperty("transient").GetString() == "no"))
            .Select(error => error.GetProperty("code").GetInt32()).Should().BeEmpty();
    }

    [Fact]
    public void Printing_an_update_masks_the_number() =>
        Parse($"MessageSid={Sid}&MessageStatus=sent&From=%2B15017250604&To=%2B15558675310").ToString()
            .Should().Be($"+1555***5310: sent {Sid}");

    private static SmsStatusUpdate Parse(string body) => SmsStatusUpdate.Parse(Encoding.UTF8.GetBytes(body));
}
