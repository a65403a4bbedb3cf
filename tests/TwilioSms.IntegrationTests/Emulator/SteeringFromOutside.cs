using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>A test in another process steers the emulator by its control API; <see cref="TwilioEmulatorClient"/> is that API in .NET.</summary>
public sealed class SteeringFromOutside : IAsyncLifetime
{
    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;
    private TwilioEmulatorClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(cancellationToken: Cancellation);
        http = new TwilioHttp(twilio);
        client = new TwilioEmulatorClient(twilio.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        http.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_is_waited_for_comes_as_it_was_sent()
    {
        var waiting = client.WaitForMessageAsync(TwilioHttp.To, containing: "314159", cancellationToken: Cancellation);
        await http.SendAsync(("Body", "Another"));
        await http.SendAsync(("Body", "Your code is 314159."), ("StatusCallback", "http://127.0.0.1:1/"));

        var message = await waiting;

        message.Should().BeEquivalentTo(twilio.Messages[1], options => options.Excluding(m => m.Status).Excluding(m => m.DateUpdated).Excluding(m => m.DateSent));
        (await twilio.WaitForMessageAsync(TwilioHttp.To, containing: "314159", cancellationToken: Cancellation)).Sid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task A_message_that_does_not_come_is_told_with_what_came_in_its_place()
    {
        var sent = await http.SendAsync(("Body", "Another"));

        var outside = () => client.WaitForMessagesAsync(1, new() { To = TwilioHttp.To, Containing = "314159" }, TimeSpan.FromSeconds(1), Cancellation);
        var inside = () => twilio.WaitForMessagesAsync(1, new() { To = TwilioHttp.To, Containing = "314159" }, TimeSpan.FromMilliseconds(1), Cancellation);
        var nothing = () => twilio.WaitForMessagesAsync(1, new() { To = "+14155550199" }, TimeSpan.FromMilliseconds(1), Cancellation);

        foreach (var wait in new[] { outside, inside })
        {
            (await wait.Should().ThrowAsync<TimeoutException>()).Which.Message
                .Should().Match($"No message to the number containing the text came within * s. To the number came: {sent.Sid} *.")
                .And.NotContain("314159").And.NotContain(TwilioHttp.To);
        }

        (await nothing.Should().ThrowAsync<TimeoutException>()).WithMessage("*Nothing came to the number at all*");
    }

    [Fact]
    public async Task So_many_messages_are_waited_for_and_filtered()
    {
        var waiting = client.WaitForMessagesAsync(3, new() { From = TwilioHttp.From }, cancellationToken: Cancellation);
        for (var i = 0; i < 3; i++)
        {
            await http.SendAsync(("Body", i.ToString(CultureInfo.InvariantCulture)));
        }

        (await waiting).Select(message => message.Body).Should().Equal("0", "1", "2");
        (await client.GetMessagesAsync(new() { Containing = "1" }, Cancellation)).Should().ContainSingle();
        (await client.GetMessagesAsync(new() { To = "+14155550199" }, Cancellation)).Should().BeEmpty();
        (await client.GetMessagesAsync(new() { Status = EmulatedMessageStatus.Failed }, Cancellation)).Should().BeEmpty();
        await FluentActions.Awaiting(() => client.WaitForMessagesAsync(4, new(), TimeSpan.FromSeconds(1), Cancellation))
            .Should().ThrowAsync<TimeoutException>().WithMessage("3 of 4 messages came within 1 s.");
    }

    [Fact]
    public async Task A_phone_writes_and_opts_out()
    {
        var received = await client.ReceiveAsync(TwilioHttp.To, TwilioHttp.From, "STOP", cancellationToken: Cancellation);

        received.Direction.Should().Be(EmulatedMessageDirection.Inbound);
        (await client.GetMessagesAsync(new() { Direction = EmulatedMessageDirection.Inbound }, Cancellation)).Should().ContainSingle().Which.Sid.Should().Be(received.Sid);
        (await http.SendAsync()).Code.Should().Be(21610);
        await client.ResetAsync(Cancellation);
        (await http.SendAsync()).Status.Should().Be(201);
        twilio.Messages.Should().ContainSingle();
    }

    [Fact]
    public async Task Faults_and_deliveries_and_the_clock_are_set()
    {
        await client.AddFaultAsync(new() { Kind = FaultKind.RespondError, Code = 21610, To = TwilioHttp.To }, Cancellation);
        await client.AddFaultAsync(new() { Kind = FaultKind.ResetAfterRecording, Method = "POST" }, Cancellation);
        await client.DeliverAsAsync(TwilioHttp.To, 30003, Cancellation);

        (await http.SendAsync()).Code.Should().Be(21610);
        await FluentActions.Awaiting(() => http.SendAsync()).Should().ThrowAsync<HttpRequestException>();
        var before = (await client.ForwardClockAsync(TimeSpan.Zero, Cancellation));
        (await client.ForwardClockAsync(TimeSpan.FromHours(1), Cancellation)).Should().BeCloseTo(before.AddHours(1), TimeSpan.FromMinutes(5));

        (await client.GetMessagesAsync(cancellationToken: Cancellation)).Should().ContainSingle().Which.ErrorCode.Should().Be(30003);
        await client.AddFaultAsync(new() { Kind = FaultKind.Respond, Requests = int.MaxValue }, Cancellation);
        (await http.SendAsync()).Status.Should().Be(503);
        await client.ClearFaultsAsync(Cancellation);
        (await http.SendAsync()).Status.Should().Be(201);
    }

    [Fact]
    public async Task Every_fault_can_be_scheduled_and_nonsense_cannot()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            await client.AddFaultAsync(new() { Kind = kind }, Cancellation);
        }

        foreach (var fault in new ScheduledFault[]
        {
            new() { Kind = FaultKind.Respond, Status = 99 },
            new() { Kind = FaultKind.Respond, Requests = 0 },
            new() { Kind = FaultKind.DelayAfterRecording, Seconds = -1 },
            new() { Kind = FaultKind.CloseInBody, Bytes = -1 },
        })
        {
            (await FluentActions.Awaiting(() => client.AddFaultAsync(fault, Cancellation)).Should().ThrowAsync<HttpRequestException>())
                .Which.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }

        (await FluentActions.Awaiting(() => client.DeliverAsAsync(TwilioHttp.To, 1, Cancellation)).Should().ThrowAsync<HttpRequestException>())
            .WithMessage("The emulator refuses: *errorCode*");
    }

