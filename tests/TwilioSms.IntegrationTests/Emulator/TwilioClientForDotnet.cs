using Twilio.Base;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Rest.Api.V2010.Account.Message;
using Twilio.Rest.Messaging.V1;
using Twilio.Security;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Twilio's own client for .NET knows the API from elsewhere than this project does.</summary>
public sealed class TwilioClientForDotnet : IAsyncLifetime
{
    private const string From = "+14155550100";
    private const string To = "+14155550111";

    private TwilioEmulator twilio = null!;
    private ToEmulator handler = null!;
    private System.Net.Http.HttpClient http = null!;
    private TwilioRestClient client = null!;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(options => options.OwnedNumbers.Add(From), TestContext.Current.CancellationToken);
        handler = new ToEmulator(twilio.BaseAddress);
        http = new System.Net.Http.HttpClient(handler);
        client = new TwilioRestClient(twilio.AccountSid, twilio.AuthToken, httpClient: new SystemNetHttpClient(http));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        handler.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task It_sends_with_an_intent_fetches_lists_changes_and_deletes()
    {
        var sent = await MessageResource.CreateAsync(new CreateMessageOptions(new Twilio.Types.PhoneNumber(To))
        {
            From = new Twilio.Types.PhoneNumber(From),
            Body = "Grüße from .NET 👋",
            MessageIntent = "otp",
        }, client);
        var scheduled = await MessageResource.CreateAsync(new CreateMessageOptions(new Twilio.Types.PhoneNumber(To))
        {
            MessagingServiceSid = TwilioHttp.Service,
            Body = "Later",
            ScheduleType = MessageResource.ScheduleTypeEnum.Fixed,
            SendAt = DateTime.UtcNow.AddHours(1),
        }, client);

        sent.Status.Should().Be(MessageResource.StatusEnum.Queued);
        scheduled.Status.Should().Be(MessageResource.StatusEnum.Scheduled);
        (await MessageResource.UpdateAsync(scheduled.Sid, status: MessageResource.UpdateStatusEnum.Canceled, client: client)).Status
            .Should().Be(MessageResource.StatusEnum.Canceled);
        (await MessageResource.FetchAsync(sent.Sid, client: client)).Body.Should().Be("Grüße from .NET 👋");
        (await ToListAsync(await MessageResource.ReadAsync(to: new Twilio.Types.PhoneNumber(To), pageSize: 1, client: client)))
            .Select(message => message.Body).Should().Equal("Later", "Grüße from .NET 👋");
        twilio.ForwardClock(TimeSpan.FromMinutes(1));
        (await MessageResource.UpdateAsync(sent.Sid, body: "", client: client)).Body.Should().BeEmpty();
        (await MessageResource.DeleteAsync(sent.Sid, client: client)).Should().BeTrue();
        twilio.Messages[0].Sid.Should().Be(scheduled.Sid);
    }

    [Fact]
    public async Task It_is_refused_as_by_Twilio()
    {
        var sending = () => MessageResource.CreateAsync(
            from: new Twilio.Types.PhoneNumber(From), to: new Twilio.Types.PhoneNumber("+15005550004"), body: "Refused", client: client);

        var refusal = (await sending.Should().ThrowAsync<ApiException>()).Which;

        (refusal.Code, refusal.Status, refusal.MoreInfo).Should().Be((21610, 400, "https://www.twilio.com/docs/errors/21610"));
    }

    [Fact]
    public async Task It_reads_media_and_gives_feedback()
    {
        var sent = await MessageResource.CreateAsync(
            from: new Twilio.Types.PhoneNumber(From), to: new Twilio.Types.PhoneNumber(To), mediaUrl: [new Uri("https://example.com/1.png")], client: client);

        var media = await ToListAsync(await MediaResource.ReadAsync(sent.Sid, client: client));

        media.Should().ContainSingle().Which.ContentType.Should().Be("image/png");
        (await MediaResource.FetchAsync(sent.Sid, media[0].Sid, client: client)).ParentSid.Should().Be(sent.Sid);
        (await FeedbackResource.CreateAsync(sent.Sid, outcome: FeedbackResource.OutcomeEnum.Confirmed, client: client)).Outcome
            .Should().Be(FeedbackResource.OutcomeEnum.Confirmed);
        (await MediaResource.DeleteAsync(sent.Sid, media[0].Sid, client: client)).Should().BeTrue();
    }

    [Fact]
    public async Task It_makes_a_messaging_service_whose_pool_sends()
    {
        var service = await ServiceResource.CreateAsync(friendlyName: "Reminders", client: client);
        var number = (await ToListAsync(await IncomingPhoneNumberResource.ReadAsync(client: client))).Single();
        await Twilio.Rest.Messaging.V1.Service.PhoneNumberResource.CreateAsync(service.Sid, number.Sid, client: client);

        await MessageResource.CreateAsync(
            messagingServiceSid: service.Sid, to: new Twilio.Types.PhoneNumber(To), body: "From the pool", client: client);
        twilio.ForwardClock(TimeSpan.FromSeconds(1));

        twilio.Messages.Should().ContainSingle().Which.From.Should().Be(From);
        (await ToListAsync(await ServiceResource.ReadAsync(client: client))).Should().ContainSingle().Which.FriendlyName.Should().Be("Reminders");
    }

    [Fact]
    public async Task It_reads_the_account_and_its_balance()
    {
        (await AccountResource.FetchAsync(client: client)).Status.Should().Be(AccountResource.StatusEnum.Active);
        (await BalanceResource.FetchAsync(client: client)).Currency.Should().Be("USD");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_the_emulator_s_signatures_for_Twilio_s(bool shared)
    {
        await using var webhook = await WebhookListener.StartAsync();
        twilio.WebhookSharedKey = shared ? new WebhookSharedKey("WK1", "a shared secret") : null;
        await MessageResource.CreateAsync(
            from: new Twilio.Types.PhoneNumber(From), to: new Twilio.Types.PhoneNumber(To), body: "Hi", statusCallback: new Uri(webhook.Address + "status?a=%7e"), client: client);
        twilio.ForwardClock(TimeSpan.FromSeconds(1));

        var post = await webhook.NextAsync();

        var validator = new RequestValidator(shared ? "a shared secret" : twilio.AuthToken);
        var form = new Dictionary<string, string>(post.Form);
        var address = webhook.Address + "status?a=%7e";
        (shared
            ? validator.Validate(address, form, post.Signature, "HMAC_SHA256")
            : validator.Validate(address, form, post.Signature)).Should().BeTrue();
    }

    private static async Task<List<T>> ToListAsync<T>(ResourceSet<T> resources)
        where T : Resource
    {
        await Task.Yield();
        return [.. resources];
    }

#pragma warning disable CA2000 // A handler disposes of the one inside it.
    /// <summary>The client has no base address: what it asks of Twilio's hosts goes to the emulator.</summary>
    private sealed class ToEmulator(Uri address) : DelegatingHandler(new HttpClientHandler())
#pragma warning restore CA2000
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
