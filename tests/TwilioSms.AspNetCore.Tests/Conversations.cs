using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;

namespace TwilioSms.AspNetCore.Tests;

/// <summary>Both ways at once: a host, and an emulator that signs, delivers and acts upon answers as Twilio does.</summary>
public sealed class Conversations : IAsyncLifetime
{
    private const string Shop = "+14155550100";
    private const string Phone = "+14155550111";

    private TwilioEmulatorOptions options = null!;
    private TwilioEmulator twilio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => twilio = await TwilioEmulator.StartAsync(
        options =>
        {
            (options.SentAfter, options.DeliveredAfter) = (TimeSpan.Zero, TimeSpan.Zero);
            this.options = options;
        },
        Stop);

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_is_sent_and_its_delivery_is_heard_of(bool isShared)
    {
        twilio.WebhookSharedKey = isShared ? new WebhookSharedKey("one", "secret of one") : null;
        var delivered = new TaskCompletionSource<SmsStatusUpdate>();
        await using var host = await Host.StartAsync(
            twilio,
            app => app.MapTwilioStatus("/status", (SmsStatusUpdate update, ISmsSender _, HttpContext context) =>
            {
                if (update.Status == SmsMessageStatus.Delivered && context.Request.Headers.ContainsKey("I-Twilio-Idempotency-Token"))
                {
                    delivered.SetResult(update);
                }
            }),
            connector => connector.Services.Configure<TwilioConnectorOptions>(
                options => options.WebhookKeys = new Dictionary<string, string> { ["one"] = "secret of one" }));

        await Sender(host).SendAsync(New("Hello", statusCallback: host.Url("/status")), Stop);

        (await delivered.Task.WaitAsync(Stop)).MessageSid.Should().Be(twilio.Messages[0].Sid);
    }

    [Theory]
    [InlineData("#rc=3&rp=5xx", 3)]
    [InlineData("#rc=3&rp=ct,all", 3)]
    [InlineData("#rc=1&rp=5xx", 2)]
    [InlineData("#rc=3&rp=4xx", 1)]
    [InlineData("#rc=3", 1)]
    [InlineData("", 1)]
    public async Task What_a_handler_fails_on_comes_back_as_the_address_says(string overrides, int expected)
    {
        var tries = new ConcurrentQueue<string>();
        await using var host = await Host.StartAsync(twilio, app => app.MapTwilioMessages("/messages", (SmsIncomingMessage message, HttpContext context) =>
        {
            tries.Enqueue(context.Request.Headers["I-Twilio-Idempotency-Token"].ToString());
            return tries.Count < 3 ? throw new InvalidOperationException("Not yet.") : SmsReply.Text(message.Body);
        }));
        options.InboundWebhook = new Uri(host.Url("/messages") + overrides);

        var received = await twilio.ReceiveAsync(Phone, Shop, "Hi", cancellationToken: Stop);

        tries.Should().HaveCount(expected);
        tries.Distinct().Should().ContainSingle().Which.Should().NotBeEmpty();
        received.ErrorCode.Should().Be(expected == 3 ? null : 11200);
        twilio.Messages.Should().HaveCount(expected == 3 ? 1 : 0);
    }

    [Fact]
    public async Task An_incoming_message_is_replied_to()
    {
        await using var host = await Host.StartAsync(twilio, app => app.MapTwilioMessages("/messages", (SmsIncomingMessage message, ITemplateRenderer renderer) =>
            SmsReply.Text($"{message.Body} & <more> {renderer is not null}").AndText("", new Uri("https://example.com/1.png"))));
        options.InboundWebhook = host.Url("/messages");

        var received = await twilio.ReceiveAsync(Phone, Shop, "Hi", cancellationToken: Stop);

        received.ErrorCode.Should().BeNull(received.Note);
        twilio.Messages.Select(message => (message.To, message.Body, message.MediaUrls.Count)).Should().Equal(
            (Phone, "Hi & <more> True", 0), (Phone, "", 1));
    }

    [Fact]
    public async Task A_reply_can_be_sent_under_the_SID_of_what_it_answers()
    {
        await using var host = await Host.StartAsync(twilio, app => app.MapTwilioMessages("/messages", async (SmsIncomingMessage message, ISmsSender sender) =>
        {
            await sender.SendAsync(new SmsMessage { IdempotencyKey = message.MessageSid, From = message.To, To = [message.From], Body = "Noted." });
            return SmsReply.None;
        }));
        options.InboundWebhook = host.Url("/messages");

        await twilio.ReceiveAsync(Phone, Shop, "Hi", cancellationToken: Stop);

        twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Noted.");
    }

