using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>What a look-up of lost answers meets at Twilio: a clock of its own, a list that lags, numbers that are not kept as they were given.</summary>
public sealed class LaggingLists : EmulatorTest
{
    [Fact]
    public async Task Every_answer_tells_the_emulator_s_time()
    {
        Clock.Advance(TimeSpan.FromDays(3));

        var replies = new[] { await Http.SendAsync(), await Http.SendAsync(("To", "123")), await Http.GetAsync(Http.Messages) };

        replies.Should().AllSatisfy(reply => reply.Headers["Date"].Should().Be("Thu, 26 Nov 2026 09:30:15 GMT"));
        replies[0]["date_created"].Should().Be("Thu, 26 Nov 2026 09:30:15 +0000");
    }

    [Fact]
    public async Task A_message_is_missing_from_the_list_for_as_long_as_it_lags()
    {
        Twilio.ListDelay = TimeSpan.FromMinutes(5);
        var sent = await Http.SendAsync();
        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        (await ListedAsync()).Should().BeEmpty();
        (await Http.GetAsync($"{Http.Account}/Messages/{sent.Sid}.json")).Status.Should().Be(200);

        Clock.Advance(TimeSpan.FromSeconds(1));
        (await ListedAsync()).Should().Equal(sent["to"]);
    }

    [Fact]
    public async Task A_list_may_never_catch_up()
    {
        Twilio.ListDelay = Timeout.InfiniteTimeSpan;
        await Http.SendAsync();
        Clock.Advance(TimeSpan.FromDays(400));

        (await ListedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_are_forgotten_when_their_time_is_over_and_another_comes()
    {
        await using var twilio = await StartAsync(options => (options.TimeProvider, options.Retention) = (Clock, TimeSpan.FromHours(1)));
        using var http = new TwilioHttp(twilio);
        foreach (var to in new[] { "+14155550121", "+14155550122", "+14155550123" })
        {
            await http.SendAsync(("To", to));
            Clock.Advance(TimeSpan.FromMinutes(40));
        }

        (await ListedAsync(http: http)).Should().Equal("+14155550123", "+14155550122");
        twilio.Messages.Select(message => message.To).Should().Equal("+14155550122", "+14155550123");
    }

    [Fact]
    public async Task A_recipient_that_is_not_to_be_kept_is_redacted_and_not_found_by_its_number()
    {
        var sent = await Http.SendAsync(("AddressRetention", "obfuscate"));

        sent["to"].Should().Be(TwilioHttp.To);
        (await Http.GetAsync($"{Http.Account}/Messages/{sent.Sid}.json"))["to"].Should().Be("+1415555XXXX");
        (await ListedAsync()).Should().Equal("+1415555XXXX");
        (await ListedAsync("?To=" + Uri.EscapeDataString(TwilioHttp.To))).Should().BeEmpty();
        Twilio.Messages.Should().ContainSingle().Which.To.Should().Be(TwilioHttp.To, "a test sees what was sent");
    }

    [Fact]
    public async Task An_account_may_redact_every_recipient_but_where_the_message_says_otherwise()
    {
        await using var twilio = await StartAsync(options => options.RedactNumbers = true);
        using var http = new TwilioHttp(twilio);
        await http.SendAsync();
        await http.SendAsync(("AddressRetention", "retain"));

        (await ListedAsync(http: http)).Should().Equal(TwilioHttp.To, "+1415555XXXX");
    }

    [Fact]
    public async Task A_recipient_may_be_kept_as_another_number()
    {
        await using var twilio = await StartAsync(options => options.RewriteRecipient =
            static to => to.StartsWith("+521", StringComparison.Ordinal) ? string.Concat("+52", to.AsSpan(4)) : to);
        using var http = new TwilioHttp(twilio);

        var sent = await http.SendAsync(("To", "+5215512345678"));

        sent["to"].Should().Be("+525512345678");
        (await ListedAsync("?To=%2B5215512345678", http)).Should().BeEmpty();
        (await ListedAsync("?To=%2B525512345678", http)).Should().HaveCount(1);
    }

    private static Task<TwilioEmulator> StartAsync(Action<TwilioEmulatorOptions> configure) =>
        TwilioEmulator.StartAsync(configure, TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string?>> ListedAsync(string query = "", TwilioHttp? http = null)
    {
        http ??= Http;
        return (await http.GetAsync(http.Messages + query)).Json.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("to").GetString());
    }
}
