using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Http;

/// <summary>Whatever a handler of the host's own does with a message on its way, it leaves once.</summary>
public sealed class InnermostHandlerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Handlers => ["repeats", "reads and repeats", "copies and repeats", "copies and sends both at once", "is inner, reads and repeats"];

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_handler_that_sends_again_sends_once_and_the_message_is_not_called_failed(string handler)
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Text(503, "", "text/html"));
        await using var services = Connect(twilio, handler);

        var send = () => services.Sender().SendAsync(Account.Message(), Stop);

        var error = (await send.Should().ThrowAsync<TwilioUnknownException>()).Which;
        error.Message.Should().Contain("handler");
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        twilio.Requests.Should().ContainSingle(request => request["To"] == Account.To && request["Body"] == "Hello");
    }

    [Theory]
    [InlineData("reads")]
    [InlineData("copies")]
    [InlineData("fetches a token")]
    public async Task A_handler_that_sends_once_is_left_alone(string handler)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Connect(twilio, handler);

        (await services.Sender().SendAsync(Account.Message(), Stop)).AllSent.Should().BeTrue();
        (await services.Sender().SendAsync(Account.Message(), Stop)).AllSent.Should().BeTrue();

        twilio.Requests.Count(request => request["To"] == Account.To && request["Body"] == "Hello").Should().Be(2);
    }

    [Fact]
    public async Task A_handler_that_only_read_the_message_before_the_connection_failed_has_sent_nothing()
    {
        await using var services = Account.Connect(
            FaultTests.ClosedPort(),
            options => options.MaxRetries = 0,
            builder => builder.HttpClientBuilder.AddHttpMessageHandler(() => new FailsAfterReading()));

        var send = () => services.Sender().SendAsync(Account.Message(), Stop);

        var error = (await send.Should().ThrowAsync<TwilioUnknownException>()).Which;
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    private static ServiceProvider Connect(TwilioStub twilio, string handler) => Account.Connect(twilio, build: builder =>
    {
        if (handler.StartsWith("is inner", StringComparison.Ordinal))
        {
            // Registered as late as a host can.
            builder.HttpClientBuilder.ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Add(new Handler(handler)));
        }
        else
        {
            builder.HttpClientBuilder.AddHttpMessageHandler(() => new Handler(handler));
        }
    });

    private sealed class FailsAfterReading : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException("A bug in the host.");
        }
    }

    private sealed class Handler(string what) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
#pragma warning disable CA2000 // Copies live as long as their sends.
            switch (what)
            {
                case "repeats":
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                    return await base.SendAsync(request, cancellationToken);
                case "reads":
                    await request.Content!.ReadAsStringAsync(cancellationToken);
                    return await base.SendAsync(request, cancellationToken);
                case "copies":
                    return await base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken);
                case "fetches a token":
                    using (var token = new HttpRequestMessage(HttpMethod.Post, new Uri(request.RequestUri!, "/token")) { Content = new StringContent("a=b") })
                    {
                        (await base.SendAsync(token, cancellationToken)).Dispose();
                    }

                    return await base.SendAsync(request, cancellationToken);
                case "copies and repeats":
                    (await base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken)).Dispose();
                    return await base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken);
                case "copies and sends both at once":
                    var both = new[]
                    {
                        base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken),
                        base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken),
                    };
                    await Task.WhenAll(both);
                    return await both[1];
                default:
                    await request.Content!.ReadAsByteArrayAsync(cancellationToken);
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                    return await base.SendAsync(request, cancellationToken);
            }
#pragma warning restore CA2000
        }

        private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri)
            {
                Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)),
            };
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            foreach (var header in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return copy;
        }
    }
}
