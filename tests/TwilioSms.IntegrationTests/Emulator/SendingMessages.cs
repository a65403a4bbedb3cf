using System.Globalization;
using System.Text.Json;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class SendingMessages : EmulatorTest
{
    [Fact]
    public async Task An_accepted_message_is_answered_with_201_and_the_twenty_members_of_the_resource()
    {
        var reply = await Http.SendAsync();

        reply.Status.Should().Be(201);
        reply.Headers["Content-Type"].Should().Be("application/json");
        var uri = $"{Http.Account}/Messages/{reply.Sid}";
        var expected = new Dictionary<string, object?>
        {
            ["account_sid"] = Twilio.AccountSid,
            ["api_version"] = "2010-04-01",
            ["body"] = "Hello",
            ["date_created"] = "Mon, 23 Nov 2026 09:30:15 +0000",
            ["date_sent"] = null,
            ["date_updated"] = "Mon, 23 Nov 2026 09:30:15 +0000",
            ["direction"] = "outbound-api",
            ["error_code"] = null,
            ["error_message"] = null,
            ["from"] = TwilioHttp.From,
            ["messaging_service_sid"] = null,
            ["num_media"] = "0",
            ["num_segments"] = "1",
            ["price"] = null,
            ["price_unit"] = "USD",
            ["sid"] = reply.Sid,
            ["status"] = "queued",
            ["subresource_uris"] = new Dictionary<string, string> { ["media"] = uri + "/Media.json" },
            ["to"] = TwilioHttp.To,
            ["uri"] = uri + ".json",
        };
        JsonElement.DeepEquals(reply.Json, JsonSerializer.SerializeToElement(expected)).Should().BeTrue(reply.Body);
        reply.Sid.Should().MatchRegex("^SM[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Every_answer_carries_a_request_id_of_its_own()
    {
        var replies = new[] { await Http.SendAsync(), await Http.SendAsync(("To", "123")), await Http.GetAsync("/nowhere") };

        var ids = replies.Select(reply => reply.Headers["Twilio-Request-Id"]).ToList();
        ids.Should().OnlyHaveUniqueItems().And.AllSatisfy(id => id.Should().MatchRegex("^RQ[0-9a-f]{32}$"));
        replies[0].Headers.Should().ContainKeys(
            "Twilio-Concurrent-Requests", "Twilio-Request-Duration", "X-API-Domain", "X-Home-Region", "X-Shenanigans");
        Twilio.Messages.Should().ContainSingle().Which.RequestId.Should().Be(ids[0]);
    }

    [Fact]
    public async Task The_test_reads_what_was_accepted_in_the_order_of_acceptance()
    {
        for (var i = 0; i < 3; i++)
        {
            await Http.SendAsync(("Body", i.ToString(CultureInfo.InvariantCulture)), ("SmartEncoded", "true"));
        }

        await Http.SendAsync(("Body", null));

        Twilio.Messages.Select(message => message.Body).Should().Equal("0", "1", "2");
        Twilio.Messages[0].Parameters.Should().Contain(KeyValuePair.Create("SmartEncoded", "true"));
    }

    [Fact]
    public async Task A_watcher_sees_the_messages_already_there_and_then_the_new_ones()
    {
        await Http.SendAsync(("Body", "before"));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = new List<string>();

        await foreach (var message in Twilio.WatchAsync(enough.Token))
        {
            seen.Add(message.Body);
            if (seen.Count == 2)
            {
                break;
            }

            await Http.SendAsync(("Body", "after"));
        }

        seen.Should().Equal("before", "after");
    }

    [Fact]
    public async Task A_messaging_service_accepts_the_message_and_counts_segments_later()
    {
        var reply = await Http.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service));

        reply.Status.Should().Be(201);
        reply["status"].Should().Be("accepted");
        reply["num_segments"].Should().Be("0");
        reply["messaging_service_sid"].Should().Be(TwilioHttp.Service);
        reply.Json.GetProperty("from").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_messaging_service_may_be_named_in_From()
    {
        var reply = await Http.SendAsync(("From", TwilioHttp.Service));

        reply["messaging_service_sid"].Should().Be(TwilioHttp.Service);
        reply["status"].Should().Be("accepted");
    }

    [Fact]
    public async Task A_scheduled_message_is_answered_as_scheduled()
    {
        var reply = await Http.SendAsync(
            ("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("ScheduleType", "fixed"), ("SendAt", "2026-11-23T10:00:00Z"));

        reply["status"].Should().Be("scheduled");
        Twilio.Messages.Should().ContainSingle().Which.SendAt.Should().Be(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_message_with_media_is_an_MM_and_needs_no_text()
    {
        var reply = await Http.SendAsync(
            ("Body", null), ("MediaUrl", "https://example.com/1.png"), ("MediaUrl", "https://example.com/2.png"));

        reply.Sid.Should().StartWith("MM");
        reply["num_media"].Should().Be("2");
        Twilio.Messages[0].MediaUrls.Should().Equal("https://example.com/1.png", "https://example.com/2.png");
    }

    // 3GPP TS 23.038: 160 septets in one segment and 153 in each of several; 70 and 67 code units in UCS-2.
    [Theory]
    [InlineData("a", 160, "1")]
    [InlineData("a", 161, "2")]
    [InlineData("a", 306, "2")]
    [InlineData("a", 307, "3")]
    [InlineData("é", 160, "1")]
    [InlineData("€", 80, "1")]
    [InlineData("€", 81, "2")]
    [InlineData("€", 152, "2")]
    [InlineData("€", 153, "3")]
    [InlineData("ж", 70, "1")]
    [InlineData("ж", 71, "2")]
    [InlineData("ж", 134, "2")]
    [InlineData("ж", 135, "3")]
    [InlineData("😀", 35, "1")]
    [InlineData("😀", 36, "2")]
    [InlineData("😀", 66, "2")]
    [InlineData("😀", 67, "3")]
    public async Task Segments_are_counted_as_the_standard_says(string character, int times, string segments)
    {
        var reply = await Http.SendAsync(("Body", string.Concat(Enumerable.Repeat(character, times))));

        reply["num_segments"].Should().Be(segments);
    }

    [Theory]
    [InlineData("+1 (415) 555-0111", "+14155550111")]
    [InlineData("4155550111", "+14155550111")]
    [InlineData("14155550111", "+14155550111")]
    [InlineData("+49.151.23456789", "+4915123456789")]
    public async Task A_recipient_is_answered_in_E164(string to, string normalized) =>
        (await Http.SendAsync(("To", to)))["to"].Should().Be(normalized);

    [Theory]
    [InlineData("ACME Inc", "+4915123456789")]
    [InlineData("12345", TwilioHttp.To)]
    [InlineData("+15005550006", TwilioHttp.To)]
    public async Task Names_short_codes_and_numbers_may_send(string from, string to) =>
        (await Http.SendAsync(("From", from), ("To", to)))["from"].Should().Be(from);

    [Fact]
    public async Task A_channel_address_reaches_its_channel() =>
        (await Http.SendAsync(("From", "whatsapp:+14155550100"), ("To", "whatsapp:+14155550111")))["to"]
            .Should().Be("whatsapp:+14155550111");

    [Fact]
    public async Task Without_the_json_extension_the_message_is_sent_and_answered_in_XML()
    {
        var reply = await Http.PostAsync(
            Http.Account + "/Messages", ("To", TwilioHttp.To), ("From", TwilioHttp.From), ("Body", "a < b"));

        reply.Status.Should().Be(201);
        reply.Headers["Content-Type"].Should().Be("application/xml");
        reply.Body.Should().Contain("<TwilioResponse><Message>").And.Contain("<Body>a &lt; b</Body>").And.Contain("<NumSegments>1</NumSegments>");
        Twilio.Messages.Should().HaveCount(1);
    }

    [Fact]
    public void Neither_the_emulator_nor_a_message_prints_a_secret() =>
        Twilio.ToString().Should().Be(Twilio.BaseAddress.ToString()).And.NotContain(Twilio.AuthToken);
}
