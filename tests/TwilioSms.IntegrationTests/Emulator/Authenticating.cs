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
    public async Task An_OAuth_client_is_given_a_token_that_opens_the_API_for_its_lifetime()
    {
        Http.AuthenticateWith(null);
        var token = await Http.PostAsync(
            "/v2/token", ("client_id", Twilio.ClientId), ("client_secret", Twilio.ClientSecret), ("grant_type", "client_credentials"));

        (token.Status, token["token_type"], token["expires_in"]).Should().Be((200, "Bearer", "3600"));
        Http.AuthenticateWith("Bearer " + token["access_token"]);
        (await Http.SendAsync()).Status.Should().Be(201);
        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await Http.SendAsync()).Status.Should().Be(201);

        Clock.Advance(TimeSpan.FromSeconds(1));

        var refused = await Http.SendAsync();
        (refused.Status, refused.Code).Should().Be((401, 20003));
    }

    [Theory]
    [InlineData("client_id", 401, 20003)]
    [InlineData("client_secret", 401, 20003)]
    [InlineData("grant_type", 400, 20001)]
    public async Task A_request_for_a_token_that_is_wrong_in_anything_gets_none(string wrong, int status, int code)
    {
        var form = new[] { ("client_id", Twilio.ClientId), ("client_secret", Twilio.ClientSecret), ("grant_type", "client_credentials") };

        var reply = await Http.PostAsync("/v2/token", [.. form.Select(field => (field.Item1, (string?)(field.Item1 == wrong ? "wrong" : field.Item2)))]);

        (reply.Status, reply.Code).Should().Be((status, code));
    }

    [Fact]
    public async Task Further_accounts_have_their_own_token_and_messages_and_numbers()
    {
        const string sid = "AC0123456789abcdef0123456789abcdef";
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.Accounts.Add(new EmulatedAccount(sid, "its token") { OwnedNumbers = { TwilioHttp.From } }),
            TestContext.Current.CancellationToken);
        using var first = new TwilioHttp(twilio);
        using var second = new TwilioHttp(twilio, sid);
        second.Authenticate(sid, "its token");

        (await second.SendAsync()).Status.Should().Be(201);
        var sent = await second.GetAsync(second.Messages);

        (await first.SendAsync()).Code.Should().Be(21660, "the number is the other account's");
        (await first.GetAsync(first.Messages)).Json.GetProperty("messages").GetArrayLength().Should().Be(0);
        sent.Json.GetProperty("messages").GetArrayLength().Should().Be(1);
        second.Authenticate(twilio.AccountSid, twilio.AuthToken);
        (await second.SendAsync()).Code.Should().Be(20003);
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
