using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Every refusal of <c>POST Messages</c>: codes, statuses and order as Twilio's error dictionary and recorded answers have them.</summary>
public sealed class RefusingMessages : EmulatorTest
{
    private const string Owned = "+14155550199";
    private const string RcsService = "MGfedcba9876543210fedcba9876543210";

    [Theory]
    [InlineData(21604, "To", null)]
    [InlineData(21604, "To", "")]
    [InlineData(21603, "From", null)]
    [InlineData(21619, "Body", null)]
    [InlineData(21619, "Body", "")]
    [InlineData(21211, "To", "123")]
    [InlineData(21211, "To", "+123456")]
    [InlineData(21211, "To", "+1234567890123456")]
    [InlineData(21211, "To", "+0123456789")]
    [InlineData(21211, "To", "someone")]
    [InlineData(21211, "To", "whatsapp:5")]
    [InlineData(21211, "To", "pigeon:+14155550111")]
    [InlineData(21212, "From", "+1415")]
    [InlineData(21212, "From", "A name too long")]
    [InlineData(21212, "From", "Straße")]
    [InlineData(21265, "To", "12345")]
    [InlineData(21268, "To", "+19005550123")]
    [InlineData(21212, "From", "VERIFY")]
    [InlineData(21212, "From", "infosms")]
    [InlineData(21612, "From", "ACME Inc")]
    [InlineData(20001, "MessageIntent", "spam")]
    [InlineData(20001, "MessageIntent", "OTP")]
    [InlineData(21705, "MessagingServiceSid", "MG1")]
    [InlineData(21666, "FallbackFrom", "+14155550100")]
    [InlineData(21620, "MediaUrl", "picture.png")]
    [InlineData(21620, "MediaUrl", "ftp://example.com/picture.png")]
    [InlineData(21655, "ContentSid", "HX1")]
    [InlineData(21654, "ContentVariables", "{}")]
    [InlineData(21609, "StatusCallback", "nowhere")]
    [InlineData(21609, "StatusCallback", "https://my_host.example.com/status")]
    [InlineData(21218, "ApplicationSid", "AP1")]
    [InlineData(21624, "ValidityPeriod", "0")]
    [InlineData(21624, "ValidityPeriod", "36001")]
    [InlineData(21624, "ValidityPeriod", "soon")]
    [InlineData(21627, "MaxPrice", "cheap")]
    [InlineData(20001, "Attempt", "0")]
    [InlineData(20001, "Attempt", "first")]
    [InlineData(20001, "ProvideFeedback", "perhaps")]
    [InlineData(20001, "ForceDelivery", "perhaps")]
    [InlineData(20001, "SmartEncoded", "perhaps")]
    [InlineData(20001, "SendAsMms", "perhaps")]
    [InlineData(20001, "ShortenUrls", "true")]
    [InlineData(20001, "ContentRetention", "forget")]
    [InlineData(20001, "AddressRetention", "forget")]
    [InlineData(20001, "TrafficType", "paid")]
    [InlineData(20001, "RiskCheck", "maybe")]
    [InlineData(35126, "ScheduleType", "sometime")]
    [InlineData(35111, "ScheduleType", "fixed")]
    public async Task A_bad_parameter_is_refused_with_its_code(int code, string parameter, string? value)
    {
        var reply = await Http.SendAsync((parameter, value));

        reply.Status.Should().Be(400);
        reply.Code.Should().Be(code);
        reply["status"].Should().Be("400");
        reply["more_info"].Should().Be($"https://www.twilio.com/docs/errors/{code}");
        reply["message"].Should().NotBeEmpty();
        Twilio.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("+15005550001", 21212, 400)]
    [InlineData("+15005550007", 21606, 400)]
    [InlineData("+15005550008", 21611, 429)]
    public async Task A_magic_sender_is_refused_as_documented(string from, int code, int status)
    {
        var reply = await Http.SendAsync(("From", from));

        (reply.Status, reply.Code).Should().Be((status, code));
    }

    [Theory]
    [InlineData("+15005550001", 21211)]
    [InlineData("+15005550002", 21612)]
    [InlineData("+15005550003", 21408)]
    [InlineData("+15005550004", 21610)]
    [InlineData("+15005550009", 21614)]
    public async Task A_magic_recipient_is_refused_as_documented(string to, int code)
    {
        var reply = await Http.SendAsync(("To", to));

        (reply.Status, reply.Code).Should().Be((400, code));
    }

