using System.Net;
using System.Text;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class SchedulingFaults : EmulatorTest
{
    [Fact]
    public async Task Without_faults_nothing_goes_wrong() => (await Http.SendAsync()).Status.Should().Be(201);

    [Fact]
    public async Task A_fault_befalls_the_next_request_and_no_other()
    {
        Twilio.Faults.Add(Fault.Respond(503));

        (await Http.SendAsync()).Status.Should().Be(503);
        (await Http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task A_fault_befalls_as_many_requests_as_it_was_told()
    {
        Twilio.Faults.Add(Fault.Respond(503), requests: 2);

        (await StatusesAsync(3)).Should().Equal(503, 503, 201);
    }

    [Fact]
    public async Task A_fault_befalls_matching_requests_only()
    {
        Twilio.Faults.Add(Fault.Respond(503), when: request => request.To == "+14155550122" && request.Method == "POST");

        (await Http.SendAsync()).Status.Should().Be(201);
        (await Http.SendAsync(("To", "+14155550122"))).Status.Should().Be(503);
    }

    [Fact]
    public async Task Of_several_faults_the_first_scheduled_comes_first()
    {
        Twilio.Faults.Add(Fault.Respond(500));
        Twilio.Faults.Add(Fault.Respond(502));

        (await StatusesAsync(3)).Should().Equal(500, 502, 201);
    }

    [Fact]
    public async Task A_lasting_fault_ends_when_the_schedule_is_cleared()
    {
        Twilio.Faults.Add(Fault.Respond(503), requests: int.MaxValue);
        (await StatusesAsync(5)).Should().AllBeEquivalentTo(503);

        Twilio.Faults.Clear();

        (await Http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task Any_status_body_and_header_can_be_answered()
    {
        Twilio.Faults.Add(Fault.Respond(
            502, new FaultResponse { Body = "<h1>Bad gateway</h1>", ContentType = "text/html", Headers = [new("X-Gateway", "1")] }));

        var reply = await Http.SendAsync();

        (reply.Status, reply.Body, reply.Headers["Content-Type"]).Should().Be((502, "<h1>Bad gateway</h1>", "text/html"));
        reply.Headers["X-Gateway"].Should().Be("1");
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_gateway_can_fail_after_the_message_was_recorded()
    {
        Twilio.Faults.Add(Fault.Respond(504, new FaultResponse { Record = true }));

        (await Http.SendAsync()).Status.Should().Be(504);
        Twilio.Messages.Should().HaveCount(1);
    }

    [Fact]
    public async Task Twilio_s_own_errors_can_be_scheduled()
    {
        Twilio.Faults.Add(Fault.RespondError(30410, 503, "Provider timed out"));

        var reply = await Http.SendAsync();

        (reply.Status, reply.Code, reply["message"]).Should().Be((503, 30410, "Provider timed out"));
    }

    [Fact]
    public async Task Too_many_requests_come_with_and_without_a_time_to_wait()
    {
        Twilio.Faults.Add(Fault.TooManyRequests());
        Twilio.Faults.Add(Fault.TooManyRequests(TimeSpan.FromSeconds(1.5)));

        var without = await Http.SendAsync();
        var with = await Http.SendAsync();

        (without.Status, without.Code).Should().Be((429, 20429));
        without.Headers.Should().NotContainKey("Retry-After");
        (with.Status, with.Headers["Retry-After"]).Should().Be((429, "2"));
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_can_break_before_the_message_is_recorded()
    {
        Twilio.Faults.Add(Fault.ResetBeforeRecording());

        await FluentActions.Awaiting(() => Http.SendAsync()).Should().ThrowAsync<HttpRequestException>();
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_can_break_after_the_message_was_recorded()
    {
        Twilio.Faults.Add(Fault.ResetAfterRecording());

        await FluentActions.Awaiting(() => Http.SendAsync()).Should().ThrowAsync<HttpRequestException>();
        Twilio.Messages.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_connection_can_end_in_the_middle_of_the_answer()
    {
        Twilio.Faults.Add(Fault.CloseInBody(20));

        await FluentActions.Awaiting(() => Http.SendAsync()).Should().ThrowAsync<HttpRequestException>();
        Twilio.Messages.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_answer_can_be_cut_short()
    {
        var whole = await Http.SendAsync();
        Twilio.Faults.Add(Fault.TruncateBody(20));

        var cut = await Http.SendAsync();

        cut.Status.Should().Be(201);
        cut.Body.Should().HaveLength(20).And.Be(whole.Body[..20]);
        Twilio.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_answer_can_be_garbage()
    {
        Twilio.Faults.Add(Fault.GarbageBody());

        var reply = await Http.SendAsync();

        reply.Status.Should().Be(201);
        reply.Body.Should().NotBeEmpty().And.Match(body => body.All(character => character == '\uFFFD'));
        Twilio.Messages.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_answer_can_drip()
    {
        Twilio.Faults.Add(Fault.SlowBody(7, TimeSpan.FromSeconds(1)));
        using var client = new HttpClient { BaseAddress = Twilio.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, Http.Messages);
        request.Headers.TryAddWithoutValidation(
            "Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Twilio.AccountSid}:{Twilio.AuthToken}")));
        request.Content = new FormUrlEncodedContent([new("To", TwilioHttp.To), new("From", TwilioHttp.From), new("Body", "Hello")]);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.Created);

        // The clock stands still, so the second drop cannot have fallen yet.
        var buffer = new byte[1000];
        (await body.ReadAsync(buffer, TestContext.Current.CancellationToken)).Should().Be(7);

        var rest = body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(rest, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_answer_can_be_late()
    {
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMinutes(1)));

        var sending = Http.SendAsync();
        await RecordedAsync();
        sending.IsCompleted.Should().BeFalse();

        await AdvanceUntilAsync(sending, TimeSpan.FromMinutes(1));
        (await sending).Status.Should().Be(201);
    }

    [Fact]
    public async Task A_client_that_gives_up_on_a_late_request_has_sent_nothing()
    {
        Twilio.Faults.Add(Fault.DelayBeforeRecording(Timeout.InfiniteTimeSpan));
        using var client = new HttpClient { BaseAddress = Twilio.BaseAddress, Timeout = TimeSpan.FromMilliseconds(200) };

        await FluentActions.Awaiting(() => client.GetAsync(new Uri(Http.Messages, UriKind.Relative), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<TaskCanceledException>();
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task An_emulator_stops_with_requests_still_waiting()
    {
        Twilio.Faults.Add(Fault.DelayAfterRecording(Timeout.InfiniteTimeSpan));
        var sending = Http.SendAsync();
        await RecordedAsync();

        await Twilio.DisposeAsync();

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<HttpRequestException>();
    }

    private async Task<IReadOnlyList<int>> StatusesAsync(int requests)
    {
        var statuses = new List<int>();
        for (var i = 0; i < requests; i++)
        {
            statuses.Add((await Http.SendAsync()).Status);
        }

        return statuses;
    }

    private async Task RecordedAsync()
    {
        await foreach (var _ in Twilio.WatchAsync(TestContext.Current.CancellationToken))
        {
            return;
        }
    }

    /// <summary>The wait begins at a moment the test cannot see, so the clock moves on until it has ended.</summary>
    private async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(step);
            await Task.WhenAny(task, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        await task;
    }
}
