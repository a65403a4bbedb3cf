using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.AspNetCore.Tests;

public sealed class SignedRequests
{
    private int handled;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_that_Twilio_signed_is_handled()
    {
        await using var host = await Host.StartAsync(Map);

        using var answer = await host.PostAsync("/status?tenant=1", Host.Report("SM1"));

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        handled.Should().Be(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Zm9yZ2VkIGJ5IHNvbWVib2R5IQ==")]
    public async Task A_forged_report_is_refused_and_not_handled(string? signature)
    {
        await using var host = await Host.StartAsync(Map);

        using var answer = await host.PostAsync("/status", Host.Report("SM1"), request =>
        {
            request.Headers.Remove("X-Twilio-Signature");
            if (signature is not null)
            {
                request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
            }
        });

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        handled.Should().Be(0);
        host.Log.Of(40).Should().ContainSingle().Which.Should().Contain("/status").And.NotContain("5558675310");
    }

    [Fact]
    public async Task A_body_is_not_interpreted_before_its_signature_is_checked()
    {
        await using var host = await Host.StartAsync(Map);

        using var unsigned = await host.PostAsync("/status", [("nothing", "of it")], request => request.Headers.Remove("X-Twilio-Signature"));
        using var signed = await host.PostAsync("/status", [("nothing", "of it")]);

        unsigned.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        signed.StatusCode.Should().Be(HttpStatusCode.BadRequest, "Twilio signed it, and it is no report");
        handled.Should().Be(0);
    }

    [Fact]
    public async Task A_signature_of_another_address_or_form_is_refused()
    {
        await using var host = await Host.StartAsync(Map);
        var genuine = Host.Report("SM1");

        using var address = await host.PostAsync("/status", genuine, signedFor: host.Url("/messages").ToString());
        using var form = await host.PostAsync("/status", Host.Report("SM1", "failed"), request =>
        {
            request.Headers.Remove("X-Twilio-Signature");
            request.Headers.Add("X-Twilio-Signature", Host.Sign(Host.Token, host.Url("/status").ToString(), genuine));
        });

        address.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        form.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        handled.Should().Be(0);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_long_is_not_read()
    {
        await using var host = await Host.StartAsync(Map);

        using var content = new ByteArrayContent(new byte[(64 * 1024) + 1]);

        using var answer = await host.Client.PostAsync(new Uri("/status", UriKind.Relative), content, Stop);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_without_end_is_read_to_an_end()
    {
        await using var host = await Host.StartAsync(Map);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, Stop);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), Stop);

        // It goes on until it is answered.
        var chunk = Encoding.ASCII.GetBytes("1000\r\n" + new string('a', 0x1000) + "\r\n");
        using var reader = new StreamReader(stream);
        var answer = reader.ReadLineAsync(Stop).AsTask();
        var written = 0;
        while (!answer.IsCompleted && written < 64 * 1024 * 1024)
        {
            try
            {
                await stream.WriteAsync(chunk, Stop);
                written += 0x1000;
            }
            catch (IOException)
            {
                break;
            }
        }

        (await answer).Should().Contain("413");
        handled.Should().Be(0);
    }

    [Fact]
    public async Task The_setting_says_what_Twilio_called()
    {
        await using var host = await Host.StartAsync(
            Map, connector => connector.Services.Configure<TwilioConnectorOptions>(options => options.PublicUrl = new Uri("https://shop.example/api/")));

        using var called = await host.PostAsync("/status?a=%7e", Host.Report("SM1"), signedFor: "https://shop.example/api/status?a=%7e");
        using var notCalled = await host.PostAsync("/status", Host.Report("SM2"));

        called.StatusCode.Should().Be(HttpStatusCode.NoContent);
        notCalled.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_a_proxy_says_counts_only_where_the_host_trusts_it()
    {
        await using var distrusting = await Host.StartAsync(Map);
        await using var trusting = await Host.StartAsync(app =>
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix });
            Map(app);
        });

