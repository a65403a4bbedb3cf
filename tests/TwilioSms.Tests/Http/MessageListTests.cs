using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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
            ? Page(null, Message("SM1"))
            : Page($"{List}?To=%2B15551234567&PageSize=50&Page=1&PageToken=PA2", Message("SM3"), Message("SM2")));

        var messages = await ListAsync(twilio, Account.To, Account.From);

        messages.Select(message => message.Sid).Should().Equal("SM3", "SM2", "SM1");
        twilio.Requests.Select(request => request.Line).Should().Equal(
            $"GET {List}?To=%2B15551234567&From=%2B15005550006 HTTP/1.1",
            $"GET {List}?To=%2B15551234567&PageSize=50&Page=1&PageToken=PA2 HTTP/1.1");
        twilio.Requests.Should().OnlyContain(request => request.Credentials == $"{Account.Sid}:{Account.Token}");
    }

    // The resource is that of Twilio's API description; date_created is in the form of RFC 2822, counts are strings.
    [Fact]
    public async Task What_tells_a_message_from_others_is_read()
    {
        await using var twilio = TwilioStub.Start(Page(null, Message("SM1"), """{"sid":"SM0","from":null,"date_created":null}"""));

        var messages = await ListAsync(twilio, Account.To, null);

        messages[0].Should().BeEquivalentTo(new
        {
            Sid = "SM1",
            To = Account.To,
            From = Account.From,
            MessagingServiceSid = (string?)null,
            Body = "Hello",
            Direction = "outbound-api",
            Status = "delivered",
            NumSegments = 1,
            DateCreated = new DateTimeOffset(2023, 8, 24, 5, 1, 45, TimeSpan.Zero),
        });
        messages[1].Should().BeEquivalentTo(new { Sid = "SM0", From = (string?)null, DateCreated = (DateTimeOffset?)null });
        twilio.Requests.Single().Line.Should().Be($"GET {List}?To=%2B15551234567 HTTP/1.1");
    }

    [Theory]
    [InlineData("https://elsewhere.example/2010-04-01/Accounts/AC1/Messages.json")]
    [InlineData("//elsewhere.example/2010-04-01/Accounts/AC1/Messages.json")]
    public async Task Credentials_do_not_follow_a_link_to_another_host(string next)
    {
        await using var twilio = TwilioStub.Start(Page(next, Message("SM1")));

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

    private static async Task<List<ListedMessage>> ListAsync(TwilioStub twilio, string to, string? from)
    {
        await using var services = Account.Connect(twilio);
        var client = services.GetRequiredKeyedService<ITwilioMessagesClient>(Options.DefaultName);
        var endpoint = new TwilioEndpoint(services.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().CurrentValue);
        var messages = new List<ListedMessage>();
        await foreach (var message in client.ListAsync(endpoint, to, from, Stop))
        {
            messages.Add(message);
        }

        return messages;
    }

    private static StubAnswer Page(string? next, params string[] messages) => StubAnswer.Json(
        200, $$"""{"messages":[{{string.Join(',', messages)}}],"next_page_uri":{{JsonSerializer.Serialize(next)}},"page_size":50}""");

    private static string Message(string sid) =>
        $$"""
        {"sid":"{{sid}}","to":"{{Account.To}}","from":"{{Account.From}}","messaging_service_sid":null,"body":"Hello",
        "direction":"outbound-api","status":"delivered","num_segments":"1","date_created":"Thu, 24 Aug 2023 05:01:45 +0000"}
        """;
}
