using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class FailingDeliveries : EmulatorTest
{
    [Theory]
    [InlineData(30003, "undelivered", "Unreachable destination handset")]
    [InlineData(30034, "undelivered", "US A2P 10DLC - Message from an Unregistered Number")]
    [InlineData(30001, "failed", "Queue overflow")]
    [InlineData(20504, "failed", "Twilio Internal Error")]
    [InlineData(30999, "undelivered", "The message was not delivered")]
    public async Task A_number_can_be_made_to_fail_with_a_code(int code, string status, string message)
    {
        Twilio.Deliveries.DeliverAs("+1 (415) 555-0111", code);
        var sent = await Http.SendAsync();
        var other = await Http.SendAsync(("To", "+14155550122"));
        Clock.Advance(TimeSpan.FromMinutes(1));

        var failed = await ReadAsync(sent);
        (failed["status"], failed["error_code"], failed["error_message"]).Should().Be((status, $"{code}", message));
        (await ReadAsync(other))["status"].Should().Be("delivered");

        Twilio.Deliveries.DeliverAs(TwilioHttp.To, null);
        var again = await Http.SendAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await ReadAsync(again))["status"].Should().Be("delivered");
    }

    [Fact]
    public async Task A_script_says_which_messages_fail_and_how_many()
    {
        Twilio.Deliveries.Fail(30007, messages: 2, when: message => message.Body.StartsWith("Sale", StringComparison.Ordinal));
        Twilio.Deliveries.Fail(30008, messages: 1);
        foreach (var body in new[] { "Sale 1", "Hello", "Sale 2", "Sale 3", "Bye" })
        {
            await Http.SendAsync(("Body", body));
        }

        Clock.Advance(TimeSpan.FromMinutes(1));

        Twilio.Messages.Select(message => message.ErrorCode).Should().Equal(30007, 30008, 30007, null, null);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_posted_as_Twilio_posts_it()
    {
        await using var webhook = await WebhookListener.StartAsync();
        Twilio.Deliveries.Fail(30003, messages: 1);
        Twilio.Deliveries.Fail(30001, messages: 1);
        await Http.SendAsync(("StatusCallback", webhook.Address));
        Clock.Advance(TimeSpan.FromMinutes(1));

        (await webhook.NextAsync()).Form["MessageStatus"].Should().Be("sent");
        var undelivered = (await webhook.NextAsync()).Form;
        (undelivered["MessageStatus"], undelivered["ErrorCode"], undelivered["RawDlrDoneDate"]).Should().Be(("undelivered", "30003", "2611230930"));

        await Http.SendAsync(("StatusCallback", webhook.Address));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var failed = (await webhook.NextAsync()).Form;
        (failed["MessageStatus"], failed["ErrorCode"]).Should().Be(("failed", "30001"));
    }

    [Theory]
    [InlineData("+14155550111", null, 201)]
    [InlineData("+493012345678", null, 400)]
    [InlineData("+493012345678", "true", 201)]
    public async Task A_landline_is_tried_where_Twilio_tries_and_refused_elsewhere(string to, string? force, int status)
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                options.TimeProvider = Clock;
                options.Landlines.Add(to);
            },
            TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);

        var reply = await http.SendAsync(("To", to), ("ForceDelivery", force));
        Clock.Advance(TimeSpan.FromMinutes(1));

        reply.Status.Should().Be(status);
        if (status == 201)
        {
            twilio.Messages.Should().ContainSingle().Which.ErrorCode.Should().Be(30006);
        }
        else
        {
            reply.Code.Should().Be(21635);
        }
    }

    [Theory]
    [InlineData(21610)]
    [InlineData(0)]
    public void A_code_of_no_delivery_is_refused(int code) =>
        FluentActions.Invoking(() => Twilio.Deliveries.Fail(code)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public async Task The_clock_can_be_put_forward()
    {
        var sent = await Http.SendAsync();

        Twilio.ForwardClock(TimeSpan.FromDays(1));

        var read = await ReadAsync(sent);
        read["status"].Should().Be("delivered");
        read.Headers["Date"].Should().Be("Tue, 24 Nov 2026 09:30:15 GMT");
        FluentActions.Invoking(() => Twilio.ForwardClock(TimeSpan.FromSeconds(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private Task<TwilioHttp.Reply> ReadAsync(TwilioHttp.Reply sent) => Http.GetAsync($"{Http.Account}/Messages/{sent.Sid}.json");
}
