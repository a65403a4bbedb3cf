using System.Security.Cryptography;
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

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2#rc=2&rp=5xx")]
    public void A_fragment_is_not_signed(string address) => Validate(address, Form, Signature).Should().BeTrue();

    [Fact]
    public void A_shared_key_signs_with_another_hash_and_its_own_secret() =>
        Judge(Shared("one"), "key=one,algorithm=HMAC_SHA256", SignedBy("secret of one")).Should().Be(TwilioWebhookVerdict.Genuine);

    [Theory]
    [InlineData("key=two,algorithm=HMAC_SHA256", TwilioWebhookVerdict.MissingSecret)]
    [InlineData("key=one,algorithm=HMAC_SHA512", TwilioWebhookVerdict.UnknownAlgorithm)]
    [InlineData("key=one,algorithm=HMAC_SHA1", TwilioWebhookVerdict.UnknownAlgorithm)]
    [InlineData("key=one", TwilioWebhookVerdict.MalformedSettings)]
    [InlineData("algorithm=HMAC_SHA256", TwilioWebhookVerdict.MalformedSettings)]
    [InlineData("key=one,key=two,algorithm=HMAC_SHA256", TwilioWebhookVerdict.MalformedSettings)]
    [InlineData("key=one,algorithm=HMAC_SHA256,algorithm=HMAC_SHA1", TwilioWebhookVerdict.MalformedSettings)]
    [InlineData("nonsense", TwilioWebhookVerdict.MalformedSettings)]
    public void What_a_shared_key_is_said_to_have_signed_otherwise_is_refused_and_said(string settings, TwilioWebhookVerdict verdict) =>
        Judge(Shared("one"), settings, SignedBy("secret of one")).Should().Be(verdict);

    [Fact]
    public void A_shared_key_does_not_sign_for_another() =>
        Judge(Shared("one", "two"), "key=two,algorithm=HMAC_SHA256", SignedBy("secret of one")).Should().Be(TwilioWebhookVerdict.WrongSignature);

    [Fact]
    public void The_auth_token_does_not_sign_for_a_shared_key_nor_the_key_for_the_token()
    {
        var both = new TwilioWebhookSecrets { AuthTokens = [Token], SharedKeys = Shared("one").SharedKeys };

        Judge(both, "key=one,algorithm=HMAC_SHA256", Signature).Should().Be(TwilioWebhookVerdict.WrongSignature);
        Judge(both, null, SignedBy("secret of one")).Should().Be(TwilioWebhookVerdict.WrongSignature);
        Judge(both, null, Signature).Should().Be(TwilioWebhookVerdict.Genuine);
    }

    [Fact]
    public void Without_an_auth_token_a_request_without_settings_is_refused_and_said() =>
        Judge(Shared("one"), null, Signature).Should().Be(TwilioWebhookVerdict.MissingSecret);

    [Fact]
    public void Any_of_several_tokens_signs_while_they_change_places()
    {
        var secrets = new TwilioWebhookSecrets { AuthTokens = ["the other one", Token] };

        Judge(secrets, null, Signature).Should().Be(TwilioWebhookVerdict.Genuine);
        Judge(secrets, null, null).Should().Be(TwilioWebhookVerdict.MissingSignature);
    }

    [Fact]
    public void A_replaced_body_is_told_from_a_wrong_signature() =>
        TwilioWebhook.Validate(
            new() { AuthTokens = [Token] }, $"{Address}&bodySHA256={JsonHash}", "{}"u8, "a9nBmqA0ju/hNViExpshrM61xv4=", null)
            .Should().Be(TwilioWebhookVerdict.WrongBody);

    [Fact]
    public void The_secrets_of_a_registration_are_its_token_its_further_tokens_and_its_keys()
    {
        var secrets = TwilioWebhookSecrets.Of(new TwilioConnectorOptions
        {
            Token = Token,
            WebhookTokens = ["54321", Token],
            WebhookKeys = new Dictionary<string, string> { ["one"] = "secret of one" },
        });

        secrets.AuthTokens.Should().Equal(Token, "54321");
        secrets.SharedKeys.Should().Contain("one", "secret of one");
        secrets.ToString().Should().NotContain(Token);
        TwilioWebhookSecrets.Of(new TwilioConnectorOptions { ApiKeySid = "SK1", ApiKeySecret = "x" }).AuthTokens.Should().BeEmpty();
    }

    [Fact]
    public void An_empty_shared_key_is_an_error_of_the_host()
    {
        var secrets = new TwilioWebhookSecrets { SharedKeys = new Dictionary<string, string> { ["one"] = "" } };
        var validate = () => Judge(secrets, null, Signature);

        validate.Should().Throw<ArgumentException>().WithMessage("The secret of a shared key is empty*");
    }

    // What Twilio's libraries take for the same address, in one direction or the other.
    [Theory]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://example.com/", "https://example.com")]
    [InlineData("https://Example.COM/sms", "https://example.com/sms")]
    [InlineData("https://example.com/%7euser", "https://example.com/%7euser")]
    [InlineData("https://example.com/sms?text=it's", "https://example.com/sms?text=it%27s")]
    [InlineData("https://example.com:443/sms", "https://example.com/sms")]
    [InlineData("https://example.com/sms", "https://example.com:443/sms")]
    public void An_address_that_was_given_in_another_spelling_is_the_same(string validated, string signed) =>
        TwilioWebhook.Validate(Token, validated, [], Sha1(Token, signed)).Should().BeTrue();

    private static TwilioWebhookSecrets Shared(params string[] ids) => new() { SharedKeys = ids.ToDictionary(id => id, id => "secret of " + id) };

    private static TwilioWebhookVerdict Judge(TwilioWebhookSecrets secrets, string? settings, string? signature) =>
        TwilioWebhook.Validate(secrets, Address, Encoding.UTF8.GetBytes(Form), signature, settings);

    // Written out as Twilio's documentation describes it: the address, then names and values in the order of the names.
    private static string SignedBy(string secret)
    {
        using var hash = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(
            Address + "CallSidCA1234567890ABCDECaller+14158675309Digits1234From+14158675309To+18005551212")));
    }

    private static string Sha1(string secret, string signed)
    {
#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        using var hash = new HMACSHA1(Encoding.UTF8.GetBytes(secret));
#pragma warning restore CA5350
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }

    [Fact]
    public void Of_several_addresses_the_one_that_is_signed_counts()
    {
        var secrets = new TwilioWebhookSecrets { AuthTokens = [Token] };
        var body = Encoding.UTF8.GetBytes(Form);
        string[] addresses = ["https://10.0.0.1/myapp.php?foo=1&bar=2", $"{Address}&bodySHA256={JsonHash}", Address];

        TwilioWebhook.Validate(secrets, addresses, body, Signature, null).Should().Be(TwilioWebhookVerdict.Genuine);
        TwilioWebhook.Validate(secrets, addresses[..2], body, Signature, null).Should().Be(TwilioWebhookVerdict.WrongSignature);
        TwilioWebhook.Validate(secrets, addresses, body, "a9nBmqA0ju/hNViExpshrM61xv4=", null).Should().Be(TwilioWebhookVerdict.WrongBody);
        TwilioWebhook.Validate(secrets, Array.Empty<string>(), body, Signature, null).Should().Be(TwilioWebhookVerdict.WrongSignature);
    }

    // What anybody may send at will must cost little: the form is read once, whatever the number of addresses, spellings and secrets.
    [Fact]
    public void A_long_form_that_is_forged_is_read_once_for_all_addresses_and_secrets()
    {
        var secrets = new TwilioWebhookSecrets { AuthTokens = [Token, "another", "a third"] };
        var addresses = Enumerable.Range(1, 4).Select(host => $"https://{host}.mycompany.com/myapp.php?foo=1").ToArray();
        var body = Encoding.UTF8.GetBytes("Body=" + new string('a', 64 * 1024));
        TwilioWebhook.Validate(secrets, addresses, body, Signature, null).Should().Be(TwilioWebhookVerdict.WrongSignature);

        var before = GC.GetAllocatedBytesForCurrentThread();
        TwilioWebhook.Validate(secrets, addresses, body, Signature, null);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20 * body.Length);
    }

    private static bool Validate(string address, string body, string? signature) =>
        TwilioWebhook.Validate(Token, address, Encoding.UTF8.GetBytes(body), signature);
}
