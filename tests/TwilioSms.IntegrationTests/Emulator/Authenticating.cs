using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class Authenticating : IAsyncLifetime
{
    private TwilioEmulator _twilio = null!;
    private TwilioHttp _http = null!;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioEmulator.StartAsync();
        _http = new TwilioHttp(_twilio);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _twilio.DisposeAsync();
    }

    [Fact]
    public async Task The_account_authenticates_with_its_token()
    {
        _http.Authenticate(_twilio.AccountSid, _twilio.AuthToken);

        (await _http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task An_API_key_authenticates_with_its_secret()
    {
        _http.Authenticate(_twilio.ApiKeySid, _twilio.ApiKeySecret);

        (await _http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_with_401_and_20003()
    {
        foreach (var user in new[] { _twilio.AccountSid, _twilio.ApiKeySid, "AC00000000000000000000000000000000" })
        {
            _http.Authenticate(user, "wrong");

            var reply = await _http.SendAsync();

            (reply.Status, reply.Code).Should().Be((401, 20003));
            reply.Headers["WWW-Authenticate"].Should().Be("Basic realm=\"Twilio API\"");
        }

        _twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task The_token_and_the_key_are_not_interchangeable()
    {
        _http.Authenticate(_twilio.AccountSid, _twilio.ApiKeySecret);
        (await _http.SendAsync()).Code.Should().Be(20003);

        _http.Authenticate(_twilio.ApiKeySid, _twilio.AuthToken);
        (await _http.SendAsync()).Code.Should().Be(20003);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer abc")]
    public async Task Missing_or_unreadable_credentials_are_answered_with_401_and_20003(string? header)
    {
        _http.AuthenticateWith(header);

        var reply = await _http.GetAsync(_http.Messages);

        (reply.Status, reply.Code).Should().Be((401, 20003));
    }

    [Fact]
    public async Task Another_account_in_the_path_is_answered_with_401_and_20003()
    {
        var reply = await _http.GetAsync("/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json");

        (reply.Status, reply.Code).Should().Be((401, 20003));
    }

    [Fact]
    public async Task An_account_SID_that_is_none_is_not_found()
    {
        var reply = await _http.GetAsync("/2010-04-01/Accounts/invalid_sid/Messages.json");

        (reply.Status, reply.Code).Should().Be((404, 20404));
        reply["message"].Should().Be("The requested resource /2010-04-01/Accounts/invalid_sid/Messages.json was not found");
    }

    [Fact]
    public async Task The_credentials_of_one_emulator_do_not_open_another()
    {
        await using var other = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(other);
        http.Authenticate(_twilio.AccountSid, _twilio.AuthToken);

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
