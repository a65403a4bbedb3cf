using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Addresses;

/// <summary>Numbers as they come out of documents, spreadsheets, chats and web pages.</summary>
public sealed class PastedNumberTests
{
    private const string Service = "MG0123456789abcdef0123456789abcdef";

    private static readonly TwilioConnectorOptions Plain = new();
    private static readonly TwilioConnectorOptions International = new() { RequireInternationalNumbers = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Pasted => new()
    {
        // Invisible characters, at the ends and between digits.
        { "\u200B+14155550100", "+14155550100" },
        { "+1\u200E415\u200F555\u200C0100", "+14155550100" },
        { "\u202A+1 415 555 0100\u202C", "+14155550100" },
        { "\u202D+14155550100\u202E", "+14155550100" },
        { "\u2066+1\u2060415\u20695550100", "+14155550100" },
        { "\uFEFF+14155550100\uFEFF", "+14155550100" },
        { "+1415\u00AD555\u00AD0100", "+14155550100" },
        // Dashes, among them the minus sign, and white space.
        { "+1\u2212415\u2212555\u22120100", "+14155550100" },
        { "+1\u2013415\u2014555\u20110100", "+14155550100" },
        { "+1\u00A0415\u202F555\u30000100", "+14155550100" },
        { "+1.415.555.0100", "+14155550100" },
        // Digits of other scripts: Arabic-Indic, Persian, Devanagari, full-width, mathematical bold (surrogate pairs).
        { "+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0661\u0660\u0660", "+14155550100" },
        { "+\u06F1\u06F4\u06F1\u06F5\u06F5\u06F5\u06F5\u06F0\u06F1\u06F0\u06F0", "+14155550100" },
        { "+\u0967\u096A\u0967\u096B 5550100", "+14155550100" },
        { "\uFF0B\uFF11\uFF08\uFF14\uFF11\uFF15\uFF09\uFF15\uFF15\uFF15\uFF0D\uFF10\uFF11\uFF10\uFF10", "+14155550100" },
        { "+\U0001D7CF\U0001D7D2\U0001D7CF\U0001D7D3 5550100", "+14155550100" },
        // The trunk prefix in brackets after a country code, and nowhere else.
        { "+49 (0) 30 1234567", "+49301234567" },
        { "+44(0)20 7946 0000", "+442079460000" },
        { "+353 ( 0 ) 1 234 5678", "+35312345678" },
        { "+49 (\u200E0) 30 1234567", "+49301234567" },
        { "(0) 30 1234567", "0301234567" },
        { "+1 (415) 555 (0) 100", "+14155550100" },
        { "+49 (030) 1234567", "+490301234567" },
        // Behind a channel as without one.
        { "whatsapp: +1 (415) 555-0100", "whatsapp:+14155550100" },
        { " whatsapp:\u200B+49 (0) 151 23456789", "whatsapp:+4915123456789" },
        { "rcs:+1\u2212415\u22125550100", "rcs:+14155550100" },
        // What is no number stays.
        { "messenger:my-page", "messenger:my-page" },
        { "abc-def", "abc-def" },
        { "1E10", "1E10" },
    };

    [Theory]
    [MemberData(nameof(Pasted))]
    public async Task A_pasted_number_is_sent_to_as_its_digits(string given, string sent)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message(given), Stop);

        twilio.Requests.Single()["To"].Should().Be(sent);
        result.Outcomes.Single().To.Should().Be(sent);
        SmsAddress.Normalize(given, Plain).Should().Be(sent);
    }

    [Theory]
    [MemberData(nameof(Pasted))]
    public async Task A_pasted_sender_and_a_fallback_are_read_alike(string given, string sent)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(
            new SmsMessage { From = given, MessagingServiceSid = Service, FallbackFrom = given, To = [Account.To], Body = "Hello" }, Stop);

        twilio.Requests.Single()["From"].Should().Be(sent);
        twilio.Requests.Single()["FallbackFrom"].Should().Be(sent);
    }

    [Fact]
    public async Task Recipients_are_the_same_once_they_have_been_read()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(
            Account.Message("+49 (0) 30 1234567", "+4930\u200B1234567", "+\u0664\u0669 30 1234567", "whatsapp:+49301234567"), Stop);

        result.Outcomes.Select(outcome => outcome.To).Should().Equal("+49301234567", "whatsapp:+49301234567");
    }

    [Theory]
    [InlineData("1.41556E+10")]
    [InlineData("1,41556E+10")]
    [InlineData(" 4.91512E+12 ")]
    [InlineData("4e+12")]
    [InlineData("whatsapp:1.41556E+10")]
    public async Task What_a_spreadsheet_left_of_a_number_is_refused_with_a_word_about_spreadsheets(string given)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);
        var send = (SmsMessage message) => services.Sender().Invoking(sender => sender.SendAsync(message, Stop));

        var to = await send(Account.Message(Account.To, given)).Should().ThrowAsync<TwilioToNumberException>();
        var from = await send(new SmsMessage { From = given, To = [Account.To], Body = "Hello" }).Should().ThrowAsync<TwilioFromNumberException>();
        var fallback = await send(
            new SmsMessage { MessagingServiceSid = Service, FallbackFrom = given, To = [Account.To], Body = "Hello" })
            .Should().ThrowAsync<TwilioFromNumberException>();

        to.Which.Message.Should().StartWith("To[1] is").And.Contain("spreadsheets").And.NotContain("4155").And.NotContain("49151");
        from.Which.Message.Should().StartWith("From is").And.Contain("spreadsheets");
        fallback.Which.Message.Should().StartWith("FallbackFrom is").And.Contain("spreadsheets");
        twilio.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0")]
    [InlineData("\u200B\uFEFF")]
    [InlineData(null)]
    public void A_recipient_that_cannot_be_seen_is_blank(string? given)
    {
        var read = () => SmsRecipients.Of(Account.Message(Account.To, given!), Plain);

        read.Should().Throw<TwilioInvalidInputException>().WithMessage("To[1] is blank.");
    }

    [Fact]
    public void Without_the_option_a_number_without_plus_is_left_to_twilio() =>
        SmsAddress.Normalize("(415) 555-0100", Plain).Should().Be("4155550100");

    [Theory]
    [InlineData("(415) 555-0100")]
    [InlineData("0049 30 1234567")]
    [InlineData("whatsapp:4155550100")]
    public async Task With_the_option_a_number_without_plus_is_refused(string given)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, options => options.RequireInternationalNumbers = true);

        var send = () => services.Sender().SendAsync(Account.Message(given), Stop);

        (await send.Should().ThrowAsync<TwilioToNumberException>()).Which.Message.Should().Contain("country code").And.NotContain("555");
        twilio.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("+1 415 555 0100", "+14155550100")]
    [InlineData("messenger:1234567890", "messenger:1234567890")]
    [InlineData("whatsapp:+14155550100", "whatsapp:+14155550100")]
    public void With_the_option_everything_else_passes(string given, string sent) =>
        SmsAddress.Normalize(given, International).Should().Be(sent);

    [Theory]
    [InlineData("12345", true)]
    [InlineData("MyBrand24", true)]
    [InlineData("4155550100", false)]
    public void With_the_option_short_codes_and_names_stay_senders(string from, bool accepted)
    {
        var read = () => SmsSenderAddress.Of(new SmsMessage { From = from }, International);

        if (accepted)
        {
            read().From.Should().Be(from);
        }
        else
        {
            read.Should().Throw<TwilioFromNumberException>();
        }
    }
}