    [Fact]
    public async Task The_message_names_the_number_as_Twilio_does()
    {
        (await Http.SendAsync(("To", "123")))["message"].Should().Be("The 'To' number 123 is not a valid phone number.");
        (await Http.SendAsync(("To", "+15005550009")))["message"].Should().Be("To number: +15005550009, is not a mobile number");
        (await Http.SendAsync(("From", "+1415")))["message"]
            .Should().Be("The 'From' number +1415 is not a valid phone number, shortcode, or alphanumeric sender ID.");
    }

    [Fact]
    public async Task A_body_has_1600_characters_at_most()
    {
        (await Http.SendAsync(("Body", new string('a', 1600)))).Status.Should().Be(201);
        (await Http.SendAsync(("Body", new string('a', 1601)))).Code.Should().Be(21617);
    }

    [Fact]
    public async Task A_message_has_ten_media_at_most()
    {
        var media = Enumerable.Repeat(("MediaUrl", (string?)"https://example.com/1.png"), 11).ToArray();

        (await Http.SendAsync(media[1..])).Status.Should().Be(201);
        (await Http.SendAsync(media)).Code.Should().Be(21623);
    }

    [Fact]
    public async Task Content_variables_are_a_JSON_object()
    {
        var content = ("ContentSid", (string?)"HX0123456789abcdef0123456789abcdef");

        (await Http.SendAsync(("Body", null), content, ("ContentVariables", """{"1":"Ada"}"""))).Status.Should().Be(201);
        (await Http.SendAsync(("Body", null), content, ("ContentVariables", "[1]"))).Code.Should().Be(21656);
        (await Http.SendAsync(("Body", null), content, ("ContentVariables", "{"))).Code.Should().Be(21656);
    }

