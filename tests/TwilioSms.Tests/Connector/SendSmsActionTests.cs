using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Connector;

public sealed class SendSmsActionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_result_maps_message_ids_to_numbers()
    {
        await using var twilio = TwilioStub.Start(request => StubAnswer.Created(TwilioStub.SidOf(request["To"]![^1] - '0'), request["To"]));
        await using var services = Account.Connect(twilio);

        var output = await ActionOf(services).ExecuteAsync(
            """{"smsFrom":"+15005550006","smsTo":["+15550000001","+15550000002"],"smsBody":"Hello"}""", Stop);

        output.Should().Be($$$"""{"smsResult":{"{{{TwilioStub.SidOf(1)}}}":"+15550000001","{{{TwilioStub.SidOf(2)}}}":"+15550000002"}}""");
        twilio.Requests.Should().OnlyContain(request => request["From"] == "+15005550006" && request["Body"] == "Hello");
    }

    [Theory]
    [InlineData("+15550000001,+15550000002")]
    [InlineData("+15550000001; +15550000002;")]
    [InlineData("  +15550000001 +15550000002 ")]
    [InlineData("+15550000001\\n+15550000002\\t,")]
    public async Task Recipients_may_be_one_string(string smsTo)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await ActionOf(services).ExecuteAsync($$"""{"smsFrom":"+15005550006","smsTo":"{{smsTo}}","smsBody":"Hello"}""", Stop);

        twilio.Requests.Select(request => request["To"]).Should().BeEquivalentTo("+15550000001", "+15550000002");
    }

    [Theory]
    [InlineData("""{"name":"Ann"}""")]
    [InlineData("""  "{\"name\":\"Ann\"}" """)]
    public async Task Metadata_is_an_object_or_its_text(string metadata)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await ActionOf(services).ExecuteAsync(
            $$"""{"smsFrom":"+15005550006","smsTo":"+15550000001","smsBody":"Hello ${name}","metadata":{{metadata}}}""", Stop);

        twilio.Requests.Single()["Body"].Should().Be("Hello Ann");
    }

    [Fact]
    public async Task Everything_else_that_a_message_has_may_be_given()
    {
        const string Service = "MG0123456789abcdef0123456789abcdef";
        const string Content = "HX0123456789abcdef0123456789abcdef";
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);
        var sendAt = DateTimeOffset.UtcNow.AddDays(1);

        await ActionOf(services).ExecuteAsync(
            $$"""
            {"smsTo":"+15550000001","messagingServiceSid":"{{Service}}","contentSid":"{{Content}}","contentVariables":{"1":"Ann"},
            "mediaUrls":["https://example.com/a.png","https://example.com/b.png?x=1,2;3"],"statusCallback":"https://example.com/%7estatus",
            "sendAt":"{{sendAt:yyyy-MM-dd'T'HH:mm:ss'Z'}}","validityPeriod":600,"messageIntent":"notifications"}
            """, Stop);

        var sent = twilio.Requests.Single();
        sent["MessagingServiceSid"].Should().Be(Service);
        sent["From"].Should().BeNull();
        sent["Body"].Should().BeNull();
        sent["ContentSid"].Should().Be(Content);
        sent["ContentVariables"].Should().Be("""{"1":"Ann"}""");
        sent.Form.Where(parameter => parameter.Key == "MediaUrl").Select(parameter => parameter.Value).Should().Equal("https://example.com/a.png", "https://example.com/b.png?x=1,2;3");
        sent["StatusCallback"].Should().Be("https://example.com/%7estatus");
        sent["SendAt"].Should().Be(sendAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        sent["ValidityPeriod"].Should().Be("600");
        sent["MessageIntent"].Should().Be("notifications");
    }

    [Theory]
    [InlineData("mediaUrls", "\"https://example.com/a.png\\n https://example.com/b.png\"")]
    [InlineData("validityPeriod", "\"600\"")]
    [InlineData("validityPeriod", "\"00:10:00\"")]
    [InlineData("contentVariables", "null")]
    [InlineData("sendAt", "\" \"")]
    public async Task Further_inputs_have_several_forms(string name, string json)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await ActionOf(services).ExecuteAsync(
            $$"""{"smsFrom":"+15005550006","smsTo":"+15550000001","smsBody":"Hello","{{name}}":{{json}}}""", Stop);

        twilio.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("messagingServiceSid", "7")]
    [InlineData("contentVariables", "[1]")]
    [InlineData("mediaUrls", "\"not-a-url\"")]
    [InlineData("mediaUrls", "[7]")]
    [InlineData("statusCallback", "\"/relative\"")]
    [InlineData("sendAt", "\"2026-12-24T18:00:00\"")]
    [InlineData("sendAt", "\"tomorrow\"")]
    [InlineData("validityPeriod", "1.5")]
    [InlineData("validityPeriod", "\"soon\"")]
    [InlineData("messageIntent", "{}")]
    public async Task A_further_input_of_a_wrong_form_is_refused(string name, string json)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var send = () => ActionOf(services).ExecuteAsync(
            $$"""{"smsFrom":"+15005550006","smsTo":"+15550000001","smsBody":"Hello","{{name}}":{{json}}}""", Stop);

        (await send.Should().ThrowAsync<TwilioInvalidInputException>()).Which.Parameter.Should().StartWith(name);
        twilio.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"smsTo":"+15550000001","smsBody":"Hello","contentSid":"HX0123456789abcdef0123456789abcdef"}""", "smsFrom")]
    [InlineData("""{"smsTo":"+15550000001","messagingServiceSid":"MG0123456789abcdef0123456789abcdef"}""", "smsBody")]
    [InlineData("""{"smsTo":"+15550000001","smsFrom":"+15005550006","mediaUrls":["https://example.com/a.png"]}""", "smsBody")]
    public async Task A_mandatory_input_is_dispensable_only_where_another_takes_its_place(string input, string missing)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var send = () => ActionOf(services).ExecuteAsync(input, Stop);

        (await send.Should().ThrowAsync<TwilioMissingInputException>()).Which.Parameter.Should().Be(missing);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"null\"")]
    public async Task Metadata_may_be_missing(string metadata)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        await ActionOf(services).ExecuteAsync(
            $$"""{"smsFrom":"+15005550006","smsTo":"+15550000001","smsBody":"Hello","metadata":{{metadata}}}""", Stop);

        twilio.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("smsFrom", """{"smsTo":"+1555","smsBody":"Hello"}""")]
    [InlineData("smsFrom", """{"smsFrom":null,"smsTo":"+1555","smsBody":"Hello"}""")]
    [InlineData("smsFrom", """{"smsFrom":"  ","smsTo":"+1555","smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":null,"smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":[],"smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":" , ;","smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":["", " "],"smsBody":"Hello"}""")]
    [InlineData("smsBody", """{"smsFrom":"+1500","smsTo":"+1555"}""")]
    [InlineData("smsBody", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":""}""")]
    [InlineData("smsFrom", "{}")]
    public async Task What_is_absent_null_or_blank_is_MISSING_INPUT(string parameter, string input)
    {
        var error = await RefuseAsync<TwilioMissingInputException>(input);

        error.Code.ToWireName().Should().Be("MISSING_INPUT");
        error.Parameter.Should().Be(parameter);
        error.Message.Should().Contain(parameter);
    }

    [Theory]
    [InlineData("smsFrom", """{"smsFrom":15005550006,"smsTo":"+1555","smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":15551234567,"smsBody":"Hello"}""")]
    [InlineData("smsTo", """{"smsFrom":"+1500","smsTo":{"to":"+1555"},"smsBody":"Hello"}""")]
    [InlineData("smsTo[1]", """{"smsFrom":"+1500","smsTo":["+1555",15551234567],"smsBody":"Hello"}""")]
    [InlineData("smsTo[0]", """{"smsFrom":"+1500","smsTo":[null],"smsBody":"Hello"}""")]
    [InlineData("smsBody", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":42}""")]
    [InlineData("metadata", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":"Hello","metadata":["a"]}""")]
    [InlineData("metadata", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":"Hello","metadata":"[1]"}""")]
    [InlineData("metadata", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":"Hello","metadata":"no JSON"}""")]
    [InlineData("metadata", """{"smsFrom":"+1500","smsTo":"+1555","smsBody":"Hello","metadata":true}""")]
    [InlineData("input", "[]")]
    [InlineData("input", "")]
    [InlineData("input", """{"smsFrom":""")]
    public async Task What_has_the_wrong_type_is_INVALID_INPUT(string parameter, string input)
    {
        var error = await RefuseAsync<TwilioInvalidInputException>(input);

        error.Code.ToWireName().Should().Be("INVALID_INPUT");
        error.Parameter.Should().Be(parameter);
        error.Message.Should().Contain(parameter);
    }

    [Fact]
    public void A_host_reads_the_inputs_and_sends_the_message_itself()
    {
        var message = SendSmsAction.ReadMessage("""{"smsFrom":"+15005550006","smsTo":"+14155550111; +14155550122","smsBody":"Hi"}""");

        message.From.Should().Be("+15005550006");
        message.To.Should().Equal("+14155550111", "+14155550122");
        message.Body.Should().Be("Hi");
        message.IdempotencyKey.Should().BeNull();
    }

    private static SendSmsAction ActionOf(IServiceProvider services) => services.GetRequiredService<SendSmsAction>();

    private static async Task<TException> RefuseAsync<TException>(string input)
        where TException : TwilioConnectorException
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);
        var execute = () => ActionOf(services).ExecuteAsync(input, Stop);

        var error = (await execute.Should().ThrowAsync<TException>()).Which;

        twilio.Requests.Should().BeEmpty("nothing touches the network before validation has succeeded");
        return error;
    }
}
