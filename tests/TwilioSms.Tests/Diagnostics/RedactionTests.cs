using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Diagnostics;

/// <summary>Credentials, texts, metadata and full numbers appear in nothing that is logged, thrown, traced, counted or printed.</summary>
public sealed class RedactionTests
{
    private const string Sender = "+15005550006";
    private const string Recipient = "+15559876543";
    private const string Secret = "t0p-5ecret-t0ken";
    private const string Text = "Your one-time code is 482913";
    private const string Value = "Annabella";

    private static readonly string[] Forbidden =
    [
        Sender, Recipient, "5005550006", "5559876543", Secret, Text, "482913", Value,
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account.Sid}:{Secret}")),
    ];

    public static TheoryData<string> Situations =>
        ["sent", "refused", "authentication", "unreadable", "reset", "timeout", "unreachable", "cancelled", "missing value", "bad syntax", "bug", "too long"];

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task Nothing_that_is_said_of_a_send_gives_it_away(string situation)
    {
        using var recorder = new Recorder();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var twilio = TwilioStub.Start(request => AnswerTo(situation, request, cancellation));
        await using var services = Account.Connect(
            situation == "unreachable" ? FaultTests.ClosedPort() : twilio.BaseAddress,
            options => (options.Token, options.Timeout) = (Secret, TimeSpan.FromMilliseconds(situation == "timeout" ? 100 : 20_000)),
            builder =>
            {
                builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder));
                if (situation == "bug")
                {
                    builder.HttpClientBuilder.AddHttpMessageHandler(static () => new Buggy());
                }
            });
        var message = new SmsMessage
        {
            From = Sender,
            To = [Recipient],
            Body = situation switch
            {
                "missing value" => Text + " ${nobody}",
                "bad syntax" => Text + " ${name",
                "too long" => string.Concat(Enumerable.Repeat(Text, 100)),
                _ => Text + " ${name}",
            },
            Metadata = new() { ["name"] = Value },
        };

        var said = new List<object?> { message, message.Metadata, services.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().CurrentValue };
        try
        {
            said.Add(await services.Sender().SendAsync(message, cancellation.Token));
        }
        catch (TwilioConnectorException exception)
        {
            said.AddRange([exception, exception.Message, exception.Result, .. exception.Result?.Outcomes ?? []]);
        }
        catch (TwilioSendCanceledException exception)
        {
            said.AddRange([exception, exception.Result, .. exception.Result.Outcomes]);
        }

        said.Should().HaveCountGreaterThan(3);
        foreach (var line in said.Select(thing => thing?.ToString()).Concat(recorder.Lines))
        {
            line.Should().NotContainAny(Forbidden);
        }
    }

    [Theory]
    [InlineData("+15551230006", "+1555***0006")]
    [InlineData("+491701234567", "+4917***4567")]
    [InlineData("+4512345678", "***78")]
    [InlineData("12345", "***")]
    [InlineData("", "(none)")]
    [InlineData(null, "(none)")]
    public void A_number_is_masked_in_its_middle(string? number, string masked) => Redaction.Mask(number).Should().Be(masked);

    private static StubAnswer AnswerTo(string situation, StubRequest request, CancellationTokenSource cancellation)
    {
        switch (situation)
        {
            case "refused":
                return StubAnswer.Error(400, 21211, $"The 'To' number {request["To"]} is not a valid phone number: {request["Body"]}");
            case "authentication":
                return StubAnswer.Error(401, 20003, $"Authenticate {request.Credentials} {request.Headers["Authorization"]}");
            case "unreadable":
                return StubAnswer.Text(201, $"<html>{request["Body"]} {request["To"]}</html>", "text/html");
            case "reset":
                return StubAnswer.Reset;
            case "timeout":
                return StubAnswer.Silence;
            case "cancelled":
                cancellation.Cancel();
                return StubAnswer.Silence;
            default:
                return StubAnswer.Created(TwilioStub.SidOf(1), request["To"]);
        }
    }

    private sealed class Buggy : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"A bug near {(await request.Content!.ReadAsStringAsync(cancellationToken)).Length} bytes.");
    }
}
