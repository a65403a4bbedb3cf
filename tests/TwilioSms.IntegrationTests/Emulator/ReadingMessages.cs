using System.Globalization;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class ReadingMessages : EmulatorTest
{
    [Fact]
    public async Task A_message_is_read_by_its_SID()
    {
        var sent = await Http.SendAsync();

        var read = await Http.GetAsync($"{Http.Account}/Messages/{sent.Sid}.json");

        read.Status.Should().Be(200);
        // Twilio names the feedback once there is a message to speak of.
        var media = $"\"{Http.Account}/Messages/{sent.Sid}/Media.json\"";
        read.Body.Should().Be(sent.Body.Replace(
            media, $"{media},\"feedback\":\"{Http.Account}/Messages/{sent.Sid}/Feedback.json\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/Messages/SM00000000000000000000000000000000.json")]
    [InlineData("/Calls.json")]
    [InlineData("/Messages/SM00000000000000000000000000000000/Media.json")]
    [InlineData("/Messages.csv")]
    public async Task What_does_not_exist_is_answered_with_404_and_20404(string path)
    {
        var reply = await Http.GetAsync(Http.Account + path);

        reply.Status.Should().Be(404);
        reply.Body.Should().Contain("20404").And.Contain($"The requested resource {Http.Account}{path} was not found");
    }

    [Fact]
    public async Task An_unknown_path_without_json_is_answered_in_XML()
    {
        var reply = await Http.GetAsync("/nowhere");

        reply.Status.Should().Be(404);
        reply.Body.Should().Contain("<TwilioResponse><RestException><Code>20404</Code>");
    }

    [Theory]
    [InlineData("PUT", "/Messages.json")]
    [InlineData("DELETE", "/Messages.json")]
    [InlineData("POST", ".json")]
    public async Task Another_method_is_answered_with_405_and_20004(string method, string path)
    {
        var reply = await Http.RequestAsync(new HttpMethod(method), Http.Account + path);

        (reply.Status, reply.Code).Should().Be((405, 20004));
    }

    [Fact]
    public async Task The_account_is_active_and_keeps_its_token_to_itself()
    {
        var reply = await Http.GetAsync(Http.Account + ".json");

        reply.Status.Should().Be(200);
        reply["sid"].Should().Be(Twilio.AccountSid);
        reply["status"].Should().Be("active");
        reply["type"].Should().Be("Full");
        reply.Body.Should().NotContain(Twilio.AuthToken);
    }

    [Fact]
    public async Task An_empty_list_is_one_page()
    {
        var page = await Http.GetAsync(Http.Messages);

        page.Status.Should().Be(200);
        page.Json.GetProperty("messages").GetArrayLength().Should().Be(0);
        page["uri"].Should().Be($"{Http.Messages}?PageSize=50&Page=0");
        page["next_page_uri"].Should().BeEmpty();
        page["previous_page_uri"].Should().BeEmpty();
        (page["page"], page["page_size"], page["start"], page["end"]).Should().Be(("0", "50", "0", "0"));
    }

    // The form of the page addresses is that of recorded answers: PageSize, Page, and a token naming the neighbouring message.
    [Fact]
    public async Task Pages_lead_from_the_newest_message_to_the_oldest_and_back()
    {
        await SendAsync(5);
        var sids = Twilio.Messages.Select(message => message.Sid).Reverse().ToList();

        var first = await Http.GetAsync(Http.Messages + "?PageSize=2");
        Bodies(first).Should().Equal("5", "4");
        first["first_page_uri"].Should().Be($"{Http.Messages}?PageSize=2&Page=0");
        first["next_page_uri"].Should().Be($"{Http.Messages}?PageSize=2&Page=1&PageToken=PA{sids[1]}");
        first["previous_page_uri"].Should().BeEmpty();

        var second = await Http.GetAsync(first["next_page_uri"]!);
        Bodies(second).Should().Equal("3", "2");
        (second["page"], second["page_size"], second["start"], second["end"]).Should().Be(("1", "2", "2", "3"));
        second["uri"].Should().Be(first["next_page_uri"]);
        second["previous_page_uri"].Should().Be($"{Http.Messages}?PageSize=2&Page=0&PageToken=PB{sids[2]}");

        var last = await Http.GetAsync(second["next_page_uri"]!);
        Bodies(last).Should().Equal("1");
        last["next_page_uri"].Should().BeEmpty();
        last["end"].Should().Be("4");

        Bodies(await Http.GetAsync(second["previous_page_uri"]!)).Should().Equal("5", "4");
    }

    [Fact]
    public async Task Messages_that_arrive_meanwhile_do_not_shift_the_pages()
    {
        await SendAsync(3);
        var first = await Http.GetAsync(Http.Messages + "?PageSize=2");
        await Http.SendAsync(("Body", "late"));

        Bodies(await Http.GetAsync(first["next_page_uri"]!)).Should().Equal("1");
    }

    [Fact]
    public async Task A_page_that_holds_exactly_the_rest_is_the_last()
    {
        await SendAsync(2);

        (await Http.GetAsync(Http.Messages + "?PageSize=2"))["next_page_uri"].Should().BeEmpty();
    }

    [Fact]
    public async Task The_list_is_filtered_by_recipient_and_sender()
    {
        await Http.SendAsync(("To", "+14155550121"), ("Body", "a"));
        await Http.SendAsync(("To", "+14155550122"), ("Body", "b"));
        await Http.SendAsync(("To", "+14155550121"), ("From", "+14155550133"), ("Body", "c"));

        Bodies(await Http.GetAsync(Http.Messages + "?To=%2B14155550121")).Should().Equal("c", "a");
        Bodies(await Http.GetAsync(Http.Messages + "?From=%2B14155550133")).Should().Equal("c");
        var page = await Http.GetAsync(Http.Messages + "?PageSize=1&To=%2B14155550121");
        page["next_page_uri"].Should().StartWith($"{Http.Messages}?To=%2B14155550121&PageSize=1&Page=1&PageToken=PA");
        Bodies(await Http.GetAsync(page["next_page_uri"]!)).Should().Equal("a");
    }

    [Fact]
    public async Task The_list_is_filtered_by_date()
    {
        foreach (var body in new[] { "23", "24", "25" })
        {
            await Http.SendAsync(("Body", body));
            Clock.Advance(TimeSpan.FromDays(1));
        }

        Bodies(await Http.GetAsync(Http.Messages + "?DateSent=2026-11-24")).Should().Equal("24");
        Bodies(await Http.GetAsync(Http.Messages + "?DateSent%3E=2026-11-24")).Should().Equal("25", "24");
        Bodies(await Http.GetAsync(Http.Messages + "?DateSent%3C=2026-11-24T23:59:59Z")).Should().Equal("24", "23");
        Bodies(await Http.GetAsync(Http.Messages + "?DateSent%3E=2026-11-24&DateSent%3C=2026-11-25")).Should().Equal("24");
    }

    [Theory]
    [InlineData("PageSize=0", 20001)]
    [InlineData("PageSize=many", 20001)]
    [InlineData("Page=-1", 20001)]
    [InlineData("DateSent=someday", 20001)]
    [InlineData("PageToken=XX", 21481)]
    [InlineData("PageToken=PASM00000000000000000000000000000000", 21481)]
    public async Task A_bad_query_is_refused(string query, int code)
    {
        var reply = await Http.GetAsync($"{Http.Messages}?{query}");

        (reply.Status, reply.Code).Should().Be((400, code));
    }

    [Fact]
    public async Task A_page_holds_1000_messages_at_most() =>
        (await Http.GetAsync(Http.Messages + "?PageSize=5000"))["page_size"].Should().Be("1000");

    private static IEnumerable<string?> Bodies(TwilioHttp.Reply page) =>
        page.Json.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("body").GetString());

    private async Task SendAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await Http.SendAsync(("Body", i.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
