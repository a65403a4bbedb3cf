using System.Text.Json;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>What the scripts of Twilio's clients print of pools, schedules, deliveries, changes and the account, in whichever language.</summary>
internal static class ToldToClients
{
    public static void ShouldBeAsByTwilio(JsonElement told)
    {
        told.GetProperty("pooled").GetString().Should().Be("+14155550100");
        told.GetProperty("scheduled").EnumerateArray().Select(status => status.GetString()).Should().Equal("scheduled", "canceled");
        var undelivered = told.GetProperty("undelivered");
        (undelivered.GetProperty("status").GetString(), undelivered.GetProperty("code").GetInt32()).Should().Be(("undelivered", 30034));
        told.GetProperty("redacted").GetString().Should().BeEmpty();
        told.GetProperty("deleted").GetBoolean().Should().BeTrue();
        told.GetProperty("stopped").GetInt32().Should().Be(21610);
        told.GetProperty("account").GetString().Should().Be("active");
        told.GetProperty("balance").GetString().Should().Be("USD");
    }
}
