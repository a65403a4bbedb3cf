using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Twilio's own client for Node knows the API from elsewhere than this project does.</summary>
public sealed class TwilioClientForNode
{
    [Fact]
    public async Task It_sends_fetches_lists_changes_deletes_and_is_refused()
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.OwnedNumbers.Add("+14155550100"), TestContext.Current.CancellationToken);

        var told = await NodeProcess.RunAsync(string.Empty, "messages.js", twilio.BaseAddress.ToString().TrimEnd('/'), twilio.AccountSid, twilio.AuthToken);

        var first = twilio.Messages[0];
        first.Body.Should().BeEmpty("it was redacted after it had been read");
        told.GetProperty("sent").GetProperty("sid").GetString().Should().Be(first.Sid);
        told.GetProperty("sent").GetProperty("status").GetString().Should().Be("queued");
        told.GetProperty("sent").GetProperty("numSegments").GetString().Should().Be("1");
        told.GetProperty("sent").GetProperty("dateCreated").GetDateTimeOffset().Should().BeCloseTo(first.DateCreated, TimeSpan.FromSeconds(1));
        told.GetProperty("fetched").GetProperty("body").GetString().Should().Be("Grüße from Node 👋");
        told.GetProperty("fetched").GetProperty("to").GetString().Should().Be(first.To);
        told.GetProperty("listed").EnumerateArray().Select(body => body.GetString()).Should().Equal("Message 2", "Message 1", "Message 0");
        told.GetProperty("media").EnumerateArray().Select(type => type.GetString()).Should().Equal("image/png");
        told.GetProperty("feedback").GetString().Should().Be("confirmed");
        told.GetProperty("services").EnumerateArray().Select(found => found.GetBoolean()).Should().Equal(true);
        ToldToClients.ShouldBeAsByTwilio(told);
        var refused = told.GetProperty("refused");
        refused.GetProperty("status").GetInt32().Should().Be(400);
        refused.GetProperty("code").GetInt32().Should().Be(21610);
        refused.GetProperty("message").GetString().Should().Be("Attempt to send to unsubscribed recipient");
        refused.GetProperty("moreInfo").GetString().Should().Be("https://www.twilio.com/docs/errors/21610");
    }
}