    [Fact]
    public async Task The_description_is_at_a_fixed_address_and_tells_no_more_and_no_less_than_there_is()
    {
        using var plain = new HttpClient { BaseAddress = twilio.BaseAddress };
        using var document = JsonDocument.Parse(await plain.GetStringAsync(new Uri("/emulator/openapi.json", UriKind.Relative), Cancellation));

        document.RootElement.GetProperty("openapi").GetString().Should().Be("3.1.0");
        var paths = document.RootElement.GetProperty("paths").EnumerateObject()
            .ToDictionary(path => path.Name, path => path.Value.EnumerateObject().Select(method => method.Name).ToList());
        var sid = (await http.SendAsync()).Sid;
        foreach (var path in paths.Keys.Where(path => path != "/emulator/events"))
        {
            foreach (var method in new[] { "get", "put", "post", "delete", "patch" })
            {
                var address = path.Replace("{sid}", sid, StringComparison.Ordinal).Replace("{number}", "%2B14155550111", StringComparison.Ordinal);
                var status = await AskAsync(plain, method, address, hasContent: method is "put" or "post" && path != "/emulator/reset");
                // Health is told however it is asked for, and what waits has the form of a message's own path.
                var described = paths[path].Contains(method) || path == "/health" || (path.EndsWith("/wait", StringComparison.Ordinal) && method == "delete");

                (status == HttpStatusCode.NotFound).Should().Be(!described, "{0} {1}", method, path);
                if (path == "/emulator/messages" && method == "delete")
                {
                    sid = (await http.SendAsync()).Sid;
                }
            }
        }
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient plain, string method, string address, bool hasContent)
    {
        using var content = new StringContent("[]", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method.ToUpperInvariant()), address);
        request.Content = hasContent ? content : null;
        using var response = await plain.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    // What is misspelt would be left out without a word.
    [Theory]
    [InlineData("POST", "/emulator/messages", """{"from":"+14155550111","to":"+14155550100","mediaUrls":["https://example.com/1.png"]}""", "mediaUrls")]
    [InlineData("POST", "/emulator/faults", """{"kind":"respond","request":3}""", "request")]
    [InlineData("PUT", "/emulator/faults", """{"refused":{},"delaySeconds":0,"tooManyRequests":false,"delay":1}""", "delay")]
    [InlineData("PUT", "/emulator/deliveries/%2B14155550111", """{"code":30003}""", "code")]
    [InlineData("POST", "/emulator/clock", """{"forwardSeconds":1,"seconds":1}""", "seconds")]
    public async Task What_a_request_should_not_have_is_refused_and_named(string method, string path, string json, string name)
    {
        using var plain = new HttpClient { BaseAddress = twilio.BaseAddress };
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        request.Content = content;

        using var reply = await plain.SendAsync(request, Cancellation);

        reply.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync(Cancellation)).Should().Contain($"'{name}'".Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/emulator/messages?status=lost")]
    [InlineData("/emulator/messages?too=%2B14155550111")]
    [InlineData("/emulator/messages?count=2")]
    [InlineData("/emulator/messages/wait?second=1")]
    [InlineData("/emulator/messages?direction=up")]
    [InlineData("/emulator/messages/wait?count=0")]
    [InlineData("/emulator/messages/wait?seconds=301")]
    [InlineData("/emulator/messages/wait?count=many")]
    public async Task A_bad_query_is_refused_with_a_reason(string path)
    {
        var reply = await http.GetAsync(path);

        reply.Status.Should().Be(400);
        reply["error"].Should().NotBeEmpty();
    }
}
