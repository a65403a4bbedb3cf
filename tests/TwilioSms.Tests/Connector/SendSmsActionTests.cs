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
        var error = await RefuseAsync<SmsMissingInputException>(input);

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
        var error = await RefuseAsync<SmsInvalidInputException>(input);

        error.Code.ToWireName().Should().Be("INVALID_INPUT");
        error.Parameter.Should().Be(parameter);
        error.Message.Should().Contain(parameter);
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