        (await PostAsync(distrusting)).Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(trusting)).Should().Be(HttpStatusCode.NoContent);

        static async Task<HttpStatusCode> PostAsync(Host host)
        {
            using var answer = await host.PostAsync(
                "/status",
                Host.Report("SM1"),
                request =>
                {
                    request.Headers.Add("X-Forwarded-Host", "shop.example");
                    request.Headers.Add("X-Forwarded-Proto", "https");
                    request.Headers.Add("X-Forwarded-Prefix", "/api");
                },
                signedFor: "https://shop.example/api/status");
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Secrets_rotate_without_a_request_being_lost()
    {
        await using var host = await Host.StartAsync(
            Map, connector => connector.Services.Configure<TwilioConnectorOptions>(options => options.WebhookTokens = ["the old one"]));

        using var old = await host.PostAsync("/status", Host.Report("SM1"), token: "the old one");
        using var present = await host.PostAsync("/status", Host.Report("SM2"));

        old.StatusCode.Should().Be(HttpStatusCode.NoContent);
        present.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task With_an_API_key_alone_a_shared_key_signs()
    {
        await using var host = await Host.StartAsync(Map, connector => connector.Services.Configure<TwilioConnectorOptions>(options =>
        {
            options.Token = null;
            (options.ApiKeySid, options.ApiKeySecret) = ("SK1", "x");
            options.WebhookKeys = new Dictionary<string, string> { ["one"] = "secret of one" };
        }));

        using var signed = await host.PostAsync("/status", Host.Report("SM1"), request => SignBy(request, host, "one", "secret of one", "SM1"));
        using var unknown = await host.PostAsync("/status", Host.Report("SM2"), request => SignBy(request, host, "two", "secret of one", "SM2"));
        using var byToken = await host.PostAsync("/status", Host.Report("SM3"));

        signed.StatusCode.Should().Be(HttpStatusCode.NoContent);
        unknown.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        byToken.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        host.Log.Of(40).Should().HaveCount(2).And.AllSatisfy(entry => entry.Should().Contain("MissingSecret").And.NotContain("secret of one"));
    }

    [Fact]
    public async Task An_endpoint_of_another_registration_has_its_secrets()
    {
        await using var host = await Host.StartAsync(
            app => app.MapTwilioStatus("/status", Count).WithTwilioConnector("marketing"),
            connector => connector.Services.AddTwilioConnector(
                "marketing", options => (options.Account, options.Token) = ("ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "theirs")));

        using var ours = await host.PostAsync("/status", Host.Report("SM1"));
        using var theirs = await host.PostAsync("/status", Host.Report("SM1"), token: "theirs");

        ours.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        theirs.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    // Twilio asks with GET where the number or the Messaging Service says so: the form is the query then, and the address all that is signed.
    [Fact]
    public async Task A_GET_is_read_from_its_query()
    {
        await using var host = await Host.StartAsync(app =>
        {
            Map(app);
            app.MapTwilioMessages("/messages", message => SmsReply.Text($"{message.From}: {message.Body}"));
        });

        using var report = await GetAsync("/status?tenant=1&MessageSid=SM1&MessageStatus=delivered");
        using var message = await GetAsync("/messages?MessageSid=SM2&From=%2B15558675310&To=%2B15017250604&Body=Gr%C3%BC%C3%9Fe+%26+mehr");
        using var forged = await GetAsync("/status?MessageSid=SM3&MessageStatus=delivered", "/status?MessageSid=SM4&MessageStatus=delivered");
        using var preview = new HttpRequestMessage(HttpMethod.Head, host.Url("/status?MessageSid=SM1&MessageStatus=sent"));
        using var head = await host.Client.SendAsync(preview, Stop);

        report.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await message.Content.ReadAsStringAsync(Stop)).Should().Contain("<Body>+15558675310: Grüße &amp; mehr</Body>");
        forged.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        head.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        handled.Should().Be(1);

        async Task<HttpResponseMessage> GetAsync(string path, string? signedFor = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, host.Url(path));
            request.Headers.Add("X-Twilio-Signature", Host.Sign(Host.Token, host.Url(signedFor ?? path).ToString(), []));
            return await host.Client.SendAsync(request, Stop);
        }
    }

    [Theory]
    [InlineData("POST /status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n", "400")]
    [InlineData("POST /mine HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n", "400")]
    [InlineData("POST /status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", null)]
    [InlineData("POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nab", null)]
    public async Task What_is_malformed_or_breaks_off_is_no_failure_of_the_hosts(string request, string? status)
    {
        await using var host = await Host.StartAsync(app =>
        {
            Map(app);
            app.MapPost("/mine", () => "mine").RequireTwilioSignature();
        });
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, Stop);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        if (status is null)
        {
            // Nothing more comes.
            socket.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(Stop);

        answer.Should().StartWith(status is null ? "" : $"HTTP/1.1 {status}");
        host.Log.Failures.Should().BeEmpty();
        handled.Should().Be(0);
    }

    [Fact]
    public async Task A_body_that_somebody_has_read_before_is_read_again_or_the_mistake_is_told()
    {
        await using var host = await Host.StartAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                if (context.Request.Query.ContainsKey("buffered"))
                {
                    context.Request.EnableBuffering();
                }

                using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
                _ = await reader.ReadToEndAsync(context.RequestAborted);
                await next(context);
            });
            Map(app);
        });

        using var buffered = await host.PostAsync("/status?buffered=yes", Host.Report("SM1"));
        using var gone = await host.PostAsync("/status", Host.Report("SM2"));

        buffered.StatusCode.Should().Be(HttpStatusCode.NoContent);
        gone.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        host.Log.Failures.Should().ContainSingle().Which.Should().Contain("EnableBuffering");
        handled.Should().Be(1);
    }

    [Fact]
    public async Task A_handler_that_asks_for_what_is_no_service_is_told_at_once()
    {
        var reports = () => Host.StartAsync(app => app.MapTwilioStatus("/status", (SmsStatusUpdate _, HttpContext _, CancellationToken _, Version _) => { }));
        var messages = () => Host.StartAsync(app => app.MapTwilioMessages("/messages", (SmsIncomingMessage _, Version _) => SmsReply.None));

        await reports.Should().ThrowAsync<InvalidOperationException>().WithMessage("*/status*System.Version*");
        await messages.Should().ThrowAsync<InvalidOperationException>().WithMessage("*/messages*System.Version*");
    }

    // Either would be lost, or answered by mistake, where the console has the two addresses the wrong way round.
    [Fact]
    public async Task A_message_at_the_address_of_reports_and_a_report_at_that_of_messages_are_refused_and_said()
    {
        await using var host = await Host.StartAsync(app =>
        {
            Map(app);
            app.MapTwilioMessages("/messages", _ => SmsReply.Text("Who is it?"));
        });

        using var message = await host.PostAsync("/status", [.. Host.Message("SM1"), ("SmsStatus", "received")]);
        using var report = await host.PostAsync("/messages", Host.Report("SM2"));

        message.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        report.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        host.Log.Of(41).Should().HaveCount(2).And.Contain(entry => entry.Contains("incoming message")).And.Contain(entry => entry.Contains("status callback"));
        handled.Should().Be(0);
    }

    // Twilio signs by a shared key what it signs by the token, with another hash.
    private static void SignBy(HttpRequestMessage request, Host host, string key, string secret, string sid)
    {
        var signed = $"{host.Url("/status")}From+15017250604MessageSid{sid}MessageStatusdeliveredTo+15558675310";
        request.Headers.Remove("X-Twilio-Signature");
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed))));
        request.Headers.TryAddWithoutValidation("X-Twilio-Webhooks-Signature-Settings", $"key={key},algorithm=HMAC_SHA256");
    }

    private void Map(WebApplication app) => app.MapTwilioStatus("/status", Count);

    private void Count(SmsStatusUpdate update) => Interlocked.Increment(ref handled);
}