    [Theory]
    [InlineData("stop", "start")]
    [InlineData("ARRET", "UNSTOP")]
    public async Task Who_says_STOP_is_not_texted_until_START_and_it_costs_nothing(string stop, string start)
    {
        await using var host = await StartAsync(connector => connector.UseOptOuts());
        var sender = Sender(host);

        await twilio.ReceiveAsync(Phone, Shop, stop, cancellationToken: Stop);
        var requests = twilio.Messages.Count;
        var refusal = await sender.Awaiting(sender => sender.SendAsync(New("Sale"), Stop)).Should().ThrowAsync<TwilioToNumberException>();
        var outcome = refusal.Which.Result!.Outcomes.Should().ContainSingle().Subject;
        twilio.Messages.Should().HaveCount(requests);
        await sender.SendAsync(New("Sale", to: "+14155550122"), Stop);
        await twilio.ReceiveAsync(Phone, Shop, start, cancellationToken: Stop);
        var after = await sender.SendAsync(New("Welcome back"), Stop);

        outcome.State.Should().Be(SmsOutcomeState.Failed);
        refusal.Which.TwilioCode.Should().Be(21610);
        refusal.Which.IsTransient.Should().BeFalse();
        refusal.Which.Message.Should().Contain("STOP").And.Contain("Nothing was sent").And.NotContain(Phone);
        after.Outcomes[0].State.Should().Be(SmsOutcomeState.Sent);
    }

    [Fact]
    public async Task A_Messaging_Service_is_opted_out_of_as_a_whole()
    {
        await using var host = await Host.StartAsync(
            app => app.MapTwilioMessages("/messages", _ => SmsReply.None), connector => connector.UseEmulator(twilio).UseOptOuts());
        using var answer = await host.PostAsync(
            "/messages", [.. Host.Message("SM1", "Basta"), ("OptOutType", "STOP"), ("MessagingServiceSid", "MG1")], token: twilio.AuthToken);
        var store = host.Services.GetRequiredService<IOptOutStore>();

        (await store.HasOptedOutAsync("MG1", "+15558675310", Stop)).Should().BeTrue();
        (await store.HasOptedOutAsync("+15017250604", "+15558675310", Stop)).Should().BeTrue();
        (await store.HasOptedOutAsync("+15017250604", "+15558675311", Stop)).Should().BeFalse();
    }

