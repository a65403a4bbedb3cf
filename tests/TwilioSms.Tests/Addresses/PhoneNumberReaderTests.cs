using TwilioSms.PhoneNumbers;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Addresses;

public sealed class PhoneNumberReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0151 23456789", "+4915123456789")]
    [InlineData("0151/23456789", "+4915123456789")]
    [InlineData("+49 (0) 151 23456789", "+4915123456789")]
    [InlineData("0049 151 23456789", "+4915123456789")]
    [InlineData("+1 415 555 2671", "+14155552671")]
    [InlineData("whatsapp:0151 23456789", "whatsapp:+4915123456789")]
    [InlineData("messenger:0151", "messenger:0151")]
    public async Task National_numbers_are_those_of_the_default_region(string given, string sent)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder => builder.UsePhoneNumbers("DE"));

        await services.Sender().SendAsync(Account.Message(given), Stop);

        twilio.Requests.Single()["To"].Should().Be(sent);
    }

    [Theory]
    [InlineData("+49 151")]
    [InlineData("0151 2345678901234567890")]
    [InlineData("+999 1234567")]
    [InlineData("+1 415 555")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_number_that_no_country_has_is_told_before_anything_is_sent(string given)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder => builder.UsePhoneNumbers("DE"));

        var send = () => services.Sender().SendAsync(Account.Message(Account.From, given), Stop);

        var error = (await send.Should().ThrowAsync<TwilioConnectorException>()).Which;
        error.Code.Should().Be(given.Length == 0 ? SmsErrorCode.InvalidInput : SmsErrorCode.InvalidToPhoneNumberError);
        error.Message.Should().StartWith("To[1] is ").And.EndWith(".").And.NotContainAny("151", "415", "999", "nobody");
        twilio.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Recipients_are_the_same_once_they_have_been_read()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder => builder.UsePhoneNumbers("DE"));

        var result = await services.Sender().SendAsync(Account.Message("0151 23456789", "+49 151 23456789", "0049151/23456789"), Stop);

        result.Outcomes.Should().ContainSingle().Which.To.Should().Be("+4915123456789");
    }

    [Theory]
    [InlineData("0151 23456789", "+4915123456789")]
    [InlineData("12345", "12345")]
    [InlineData("MyBrand", "MyBrand")]
    [InlineData("MG0123456789abcdef0123456789abcdef", null)]
    public void Senders_are_read_where_they_are_numbers(string given, string? from) =>
        SmsSenderAddress.Of(new SmsMessage { From = given }, new TwilioConnectorOptions { PhoneNumbers = new PhoneNumberReader("DE") })
            .From.Should().Be(from);

    [Fact]
    public void Without_a_region_only_international_numbers_are_read()
    {
        var options = new TwilioConnectorOptions { PhoneNumbers = new PhoneNumberReader() };

        SmsAddress.Normalize("+49 151 23456789", options).Should().Be("+4915123456789");
        FluentActions.Invoking(() => SmsAddress.Normalize("0151 23456789", options))
            .Should().Throw<TwilioToNumberException>().WithMessage("*country code*");
    }

    [Fact]
    public void A_region_that_is_none_is_refused_at_once() =>
        FluentActions.Invoking(() => new PhoneNumberReader("Germany")).Should().Throw<ArgumentException>().WithMessage("*DE*");
}
