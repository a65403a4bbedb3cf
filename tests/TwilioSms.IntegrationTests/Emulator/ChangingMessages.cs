using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>What becomes of a message after it was accepted, under a clock that moves only when told.</summary>
public sealed class ChangingMessages : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly RecordedLog log = new();
    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.LoggerFactory = log;
            options.SentAfter = TimeSpan.FromSeconds(10);
            options.DeliveredAfter = TimeSpan.FromSeconds(20);
        });
        http = new TwilioHttp(twilio);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task A_message_is_queued_then_sent_then_delivered()
    {
        var path = await SendAsync();
        clock.Advance(TimeSpan.FromSeconds(9));
        (await http.GetAsync(path))["status"].Should().Be("queued");

        clock.Advance(TimeSpan.FromSeconds(1));
        var sent = await http.GetAsync(path);
        sent["status"].Should().Be("sent");
        sent["date_sent"].Should().Be("Mon, 23 Nov 2026 09:00:10 +0000");
        sent["date_updated"].Should().Be("Mon, 23 Nov 2026 09:00:10 +0000");

        clock.Advance(TimeSpan.FromSeconds(20));
        var delivered = await http.GetAsync(path);
        delivered["status"].Should().Be("delivered");
        delivered["date_sent"].Should().Be("Mon, 23 Nov 2026 09:00:10 +0000");
        delivered["date_updated"].Should().Be("Mon, 23 Nov 2026 09:00:30 +0000");
    }

    [Fact]
    public async Task One_leap_of_the_clock_takes_a_message_all_the_way()
    {
        var path = await SendAsync();

        clock.Advance(TimeSpan.FromHours(1));

        (await http.GetAsync(path))["status"].Should().Be("delivered");
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        var path = await ScheduleAsync("2026-11-23T09:30:00Z");
        clock.Advance(TimeSpan.FromMinutes(29));
        (await http.GetAsync(path))["status"].Should().Be("scheduled");

        clock.Advance(TimeSpan.FromMinutes(1));
        (await http.GetAsync(path))["status"].Should().Be("queued");

        clock.Advance(TimeSpan.FromSeconds(30));
        (await http.GetAsync(path))["status"].Should().Be("delivered");
    }

    [Fact]
    public async Task A_scheduled_message_can_be_cancelled_and_stays_so()
    {
        var path = await ScheduleAsync("2026-11-23T09:30:00Z");

        (await http.PostAsync(path, ("Status", "canceled")))["status"].Should().Be("canceled");

        clock.Advance(TimeSpan.FromDays(1));
        (await http.GetAsync(path))["status"].Should().Be("canceled");
        (await http.PostAsync(path, ("Status", "canceled"))).Code.Should().Be(30409);
    }

    [Fact]
    public async Task A_message_on_its_way_cannot_be_cancelled()
    {
        var path = await SendAsync();

        (await http.PostAsync(path, ("Status", "canceled"))).Code.Should().Be(30409);
        (await http.PostAsync(path, ("Status", "delivered"))).Code.Should().Be(20001);
    }

    [Fact]
    public async Task A_message_that_outlives_its_validity_period_in_the_queue_fails_with_30036()
    {
        var path = await SendAsync(("ValidityPeriod", "9"));

        clock.Advance(TimeSpan.FromSeconds(9));

        var failed = await http.GetAsync(path);
        failed["status"].Should().Be("failed");
        failed["error_code"].Should().Be("30036");
        failed["error_message"].Should().Be("Validity Period Expired");
    }

    [Fact]
    public async Task A_completed_message_can_be_redacted()
    {
        var path = await SendAsync();
        (await http.PostAsync(path, ("Body", ""))).Code.Should().Be(20009);
        clock.Advance(TimeSpan.FromMinutes(1));

        (await http.PostAsync(path, ("Body", "other words"))).Code.Should().Be(20001);
        (await http.PostAsync(path, ("Body", "")))["body"].Should().BeEmpty();
        (await http.GetAsync(path))["body"].Should().BeEmpty();
    }

    [Fact]
    public async Task A_completed_message_can_be_deleted()
    {
        var path = await SendAsync();
        (await http.RequestAsync(HttpMethod.Delete, path)).Status.Should().Be(409);
        clock.Advance(TimeSpan.FromMinutes(1));

        (await http.RequestAsync(HttpMethod.Delete, path)).Status.Should().Be(204);
        log.Problems.Should().BeEmpty("a 204 ends an exchange like any other");

        (await http.GetAsync(path)).Status.Should().Be(404);
        (await http.GetAsync(http.Messages)).Json.GetProperty("messages").GetArrayLength().Should().Be(0);
        twilio.Messages.Should().BeEmpty();
    }

    private async Task<string> SendAsync(params (string, string?)[] parameters) => Path(await http.SendAsync(parameters));

    private async Task<string> ScheduleAsync(string sendAt) => Path(await http.SendAsync(
        ("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("ScheduleType", "fixed"), ("SendAt", sendAt)));

    private string Path(TwilioHttp.Reply reply) => $"{http.Account}/Messages/{reply.Sid}.json";
}
