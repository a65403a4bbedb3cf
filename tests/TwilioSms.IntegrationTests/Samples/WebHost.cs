using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;
using TwilioSms.WebHost;

namespace TwilioSms.IntegrationTests.Samples;

public sealed class WebHost : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private TwilioEmulator twilio = null!;
    private WebApplication app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<string> GetAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Stop);

    private DeliveryLog Deliveries => app.Services.GetRequiredService<DeliveryLog>();

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(
            options => (options.SentAfter, options.DeliveredAfter) = (TimeSpan.Zero, TimeSpan.Zero), Stop);
        app = SmsHost.Build(["--urls", "http://127.0.0.1:0"], connector => connector.UseEmulator(twilio));
        await app.StartAsync(Stop);
        client.BaseAddress = new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task It_sends_and_hears_of_the_delivery()
    {
        using var sent = await client.PostAsJsonAsync("/send", new { From = "+14155550100", To = "+14155550111", Body = "Hello" }, Stop);

        sent.StatusCode.Should().Be(HttpStatusCode.OK);
        var message = twilio.Messages.Should().ContainSingle().Subject;
        (await Deliveries.Updates.ReadAsync(Stop)).Status.Should().Be(SmsMessageStatus.Sent);
        (await Deliveries.Updates.ReadAsync(Stop)).Status.Should().Be(SmsMessageStatus.Delivered);
        (await GetAsync("/messages")).Should().Be($$"""{"{{message.Sid}}":["sent","delivered"]}""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Zm9yZ2VkIGJ5IHNvbWVib2R5IQ==")]
    public async Task It_refuses_a_forged_report(string? signature)
    {
        using var forged = new FormUrlEncodedContent([new("MessageSid", "SM1"), new("MessageStatus", "delivered")]);
        if (signature is not null)
        {
            forged.Headers.TryAddWithoutValidation(TwilioWebhook.SignatureHeader, signature);
        }

        using var refused = await client.PostAsync(new Uri("/twilio/status", UriKind.Relative), forged, Stop);

        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        Deliveries.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task It_does_not_read_a_report_without_end()
    {
        using var endless = new ByteArrayContent(new byte[1024 * 1024]);

        using var refused = await client.PostAsync(new Uri("/twilio/status", UriKind.Relative), endless, Stop);

        refused.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_is_answered_with_the_name_of_the_error()
    {
        using var refused = await client.PostAsJsonAsync("/send", new { From = "+14155550100", To = "+15005550001", Body = "Hello" }, Stop);

        refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync(Stop)).Should().Contain("INVALID_TO_PHONE_NUMBER_ERROR");
    }

    [Fact]
    public void The_page_of_the_package_shows_this_host_in_under_60_lines()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "SmsHost.cs"));

        lines.Should().HaveCountLessThan(60);
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "AspNetCore.md")).Should().Contain(string.Join('\n', lines));
    }

    [Fact]
    public async Task It_is_as_healthy_as_the_account()
    {
        (await GetAsync("/health")).Should().Be("Healthy");
        twilio.AccountStatus = EmulatedAccountStatus.Suspended;
        (await GetAsync("/health")).Should().Be("Healthy", "a good result holds for a minute");
    }
}
