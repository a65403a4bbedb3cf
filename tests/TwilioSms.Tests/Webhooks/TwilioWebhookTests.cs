using System.Text;
using CsCheck;

namespace TwilioSms.Tests.Webhooks;

public sealed class TwilioWebhookTests
{
    private const string Token = "12345";
    private const string Address = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Form = "To=%2B18005551212&Digits=1234&CallSid=CA1234567890ABCDE&From=%2B14158675309&Caller=%2B14158675309";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private const string Json = """{"property": "value", "boolean": true}""";
    private const string JsonHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    // Twilio's documentation, "Security", "Explore the algorithm yourself", and its "Validating requests" of earlier editions.
    [Theory]
    [InlineData(
        "https://example.com/myapp.php?foo=1&bar=2",
        "Digits=1234&To=%2B18005551212&From=%2B14158675310&Caller=%2B14158675310&CallSid=CA1234567890ABCDE",
        "L/OH5YylLD5NRKLltdqwSvS0BnU=")]
    [InlineData(
        Address,
        "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212",
        "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")]
    public void The_examples_of_Twilios_documentation_are_genuine(string address, string form, string signature) =>
        Validate(address, form, signature).Should().BeTrue();

    // The cases of twilio-python, tests/unit/test_request_validator.py: the port that Twilio signs is not always the one it was given.
    [Theory]
    [InlineData(Address, Signature)]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", Signature)]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData(Address, "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    public void The_port_counts_with_and_without(string address, string signature) =>
        Validate(address, Form, signature).Should().BeTrue();

    // The same suite, test_compute_signature_duplicate_query_dict.
    [Fact]
    public void A_parameter_given_twice_is_sorted_by_value_and_the_same_pair_counts_once() =>
        Validate(Address, "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234", "IK+Dwps556ElfBT0I3Rgjkr1wJU=")
            .Should().BeTrue();

    // The same suite, test_validation_of_body_succeeds.
    [Fact]
    public void A_body_of_another_kind_is_signed_by_its_hash_in_the_address() =>
        Validate($"{Address}&bodySHA256={JsonHash}", Json, "a9nBmqA0ju/hNViExpshrM61xv4=").Should().BeTrue();

    [Theory]
    [InlineData("""{"property": "value", "boolean": false}""")]
    [InlineData("""{"property": "value", "boolean": true} """)]
    [InlineData("")]
    public void Another_body_under_the_same_address_is_forged(string body) =>
        Validate($"{Address}&bodySHA256={JsonHash}", body, "a9nBmqA0ju/hNViExpshrM61xv4=").Should().BeFalse();

    [Fact]
    public void A_hash_of_the_forgers_own_does_not_help_without_the_token()
    {
        // SHA-256 of nothing.
        const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

        Validate($"{Address}&bodySHA256={Hash}", "", "a9nBmqA0ju/hNViExpshrM61xv4=").Should().BeFalse();
        Validate($"{Address}&bodySHA256={JsonHash}&bodySHA256={Hash}", "", "a9nBmqA0ju/hNViExpshrM61xv4=").Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    [InlineData("\ud800\u0000")]
    public void A_missing_or_another_signature_is_forged(string? signature) => Validate(Address, Form, signature).Should().BeFalse();

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=3")]
    [InlineData("https://mycompany.com/")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2")]
    [InlineData("https://other.com/myapp.php?foo=1&bar=2")]
    [InlineData("")]
    [InlineData("no address at all")]
    [InlineData("https://")]
    [InlineData("https://[::1")]
    [InlineData("https://mycompany.com:1234567890123/myapp.php?foo=1&bar=3")]
    public void Another_address_is_forged(string address) => Validate(address, Form, Signature).Should().BeFalse();

    [Theory]
    [InlineData("To=%2B18005551213&Digits=1234&CallSid=CA1234567890ABCDE&From=%2B14158675309&Caller=%2B14158675309")]
    [InlineData("Digits=1234&CallSid=CA1234567890ABCDE&From=%2B14158675309&Caller=%2B14158675309")]
    [InlineData(Form + "&New=1")]
    [InlineData("")]
    public void Another_form_is_forged(string form) => Validate(Address, form, Signature).Should().BeFalse();

    [Theory]
    [InlineData("https://user:secret@mycompany.com/myapp.php?foo=1&bar=2")]
    [InlineData("https://user:secret@mycompany.com:1234/myapp.php?foo=1&bar=2")]
    public void User_and_password_are_not_signed(string address) => Validate(address, Form, Signature).Should().BeTrue();

    [Fact]
    public void Another_token_is_refused() =>
        TwilioWebhook.Validate("54321", Address, Encoding.UTF8.GetBytes(Form), Signature).Should().BeFalse();

    [Fact]
    public void An_empty_token_is_an_error_of_the_host()
    {
        var validate = () => TwilioWebhook.Validate("", Address, [], "3PsFzIUe+lZoEYiqBZtBbDMdc8A=");

        validate.Should().Throw<ArgumentException>().WithMessage("The auth token is empty*");
    }

    [Fact]
    public void Whatever_order_the_parameters_come_in_the_signature_holds()
    {
        var parameters = Form.Split('&');

        Gen.Shuffle(parameters).Sample(shuffled => Validate(Address, string.Join("&", shuffled), Signature), iter: 200);
    }

    private static bool Validate(string address, string body, string? signature) =>
        TwilioWebhook.Validate(Token, address, Encoding.UTF8.GetBytes(body), signature);
}
