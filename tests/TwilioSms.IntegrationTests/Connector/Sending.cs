using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

public sealed class Sending(SuiteLog suite)
{
    private const string Service = "MG0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_templated_message_reaches_every_recipient()
    {
        await using var host = await ConnectorHost.StartAsync(suite);
        var message = new SmsMessage
        {
            From = ConnectorHost.From,
            To = [ConnectorHost.Number(1), ConnectorHost.Number(2)],
            Body = "Dear ${name}, your code is ${code}.",
            Metadata = new Dictionary<string, object?> { ["name"] = "Ada", ["code"] = "314159" },
        };

        var result = await host.SendAsync(message, TestContext.Current.CancellationToken);

        result.AllSent.Should().BeTrue();
        host.AgreesWithTheEmulator(result);
        host.Twilio.Messages.Should().AllSatisfy(sent => (sent.From, sent.Body).Should().Be((ConnectorHost.From, ConnectorHost.Body)));
        result.Outcomes.Select(outcome => outcome.To).Should().Equal(message.To);
        foreach (var outcome in result.Outcomes)
        {
            var sent = host.Twilio.Messages.Single(sent => sent.Sid == outcome.MessageSid);
            (outcome.Status, outcome.Segments, outcome.RequestId).Should().Be(("queued", sent.Segments, sent.RequestId));
        }
    }

    [Fact]
    public async Task The_SEND_SMS_action_takes_JSON_and_answers_JSON()
    {
        await using var host = await ConnectorHost.StartAsync(suite);
        var action = host.Services.GetRequiredService<SendSmsAction>();

        var output = await action.ExecuteAsync(
            """{"smsFrom":"+14155550100","smsTo":"+12125550001, +12125550002","smsBody":"Hello ${name}","metadata":{"name":"Ada"}}""",
            TestContext.Current.CancellationToken);

        JsonSerializer.Deserialize<JsonElement>(output).GetProperty("smsResult").EnumerateObject()
            .ToDictionary(sent => sent.Name, sent => sent.Value.GetString())
            .Should().BeEquivalentTo(host.Twilio.Messages.ToDictionary(message => message.Sid, message => message.To));
        host.Twilio.Messages.Should().AllSatisfy(message => message.Body.Should().Be("Hello Ada"));
    }

    [Fact]
    public async Task Every_option_of_a_message_travels()
    {
        await using var host = await ConnectorHost.StartAsync(suite);
        var message = new SmsMessage
        {
            MessagingServiceSid = Service,
            FallbackFrom = "+14155550100",
            To = [ConnectorHost.Number(1)],
            Body = "Häuser & Gärten = 100 % + €",
            MediaUrls = [new Uri("https://example.com/1.png"), new Uri("https://example.com/2.png?a=b&c=d")],
            StatusCallback = new Uri("https://example.com/status?order=7&x=y"),
            ApplicationSid = "AP0123456789abcdef0123456789abcdef",
            ProvideFeedback = true,
            Attempt = 2,
            ValidityPeriod = TimeSpan.FromMinutes(10),
            ForceDelivery = true,
            ContentRetention = SmsContentRetention.Discard,
            AddressRetention = SmsAddressRetention.Obfuscate,
            SmartEncoded = true,
            PersistentActions = ["geo:37.78,-122.4|home"],
            TrafficType = SmsTrafficType.Free,
            ShortenUrls = true,
            SendAt = DateTimeOffset.UtcNow.AddDays(1),
            SendAsMms = true,
            RiskCheck = SmsRiskCheck.Disable,
        };

        var outcome = (await host.SendAsync(message, TestContext.Current.CancellationToken)).Outcomes.Single();

        outcome.Status.Should().Be("scheduled");
        outcome.Segments.Should().Be(0);
        var sent = host.Twilio.Messages.Single();
        sent.SendAt.Should().BeCloseTo(message.SendAt!.Value, TimeSpan.FromSeconds(1));
        sent.Parameters.Where(parameter => parameter.Key != "SendAt").Select(parameter => $"{parameter.Key}={parameter.Value}").Should().BeEquivalentTo(
            $"To={ConnectorHost.Number(1)}",
            $"MessagingServiceSid={Service}",
            "FallbackFrom=+14155550100",
            "Body=Häuser & Gärten = 100 % + €",
            "MediaUrl=https://example.com/1.png",
            "MediaUrl=https://example.com/2.png?a=b&c=d",
            "StatusCallback=https://example.com/status?order=7&x=y",
            "ApplicationSid=AP0123456789abcdef0123456789abcdef",
            "ProvideFeedback=true",
            "Attempt=2",
            "ValidityPeriod=600",
            "ForceDelivery=true",
            "ContentRetention=discard",
            "AddressRetention=obfuscate",
            "SmartEncoded=true",
            "PersistentAction=geo:37.78,-122.4|home",
            "TrafficType=free",
            "ShortenUrls=true",
            "ScheduleType=fixed",
            "SendAsMms=true",
            "RiskCheck=disable");
    }

    [Fact]
    public async Task A_content_template_travels_with_its_variables()
    {
        await using var host = await ConnectorHost.StartAsync(suite);
        var message = new SmsMessage
        {
            From = ConnectorHost.From,
            To = [ConnectorHost.Number(1)],
            ContentSid = "HX0123456789abcdef0123456789abcdef",
            ContentVariables = """{"1":"Ada"}""",
        };

        await host.SendAsync(message, TestContext.Current.CancellationToken);

        host.Twilio.Messages.Single().Parameters.Should().Contain(
            [KeyValuePair.Create("ContentSid", message.ContentSid), KeyValuePair.Create("ContentVariables", message.ContentVariables)]);
    }

    [Fact]
    public async Task A_number_given_twice_in_two_spellings_is_sent_to_once()
    {
        await using var host = await ConnectorHost.StartAsync(suite);

        await host.SendAsync("+1 (212) 555-0001", "+12125550001", "+12125550002");

        host.Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo("+12125550001", "+12125550002");
    }

    [Fact]
    public async Task An_API_key_serves_instead_of_the_token()
    {
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) => services.AddTwilioConnector(options =>
        {
            options.Account = twilio.AccountSid;
            options.ApiKeySid = twilio.ApiKeySid;
            options.ApiKeySecret = twilio.ApiKeySecret;
            options.BaseAddress = twilio.BaseAddress;
        }));

        (await host.SendAsync(ConnectorHost.Number(1))).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task The_emulator_wins_over_every_other_setting()
    {
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) => services
            .AddTwilioConnector(options => options.Account = "ignored")
            .UseEmulator(twilio)
            .Services.Configure<TwilioConnectorOptions>(options => options.Region = "ie1"));

        (await host.SendAsync(ConnectorHost.Number(1))).AllSent.Should().BeTrue();
    }
}
