using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class Authenticating : EmulatorTest
{
    [Fact]
    public async Task The_account_authenticates_with_its_token()
    {
        Http.Authenticate(Twilio.AccountSid, Twilio.AuthToken);

        (await Http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task An_API_key_authenticates_with_its_secret()
    {
        Http.Authenticate(Twilio.ApiKeySid, Twilio.ApiKeySecret);

        (await Http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_with_401_and_20003()
    {
        foreach (var user in new[] { Twilio.AccountSid, Twilio.ApiKeySid, "AC00000000000000000000000000000000" })
        {
            Http.Authenticate(user, "wrong");

            var reply = await Http.SendAsync();

            (reply.Status, reply.Code).Should().Be((401, 20003));
            reply.Headers["WWW-Authenticate"].Should().Be("Basic realm=\"Twilio API\"");
        }

        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task The_token_and_the_key_are_not_interchangeable()
    {
        Http.Authenticate(Twilio.AccountSid, Twilio.ApiKeySecret);
        (await Http.SendAsync()).Code.Should().Be(20003);

        Http.Authenticate(Twilio.ApiKeySid, Twilio.AuthToken);
        (await Http.SendAsync()).Code.Should().Be(20003);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer abc")]
    public async Task Missing_or_unreadable_credentials_are_answered_with_401_and_20003(string? header)
    {
        Http.AuthenticateWith(header);

        var reply = await Http.GetAsync(Http.Messages);

        (reply.Status, reply.Code).Should().Be((401, 20003));
    }

    [Fact]
    public async Task Another_account_in_the_path_is_answered_with_401_and_20003()
    {
        var reply = await Http.GetAsync("/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json");

        (reply.Status, reply.Code).Should().Be((401, 20003));
    }

    [Fact]
    public async Task An_account_SID_that_is_none_is_not_found()
    {
        var reply = await Http.GetAsync("/2010-04-01/Accounts/invalid_sid/Messages.json");

        (reply.Status, reply.Code).Should().Be((404, 20404));
        reply["message"].Should().Be("The requested resource /2010-04-01/Accounts/invalid_sid/Messages.json was not found");
    }

    [Fact]
    public async Task The_credentials_of_one_emulator_do_not_open_another()
    {
        await using var other = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(other);
        http.Authenticate(Twilio.AccountSid, Twilio.AuthToken);

        (await http.SendAsync()).Status.Should().Be(401);
    }

    [Fact]
    public async Task An_option_that_is_invalid_is_named_and_not_printed()
    {
        var start = () => TwilioEmulator.StartAsync(options => options.AccountSid = "secret");

        (await start.Should().ThrowAsync<ArgumentException>()).WithMessage("AccountSid has to be*")
            .Which.Message.Should().NotContain("secret");
    }
}
