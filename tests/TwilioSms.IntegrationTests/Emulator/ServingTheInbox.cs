using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Being on loopback is no protection against other pages in the developer's browser.</summary>
public sealed class ServingTheInbox : IAsyncLifetime
{
    private const string NoFaults = """{"refused":{},"delaySeconds":0,"tooManyRequests":false}""";

    private readonly HttpClient client = new();
    private TwilioEmulator twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await TwilioEmulator.StartAsync(cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task The_page_allows_nothing_that_is_not_its_own()
    {
        using var response = await SendAsync(HttpMethod.Get, "/");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("script-src 'self';").And.Contain("frame-ancestors 'none'")
            .And.Contain("require-trusted-types-for 'script'").And.NotContain("unsafe");
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.Should().NotContainKey("Access-Control-Allow-Origin");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/emulator/events")]
    [InlineData("/inbox/inbox.js")]
    public async Task A_name_that_leads_here_is_not_served(string path)
    {
        // DNS rebinding: a page of attacker.example whose name now has this machine's address.
        using var response = await SendAsync(HttpMethod.Get, path, host: "attacker.example");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Contain("not to the name 'attacker.example'");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("192.168.1.7")]
    public async Task Localhost_and_addresses_are_served(string host)
    {
        using var response = await SendAsync(HttpMethod.Get, "/", host: host);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("DELETE", "/emulator/messages")]
    [InlineData("PUT", "/emulator/faults")]
    [InlineData("POST", "/emulator/messages")]
    public async Task Another_site_s_page_may_change_nothing(string method, string path)
    {
        await SendMessageAsync();

        using var response = await SendAsync(new HttpMethod(method), path, NoFaults, origin: "https://attacker.example");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        twilio.Messages.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_a_form_can_post_is_not_taken(string contentType)
    {
        using var response = await SendAsync(HttpMethod.Put, "/emulator/faults", NoFaults, contentType: contentType);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_itself_may()
    {
        await SendMessageAsync();

        using var response = await SendAsync(HttpMethod.Delete, "/emulator/messages", origin: twilio.BaseAddress.GetLeftPart(UriPartial.Authority));

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        twilio.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"refused\":null,\"delaySeconds\":0,\"tooManyRequests\":false}")]
    [InlineData("{\"refused\":{\"+14155550111\":12345},\"delaySeconds\":0,\"tooManyRequests\":false}")]
    [InlineData("{\"refused\":{},\"delaySeconds\":-1,\"tooManyRequests\":false}")]
    public async Task Faults_that_make_no_sense_are_refused(string faults)
    {
        using var response = await SendAsync(HttpMethod.Put, "/emulator/faults", faults);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("/inbox/nothing.js")]
    [InlineData("/inbox/../TwilioSms.Emulator.dll")]
    [InlineData("/inbox/Page/index.html")]
    public async Task Only_the_page_s_own_files_are_served(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_that_was_allowed_is_served()
    {
        await using var container = await TwilioEmulator.StartAsync(options => options.AllowedHosts.Add("twilio"), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(container.BaseAddress, "/emulator/messages")) { Headers = { Host = "Twilio:4010" } };

        using var response = await client.SendAsync(request, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_health_is_told_under_any_name()
    {
        using var response = await SendAsync(HttpMethod.Get, "/health", host: "twilio.example");

        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Be("ok");
    }

    [Fact]
    public async Task No_fault_befalls_the_page()
    {
        twilio.Faults.Add(Fault.Respond(503));

        using var page = await SendAsync(HttpMethod.Get, "/");

        page.StatusCode.Should().Be(HttpStatusCode.OK);
        using var http = new TwilioHttp(twilio);
        (await http.SendAsync()).Status.Should().Be(503);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task SendMessageAsync()
    {
        using var http = new TwilioHttp(twilio);
        (await http.SendAsync()).Status.Should().Be(201);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? content = null, string? host = null, string? origin = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(twilio.BaseAddress, path));
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (content is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        }

        return await client.SendAsync(request, Cancellation);
    }
}
