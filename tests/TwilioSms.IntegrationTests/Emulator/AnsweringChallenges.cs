using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Callbacks to addresses with a user, a password or a fragment, and their signatures (Twilio's "Secure webhooks").</summary>
public sealed partial class AnsweringChallenges : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private WebhookListener webhook = null!;
    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;

    public async ValueTask InitializeAsync()
    {
        webhook = await WebhookListener.StartAsync();
        twilio = await TwilioEmulator.StartAsync(options => options.TimeProvider = clock);
        http = new TwilioHttp(twilio);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
        await webhook.DisposeAsync();
    }

    [Fact]
    public async Task A_Basic_challenge_is_answered_and_neither_request_signs_the_password()
    {
        webhook.Challenge = "Basic realm=\"status\"";
        await SendAsync(webhook.Address.Replace("http://", "http://ann:p%40ss@", StringComparison.Ordinal) + "status?order=7#part");

        var first = await webhook.NextAsync();
        first.Authorization.Should().BeEmpty("Twilio shows its password only when asked");
        var second = await webhook.NextAsync();

        second.Authorization.Should().Be("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:p@ss")));
        second.Target.Should().Be("/status?order=7");
        var signature = TwilioSignature.Of(twilio.AuthToken, webhook.Address + "status?order=7", first.Form);
        first.Signature.Should().Be(signature);
        second.Signature.Should().Be(signature);
        second.Form.Should().Equal(first.Form);
    }

    [Fact]
    public async Task A_Digest_challenge_is_answered()
    {
        webhook.Challenge = "Digest realm=\"status\", nonce=\"abc123\", qop=\"auth\", algorithm=MD5";
        await SendAsync(webhook.Address.Replace("http://", "http://ann:secret@", StringComparison.Ordinal) + "status");

        (await webhook.NextAsync()).Authorization.Should().BeEmpty();
        var answer = (await webhook.NextAsync()).Authorization;

        answer.Should().StartWith("Digest ");
        Part(answer, "username").Should().Be("ann");
        // RFC 2617, 3.2.2: the password itself is never told.
        var expected = Md5($"{Md5("ann:status:secret")}:abc123:{Part(answer, "nc")}:{Part(answer, "cnonce")}:auth:{Md5("POST:/status")}");
        Part(answer, "response").Should().Be(expected);
    }

    [Fact]
    public async Task Without_a_password_in_the_address_a_challenge_is_a_failure_like_any_other()
    {
        webhook.Challenge = "Basic realm=\"status\"";
        await SendAsync(webhook.Address);

        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("sent");
        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("delivered");
    }

    [Fact]
    public async Task A_fragment_is_no_part_of_what_is_called_and_signed()
    {
        await SendAsync(webhook.Address + "status#user@part");

        var post = await webhook.NextAsync();

        post.Signature.Should().Be(TwilioSignature.Of(twilio.AuthToken, webhook.Address + "status", post.Form));
    }

    [Fact]
    public async Task A_shared_key_signs_in_place_of_the_token_until_it_is_taken_away()
    {
        twilio.WebhookSharedKey = new WebhookSharedKey("WK123", "a shared secret");
        await SendAsync(webhook.Address);

        var post = await webhook.NextAsync();

        post.SignatureSettings.Should().Be("key=WK123,algorithm=HMAC_SHA256");
        post.Signature.Should().Be(TwilioSignature.OfSharedKey("a shared secret", webhook.Address, post.Form));
        await webhook.NextAsync();
        twilio.WebhookSharedKey = null;
        await SendAsync(webhook.Address);
        var plain = await webhook.NextAsync();
        plain.SignatureSettings.Should().BeEmpty();
        plain.Signature.Should().Be(TwilioSignature.Of(twilio.AuthToken, webhook.Address, plain.Form));
    }

    [Fact]
    public void A_shared_key_does_not_print_its_secret() =>
        new WebhookSharedKey("WK123", "a shared secret").ToString().Should().Be("WK123");

    private async Task SendAsync(string callback)
    {
        (await http.SendAsync(("StatusCallback", callback))).Status.Should().Be(201);
        clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static string Part(string header, string name) =>
        PartPattern().Matches(header).Single(match => match.Groups[1].Value == name).Groups[2].Value;

    [SuppressMessage("Security", "CA5351", Justification = "The scheme is defined with MD5.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("(\\w+)=\"?([^\",]*)")]
    private static partial Regex PartPattern();
}