    [Theory]
    [InlineData("""{"1":null}""")]
    [InlineData("""{"1":""}""")]
    [InlineData("""{"1":"two\nlines"}""")]
    [InlineData("""{"1":"a\ttab"}""")]
    [InlineData("""{"1":"five     spaces"}""")]
    [InlineData("""{"1":{"2":"nested"}}""")]
    [InlineData("{'1':'single quotes'}")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Content_variables_have_values_that_can_be_put_in_place(string variables)
    {
        var reply = await Http.SendAsync(
            ("Body", null), ("ContentSid", "HX0123456789abcdef0123456789abcdef"), ("ContentVariables", variables));

        (reply.Status, reply.Code).Should().Be((400, 21656));
    }

    [Fact]
    public async Task A_content_variable_has_1600_characters_at_most()
    {
        var reply = await Http.SendAsync(
            ("Body", null),
            ("ContentSid", "HX0123456789abcdef0123456789abcdef"),
            ("ContentVariables", $$"""{"1":"{{new string('a', 1601)}}"}"""));

        reply.Code.Should().Be(21658);
    }

    [Theory]
    [InlineData("to", 21604)]
    [InlineData("TO", 21604)]
    [InlineData("from", 21603)]
    [InlineData("body", 21619)]
    public async Task A_parameter_in_another_case_is_another_parameter(string name, int code)
    {
        var own = char.ToUpperInvariant(name[0]) + name[1..].ToLowerInvariant();

        var reply = await Http.SendAsync((own, null), (name, own switch { "To" => TwilioHttp.To, "From" => TwilioHttp.From, _ => "Hello" }));

        (reply.Status, reply.Code).Should().Be((400, code));
    }

    [Fact]
    public async Task A_parameter_in_another_case_says_nothing_of_the_true_one()
    {
        var reply = await Http.SendAsync(("to", "123"), ("body", "Not this"));

        reply["to"].Should().Be(TwilioHttp.To);
        reply["body"].Should().Be("Hello");
        Twilio.Messages[0].Parameters.Should().Contain(KeyValuePair.Create("to", "123"));
    }

    [Theory]
    [InlineData("otp")]
    [InlineData("customercare")]
    [InlineData("events")]
    public async Task The_intent_of_a_message_is_one_of_Twilio_s(string intent) =>
        (await Http.SendAsync(("MessageIntent", intent))).Status.Should().Be(201);

    [Theory]
    [InlineData("2026-11-23T09:35:14Z", 35115)]
    [InlineData("2026-11-23T09:35:15Z", 0)]
    [InlineData("2026-11-23T10:35:15+01:00", 0)]
    [InlineData("2026-12-28T09:30:15Z", 0)]
    [InlineData("2026-12-28T09:30:16Z", 35115)]
    [InlineData("tomorrow", 35114)]
    public async Task A_message_is_scheduled_five_minutes_to_35_days_ahead(string sendAt, int code)
    {
        var reply = await Http.SendAsync(
            ("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("ScheduleType", "fixed"), ("SendAt", sendAt));

        (reply.Status == 201 ? 0 : reply.Code).Should().Be(code);
    }

    [Fact]
    public async Task Only_a_messaging_service_schedules() =>
        (await Http.SendAsync(("ScheduleType", "fixed"), ("SendAt", "2026-11-23T13:00:00Z"))).Code.Should().Be(35118);

    [Theory]
    [InlineData(TwilioHttp.From, 0)]
    [InlineData("12345", 0)]
    [InlineData("ACME Inc", 0)]
    [InlineData("14155550100", 21665)]
    [InlineData("+1 415 555 0100", 21665)]
    [InlineData("+1", 21665)]
    [InlineData("rcs:acme_agent", 21665)]
    public async Task A_fallback_sender_is_one_of_text_messages_as_Twilio_writes_it(string fallback, int code)
    {
        var reply = await Http.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", fallback));

        (reply.Status == 201 ? 0 : reply.Code).Should().Be(code);
    }

    [Fact]
    public async Task A_fallback_sender_goes_with_a_messaging_service_and_no_From() =>
        (await Http.SendAsync(("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", TwilioHttp.From))).Code.Should().Be(21664);

    [Fact]
    public async Task A_fallback_sender_needs_a_service_with_an_RCS_sender_and_to_be_owned()
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                options.OwnedNumbers.Add(Owned);
                options.MessagingServices.Add(new EmulatedMessagingService(TwilioHttp.Service) { Senders = { Owned } });
                options.MessagingServices.Add(new EmulatedMessagingService(RcsService) { Senders = { Owned, "rcs:acme_agent" } });
            },
            TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);

        (await http.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", Owned))).Code.Should().Be(21667);
        (await http.SendAsync(("From", null), ("MessagingServiceSid", RcsService), ("FallbackFrom", TwilioHttp.From))).Code.Should().Be(21665);
        (await http.SendAsync(("From", null), ("MessagingServiceSid", RcsService), ("FallbackFrom", Owned))).Status.Should().Be(201);
    }

    [Fact]
    public async Task Sender_and_recipient_differ_and_share_a_channel()
    {
        (await Http.SendAsync(("To", TwilioHttp.From))).Code.Should().Be(21266);
        (await Http.SendAsync(("To", "whatsapp:+14155550111"))).Code.Should().Be(21910);
        (await Http.SendAsync(("From", "whatsapp:+14155550111"), ("To", "whatsapp:+14155550111"))).Code.Should().Be(63031);
    }

    // Recorded live: From +15005550000, To 123, Body '' with test credentials was answered with 21606.
    [Fact]
    public async Task The_sender_is_checked_before_the_body_and_the_recipient()
    {
        (await Http.SendAsync(("From", "+15005550007"), ("To", "123"), ("Body", ""))).Code.Should().Be(21606);
        (await Http.SendAsync(("To", "123"), ("Body", ""))).Code.Should().Be(21619);
    }

    [Fact]
    public async Task With_owned_numbers_any_other_sender_is_refused()
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.OwnedNumbers.Add(Owned), TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);

        (await http.SendAsync(("From", Owned))).Status.Should().Be(201);
        (await http.SendAsync(("From", "+15005550006"))).Status.Should().Be(201);
        (await http.SendAsync()).Code.Should().Be(21606);
    }

    [Fact]
    public async Task A_form_with_a_NUL_in_it_is_a_bad_request()
    {
        var reply = await Http.SendAsync(("Body", "a\0b"));

        (reply.Status, reply.Code).Should().Be((400, 20001));
    }

    [Fact]
    public async Task A_body_that_is_no_form_has_no_parameters()
    {
        using var json = new StringContent("""{"To":"+14155550111"}""", System.Text.Encoding.UTF8, "application/json");

        (await Http.RequestAsync(HttpMethod.Post, Http.Messages, json)).Code.Should().Be(21604);
    }
}
