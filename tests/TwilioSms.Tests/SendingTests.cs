using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

public sealed class SendingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_goes_to_the_accounts_messages_resource_as_a_form()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(new SmsMessage { From = "+15005550006", To = ["+15551234567"], Body = "Grüße & 100 % €?" }, Stop);

        var request = twilio.Requests.Should().ContainSingle().Subject;
        request.Line.Should().Be($"POST /2010-04-01/Accounts/{Account.Sid}/Messages.json HTTP/1.1");
        request.Headers["Content-Type"].Should().Be("application/x-www-form-urlencoded");
        request.Form.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["From"] = "+15005550006",
            ["To"] = "+15551234567",
            ["Body"] = "Grüße & 100 % €?",
        });
    }

    [Fact]
    public async Task A_request_says_who_asks_and_what_it_understands()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(Account.Message(), Stop);

        var headers = twilio.Requests.Single().Headers;
        headers["Accept"].Should().Be("application/json");
#if SDK_TRANSPORT
        headers["User-Agent"].Should().MatchRegex(@"^twilio-csharp/.* twilio-sms-dotnet/\d+\.\d+\.\d+$");
#else
        headers["User-Agent"].Should().MatchRegex(@"^twilio-sms-dotnet/\d+\.\d+\.\d+ \((Linux|Windows|macOS) \w+\) \.NET/\d+\.\d+\.\d+$");
#endif
    }

    [Fact]
    public async Task Credentials_are_the_account_and_its_token()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(Account.Message(), Stop);

        twilio.Requests.Single().Credentials.Should().Be($"{Account.Sid}:{Account.Token}");
    }

    [Fact]
    public async Task An_api_key_is_used_instead_of_the_token_and_the_account_stays_in_the_path()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, options => (options.ApiKeySid, options.ApiKeySecret) = ("SK1", "s3cret"));

        await services.Sender().SendAsync(Account.Message(), Stop);

        var request = twilio.Requests.Single();
        request.Credentials.Should().Be("SK1:s3cret");
        request.Line.Should().Contain(Account.Sid);
    }

    [Fact]
    public async Task The_outcome_of_a_sent_message_holds_what_twilio_answered()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Created(TwilioStub.SidOf(7), Account.To, "accepted", "3"));
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message(), Stop);

        result.AllSent.Should().BeTrue();
        result.Outcomes.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Account.To,
            State = SmsOutcomeState.Sent,
            MessageSid = TwilioStub.SidOf(7),
            Status = "accepted",
            Segments = 3,
            StubAnswer.RequestId,
            Error = (TwilioConnectorException?)null,
        });
    }

    [Fact]
    public async Task Outcomes_are_in_input_order_whatever_order_the_answers_come_in()
    {
        var numbers = Account.Numbers(50).ToArray();
        await using var twilio = TwilioStub.Start(request => StubAnswer.Created(TwilioStub.SidTo(request["To"]!), request["To"])
            .After(Task.Delay(request["To"]![^1] % 3 * 10, Stop)));
        await using var services = Account.Connect(twilio, options => options.MaxConcurrency = 8);

        var result = await services.Sender().SendAsync(Account.Message(numbers), Stop);

        result.Outcomes.Select(outcome => outcome.To).Should().Equal(numbers);
        result.Outcomes.Select(outcome => outcome.MessageSid).Should().Equal(numbers.Select(TwilioStub.SidTo));
    }

    [Fact]
    public async Task The_sms_result_maps_message_ids_to_numbers()
    {
        await using var twilio = TwilioStub.Start(request => StubAnswer.Created(TwilioStub.SidOf(request["To"]![^1] - '0'), request["To"]));
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message("+15550000001", "+15550000002"), Stop);

        result.ToSmsResultJson().Should().Be($$"""{"{{TwilioStub.SidOf(1)}}":"+15550000001","{{TwilioStub.SidOf(2)}}":"+15550000002"}""");
    }

    [Theory]
    [InlineData("+1 (555) 123-4567", "+15551234567")]
    [InlineData("+49.30.1234567", "+49301234567")]
    [InlineData(" +1\u00A0555\u2011123\u20134567 ", "+15551234567")]
    [InlineData("555-0100", "5550100")]
    [InlineData("whatsapp:+1 555", "whatsapp:+1555")]
    [InlineData("messenger:my-page", "messenger:my-page")]
    [InlineData("abc-def", "abc-def")]
    public async Task Numbers_lose_what_people_write_between_digits_and_other_addresses_stay(string given, string sent)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message(given), Stop);

        twilio.Requests.Single()["To"].Should().Be(sent);
        result.Outcomes.Single().To.Should().Be(sent);
    }

    [Fact]
    public async Task A_number_given_twice_is_sent_to_once_at_its_first_place()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message("+15550000002", "+1 555 000 0001", "+1-555-000-0002", "+15550000001"), Stop);

        result.Outcomes.Select(outcome => outcome.To).Should().Equal("+15550000002", "+15550000001");
        twilio.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("MyBrand-24")]
    [InlineData("12345")]
    [InlineData("whatsapp:+15005550006")]
    public async Task Any_sender_twilio_knows_passes(string from)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(new SmsMessage { From = from, To = [Account.To], Body = "Hello" }, Stop);

        twilio.Requests.Single()["From"].Should().Be(from);
    }

    [Fact]
    public async Task A_messaging_service_given_as_the_sender_is_sent_as_one()
    {
        var service = "MG" + new string('a', 32);
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await services.Sender().SendAsync(new SmsMessage { From = service, To = [Account.To], Body = "Hello" }, Stop);

        twilio.Requests.Single()["MessagingServiceSid"].Should().Be(service);
        twilio.Requests.Single()["From"].Should().BeNull();
    }
}
