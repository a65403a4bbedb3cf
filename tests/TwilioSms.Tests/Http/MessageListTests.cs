using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.Configuration;
using TwilioSms.Http;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Http;

public sealed class MessageListTests
{
    private const string List = $"/2010-04-01/Accounts/{Account.Sid}/Messages.json";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_followed_until_there_is_no_next_one()
    {
        await using var twilio = TwilioStub.Start(request => request.Line.Contains("PageToken=PA2", StringComparison.Ordinal)
            ? Page(null, Message(Sid(1)))
            : Page($"{List}?To=%2B15551234567&PageSize=50&Page=1&PageToken=PA2", Message(Sid(3)), Message(Sid(2))));

        var messages = await ListAsync(twilio, Account.To, Account.From);

        messages!.Select(message => message.Sid).Should().Equal(Sid(3), Sid(2), Sid(1));
        twilio.Requests.Select(request => request.Line).Should().Equal(
            $"GET {List}?To=%2B15551234567&From=%2B15005550006 HTTP/1.1",
            $"GET {List}?To=%2B15551234567&PageSize=50&Page=1&PageToken=PA2 HTTP/1.1");
        twilio.Requests.Should().OnlyContain(request => request.Credentials == $"{Account.Sid}:{Account.Token}");
    }

    // The resource is that of Twilio's API description; date_created is in the form of RFC 2822, counts are strings.
    [Fact]
    public async Task What_tells_a_message_from_others_is_read()
    {
        await using var twilio = TwilioStub.Start(Page(null, Message(Sid(1)), $$"""{"sid":"{{Sid(0)}}","from":null,"date_created":null}"""));

        var messages = await ListAsync(twilio, Account.To, null);

        messages![0].Should().BeEquivalentTo(new
        {
            Sid = Sid(1),
            To = Account.To,
            From = Account.From,
            MessagingServiceSid = (string?)null,
            Body = "Hello",
            Direction = "outbound-api",
            Status = "delivered",
            NumSegments = 1,
            DateCreated = new DateTimeOffset(2023, 8, 24, 5, 1, 45, TimeSpan.Zero),
        });
        messages![1].Should().BeEquivalentTo(new { Sid = Sid(0), From = (string?)null, DateCreated = (DateTimeOffset?)null });
        twilio.Requests.Single().Line.Should().Be($"GET {List}?To=%2B15551234567 HTTP/1.1");
    }

    [Theory]
    [InlineData("https://elsewhere.example/2010-04-01/Accounts/AC1/Messages.json")]
    [InlineData("//elsewhere.example/2010-04-01/Accounts/AC1/Messages.json")]
    public async Task Credentials_do_not_follow_a_link_to_another_host(string next)
    {
        await using var twilio = TwilioStub.Start(Page(next, Message(Sid(1))));

        var list = () => ListAsync(twilio, Account.To, null);

        await list.Should().ThrowAsync<TwilioUnknownException>();
        twilio.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"messages":null}""")]
    [InlineData("""{"messages":[{"date_created":"yesterday or so"}]}""")]
    public async Task An_answer_that_is_no_page_of_messages_is_an_error_and_not_an_empty_list(string body)
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Json(200, body));

        var list = () => ListAsync(twilio, Account.To, null);

        await list.Should().ThrowAsync<TwilioUnknownException>();
    }

    [Fact]
    public async Task A_refusal_is_its_documented_error()
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Error(401, 20003));

        var list = () => ListAsync(twilio, Account.To, null);

        (await list.Should().ThrowAsync<TwilioAuthenticationException>()).Which.RequestId.Should().Be(StubAnswer.RequestId);
    }

    private static async Task<IReadOnlyList<ListedMessage>?> ListAsync(
        TwilioStub twilio, string to, string? from, DateTimeOffset? since = null)
    {
        await using var services = Account.Connect(twilio);
        var client = services.GetRequiredKeyedService<ConnectorParts>(Options.DefaultName).Client;
        var endpoint = new TwilioEndpoint(services.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().CurrentValue);
        return await client.ReadSinceAsync(endpoint, to, from, since ?? DateTimeOffset.UnixEpoch, Stop);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(49, true)]
    public async Task It_ends_after_fifty_older_messages_in_a_row_and_not_after_fewer(int older, bool isFound)
    {
        var old = Enumerable.Range(0, older).Select(i => Message(Sid(i), "Thu, 24 Aug 2023 04:00:00 +0000"));
        await using var twilio = TwilioStub.Start(Page(null, [.. old, Message(Sid(99))]));

        var messages = await ListAsync(twilio, Account.To, null, new DateTimeOffset(2023, 8, 24, 5, 0, 0, TimeSpan.Zero));

        messages!.Any(message => message.Sid == Sid(99)).Should().Be(isFound);
    }

    [Theory]
    [InlineData("?To=%2B15551234567", 1)]
    [InlineData("?To=%2B15551234567&Page=7", 2)]
    public async Task A_page_that_leads_back_is_an_error(string next, int requests)
    {
        await using var twilio = TwilioStub.Start(_ => Page(List + next, Message(Sid(1))));

        var list = () => ListAsync(twilio, Account.To, null);

        await list.Should().ThrowAsync<TwilioUnknownException>();
        twilio.Requests.Should().HaveCount(requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Pages_without_an_end_are_an_error_after_a_hundred(int messages)
    {
        var page = 0;
        await using var twilio = TwilioStub.Start(_ => Page(
            FormattableString.Invariant($"{List}?Page={++page}"), [.. Enumerable.Range(0, messages).Select(i => Message(Sid(i)))]));

        var list = () => ListAsync(twilio, Account.To, null);

        await list.Should().ThrowAsync<TwilioUnknownException>();
        twilio.Requests.Should().HaveCount(100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_five_thousand_messages_are_too_many(bool isMore)
    {
        var page = 0;
        await using var twilio = TwilioStub.Start(_ => Page(
            ++page < 100 || isMore ? FormattableString.Invariant($"{List}?Page={page}") : null,
            [.. Enumerable.Range(0, 50).Select(i => Message(Sid(i)))]));

        var messages = await ListAsync(twilio, Account.To, null);

        (messages is null).Should().Be(isMore);
        twilio.Requests.Should().HaveCount(100);
    }

    [Theory]
    [InlineData("SM1")]
    [InlineData("SM0123456789abcdef0123456789abcde\\n")]
    [InlineData("AC0123456789abcdef0123456789abcdef")]
    public async Task A_SID_that_has_not_the_form_of_one_is_none(string sid)
    {
        await using var twilio = TwilioStub.Start(Page(null, Message(sid)));

        (await ListAsync(twilio, Account.To, null))!.Single().Sid.Should().BeNull();
    }

    private static string Sid(int number) => FormattableString.Invariant($"SM{number:x32}");

    private static StubAnswer Page(string? next, params string[] messages) => StubAnswer.Json(
        200, $$"""{"messages":[{{string.Join(',', messages)}}],"next_page_uri":{{JsonSerializer.Serialize(next)}},"page_size":50}""");

    private static string Message(string sid, string date = "Thu, 24 Aug 2023 05:01:45 +0000") =>
        $$"""
        {"sid":"{{sid}}","to":"{{Account.To}}","from":"{{Account.From}}","messaging_service_sid":null,"body":"Hello",
        "direction":"outbound-api","status":"delivered","num_segments":"1","date_created":"{{date}}"}
        """;
}