    // Twilio unifies the two since March 2026 (twilio.com/en-us/changelog, "Unified Opt-Outs across RCS, SMS, and MMS channels").
    [Fact]
    public async Task Who_says_STOP_over_RCS_is_not_texted_over_SMS_either()
    {
        const string Service = "MG0123456789abcdef0123456789abcdef";
        await using var twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                this.options = options;
                options.MessagingServices.Add(new EmulatedMessagingService(Service) { Senders = { "rcs:shop", Shop } });
            },
            Stop);
        await using var host = await Host.StartAsync(
            twilio, app => app.MapTwilioMessages("/messages", _ => SmsReply.None), connector => connector.UseOptOuts());
        options.InboundWebhook = host.Url("/messages");
        var message = new SmsMessage { MessagingServiceSid = Service, To = [Phone], Body = "Sale" };
        var send = () => Sender(host).SendAsync(message, Stop);

        await twilio.ReceiveAsync("rcs:" + Phone, "rcs:shop", "STOP", cancellationToken: Stop);
        (await send.Should().ThrowAsync<TwilioToNumberException>()).Which.RequestId.Should().BeNull("the host knows");
        await host.Services.GetRequiredService<IOptOutStore>().OptInAsync(Service, Phone, Stop);
        (await send.Should().ThrowAsync<TwilioToNumberException>()).Which.RequestId.Should().NotBeNull("Twilio does, too");
        await twilio.ReceiveAsync("rcs:" + Phone, "rcs:shop", "START", cancellationToken: Stop);

        (await send()).Outcomes[0].State.Should().Be(SmsOutcomeState.Sent);
    }

    [Fact]
    public async Task What_Twilio_refuses_as_opted_out_is_not_asked_of_it_again()
    {
        await using var host = await StartAsync(connector => connector.UseOptOuts());
        var message = New("Sale", to: "+15005550004");
        var send = () => Sender(host).SendAsync(message, Stop);

        (await send.Should().ThrowAsync<TwilioToNumberException>()).Which.RequestId.Should().NotBeNull("Twilio was asked");
        (await send.Should().ThrowAsync<TwilioToNumberException>()).Which.RequestId.Should().BeNull("Twilio was not");
    }

    [Theory]
    [InlineData("21610")]
    [InlineData("30630")]
    public async Task A_report_that_somebody_has_opted_out_is_kept(string code)
    {
        await using var host = await Host.StartAsync(app => app.MapTwilioStatus("/status", _ => { }));

        using var answer = await host.PostAsync("/status", [.. Host.Report("SM1", "failed"), ("ErrorCode", code)]);

        (await host.Services.GetRequiredService<IOptOutStore>().HasOptedOutAsync("+15017250604", "+15558675310", Stop)).Should().BeTrue();
    }

    [Fact]
    public async Task Without_the_hosts_word_Twilio_decides()
    {
        await using var host = await StartAsync(_ => { });
        await host.Services.GetRequiredService<IOptOutStore>().OptOutAsync(Shop, Phone, Stop);

        (await Sender(host).SendAsync(New("Sale"), Stop)).Outcomes[0].State.Should().Be(SmsOutcomeState.Sent);
    }

    [Fact]
    public async Task Where_opt_outs_cannot_be_asked_nothing_is_sent()
    {
        await using var host = await StartAsync(connector =>
        {
            connector.UseOptOuts();
            connector.Services.AddKeyedSingleton<IOptOutStore>("", new BrokenStore());
        });

        (await Sender(host).Awaiting(sender => sender.SendAsync(New("Sale"), Stop)).Should().ThrowAsync<TwilioLedgerException>())
            .Which.Result!.Outcomes[0].State.Should().Be(SmsOutcomeState.Failed);
        twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public void Replies_are_TwiML()
    {
        var twiml = XDocument.Parse(SmsReply.Text("a < b & c\r\n\"😀\"\0\ud800").AndText("two", new Uri("https://example.com/?a=1&b=2")).ToTwiml());

        twiml.Root!.Elements("Message").Select(message => message.Element("Body")!.Value).Should().Equal("a < b & c\r\n\"😀\"\uFFFD\uFFFD", "two");
        twiml.Root.Descendants("Media").Select(medium => medium.Value).Should().Equal("https://example.com/?a=1&b=2");
        XDocument.Parse(SmsReply.None.ToTwiml()).Root!.HasElements.Should().BeFalse();
        SmsReply.Text("secret").ToString().Should().NotContain("secret");
    }

    [Fact]
    public void Replies_that_Twilio_would_not_send_are_errors_of_the_host()
    {
        FluentActions.Invoking(() => SmsReply.Text("")).Should().Throw<ArgumentException>().WithMessage("*SmsReply.None*");
        FluentActions.Invoking(() => SmsReply.Text(new string('a', 1601))).Should().Throw<ArgumentException>().WithMessage("*1,600*");
        FluentActions.Invoking(() => SmsReply.Text("a", new Uri("/1.png", UriKind.Relative))).Should().Throw<ArgumentException>();
    }

    private async Task<Host> StartAsync(Action<ITwilioConnectorBuilder> configure)
    {
        var host = await Host.StartAsync(twilio, app => app.MapTwilioMessages("/messages", _ => SmsReply.None), configure);
        options.InboundWebhook = host.Url("/messages");
        return host;
    }

    private static ISmsSender Sender(Host host) => host.Services.GetRequiredService<ISmsSender>();

    private static SmsMessage New(string body, string to = Phone, Uri? statusCallback = null) =>
        new() { From = Shop, To = [to], Body = body, StatusCallback = statusCallback };

    private sealed class BrokenStore : IOptOutStore
    {
        public Task<bool> HasOptedOutAsync(string sender, string recipient, CancellationToken cancellationToken) => throw new TimeoutException();

        public Task OptOutAsync(string sender, string recipient, CancellationToken cancellationToken) => throw new TimeoutException();

        public Task OptInAsync(string sender, string recipient, CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
