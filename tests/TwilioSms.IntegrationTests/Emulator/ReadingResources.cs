using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>What official clients ask for besides messages.</summary>
public sealed class ReadingResources : IAsyncLifetime
{
    private const string Owned = "+14155550199";
    private const string German = "+4930123456";

    private TwilioEmulator twilio = null!;
    private TwilioHttp http = null!;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                options.OwnedNumbers.Add(Owned);
                options.OwnedNumbers.Add(German);
            },
            TestContext.Current.CancellationToken);
        http = new TwilioHttp(twilio);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task The_media_of_a_message_are_listed_read_and_deleted()
    {
        var sent = await http.SendAsync(("From", Owned), ("MediaUrl", "https://example.com/1.png"), ("MediaUrl", "https://example.com/2.pdf"));
        var named = (await http.GetAsync($"{http.Account}/Messages/{sent.Sid}.json")).Json.GetProperty("subresource_uris");
        named.EnumerateObject().Select(resource => resource.Name).Should().Equal("media", "feedback");
        var list = await http.GetAsync(named.GetProperty("media").GetString()!);

        var media = list.Json.GetProperty("media_list").EnumerateArray().ToList();
        media.Select(medium => medium.GetProperty("content_type").GetString()).Should().Equal("image/png", "application/pdf");
        media.Should().AllSatisfy(medium => medium.GetProperty("parent_sid").GetString().Should().Be(sent.Sid));
        var uri = media[0].GetProperty("uri").GetString()!;
        (await http.GetAsync(uri))["sid"].Should().MatchRegex("^ME[0-9a-f]{32}$");
        (await http.GetAsync(uri.Replace(".json", "", StringComparison.Ordinal))).Headers["Location"].Should().Be("https://example.com/1.png");

        (await http.RequestAsync(HttpMethod.Delete, uri)).Status.Should().Be(204);
        (await http.GetAsync(uri)).Status.Should().Be(404);
        (await http.GetAsync($"{http.Account}/Messages/{sent.Sid}.json"))["num_media"].Should().Be("1");
    }

    [Fact]
    public async Task Feedback_is_taken_and_kept()
    {
        var sent = await http.SendAsync(("From", Owned));

        var feedback = await http.PostAsync($"{http.Account}/Messages/{sent.Sid}/Feedback.json", ("Outcome", "confirmed"));

        (feedback.Status, feedback["outcome"], feedback["message_sid"]).Should().Be((201, "confirmed", sent.Sid));
        twilio.Messages[0].Feedback.Should().Be("confirmed");
        (await http.PostAsync($"{http.Account}/Messages/{sent.Sid}/Feedback.json", ("Outcome", "perhaps"))).Code.Should().Be(20001);
    }

    [Fact]
    public async Task The_account_s_numbers_and_balance_are_read()
    {
        var numbers = (await http.GetAsync(http.Account + "/IncomingPhoneNumbers.json")).Json.GetProperty("incoming_phone_numbers");
        numbers.GetArrayLength().Should().Be(2);
        var number = (await http.GetAsync(http.Account + "/IncomingPhoneNumbers.json?PhoneNumber=%2B14155550199")).Json
            .GetProperty("incoming_phone_numbers").EnumerateArray().Single();
        (await http.GetAsync(number.GetProperty("uri").GetString()!))["phone_number"].Should().Be(Owned);
        (await http.GetAsync(http.Account + "/Balance.json"))["currency"].Should().Be("USD");
    }

    [Fact]
    public async Task A_messaging_service_is_made_and_its_pool_chooses_the_sender()
    {
        var service = await http.PostAsync("/v1/Services", ("FriendlyName", "Reminders"));
        service.Status.Should().Be(201);
        (await SendAsync("+14155550111")).Code.Should().Be(21703, "its pool is empty");
        foreach (var number in new[] { Owned, German })
        {
            var pn = (await http.GetAsync(http.Account + "/IncomingPhoneNumbers.json?PhoneNumber=" + Uri.EscapeDataString(number)))
                .Json.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
            (await http.PostAsync($"/v1/Services/{service.Sid}/PhoneNumbers", ("PhoneNumberSid", pn))).Status.Should().Be(201);
        }

        var accepted = await SendAsync("+14155550111");
        accepted["from"].Should().BeEmpty("the sender is chosen later");
        await SendAsync("+4915123456789");
        twilio.ForwardClock(TimeSpan.FromSeconds(1));

        twilio.Messages.Select(message => message.From).Should().Equal(Owned, German);
        twilio.Messages.Should().AllSatisfy(message => message.Segments.Should().Be(1));
        (await http.GetAsync($"/v1/Services/{service.Sid}/PhoneNumbers")).Json.GetProperty("phone_numbers").GetArrayLength().Should().Be(2);
        (await http.GetAsync("/v1/Services"))["meta"].Should().Contain("\"key\":\"services\"");
        (await http.RequestAsync(HttpMethod.Delete, $"/v1/Services/{service.Sid}")).Status.Should().Be(204);
        (await http.GetAsync($"/v1/Services/{service.Sid}")).Status.Should().Be(404);

        Task<TwilioHttp.Reply> SendAsync(string to) => http.SendAsync(("From", null), ("MessagingServiceSid", service.Sid), ("To", to));
    }

    [Fact]
    public async Task A_service_texts_one_recipient_from_one_sender()
    {
        await using var pooled = await TwilioEmulator.StartAsync(
            options => options.MessagingServices.Add(
                new EmulatedMessagingService(TwilioHttp.Service) { Senders = { "+14155550101", "+14155550102", "ACME", "whatsapp:+14155550103" } }),
            TestContext.Current.CancellationToken);
        using var client = new TwilioHttp(pooled);
        for (var i = 0; i < 40; i++)
        {
            (await client.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("To", $"+141555502{i % 20:00}"))).Status.Should().Be(201);
        }

        pooled.ForwardClock(TimeSpan.FromSeconds(1));

        pooled.Messages.GroupBy(message => message.To).Should().AllSatisfy(
            messages => messages.Select(message => message.From).Distinct().Should().ContainSingle());
        pooled.Messages.Select(message => message.From).Distinct().Should().BeEquivalentTo("+14155550101", "+14155550102");
        (await client.SendAsync(("From", null), ("MessagingServiceSid", "MGfedcba9876543210fedcba9876543210"))).Code.Should().Be(21701);
        (await client.SendAsync(("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("To", "messenger:1"))).Code.Should().Be(21704);
    }

    [Fact]
    public async Task Services_need_credentials()
    {
        http.AuthenticateWith(null);

        (await http.GetAsync("/v1/Services")).Code.Should().Be(20003);
    }
}
