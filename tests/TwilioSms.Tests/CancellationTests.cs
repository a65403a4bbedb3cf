using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

public sealed class CancellationTests
{
    // Whatever is waited for in these tests never comes, and no request times out while they run: only cancelling can end a send.
    private static readonly TimeSpan LongTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Before_anything_is_sent_nobody_is_attempted()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);

        var canceled = await CancelAsync(services, Account.Message("+15550000001", "+15550000002"), new CancellationToken(true));

        canceled.Result.Outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.NotAttempted, SmsOutcomeState.NotAttempted);
        canceled.CancellationToken.IsCancellationRequested.Should().BeTrue();
        twilio.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task While_waiting_for_an_answer_the_message_is_unknown_and_earlier_outcomes_are_kept()
    {
        using var source = new CancellationTokenSource();
        await using var twilio = TwilioStub.Start(request => request["To"]![^1] switch
        {
            '1' => StubAnswer.Created(TwilioStub.SidOf(1), request["To"]),
            '2' => StubAnswer.Error(400, 21211),
            _ => CancelThen(source, StubAnswer.Silence),
        });
        await using var services = Account.Connect(twilio, options => (options.MaxConcurrency, options.Timeout) = (1, LongTimeout));

        var canceled = await CancelAsync(services, Account.Message("+1550001", "+1550002", "+1550003", "+1550004"), source.Token);

        canceled.Result.Outcomes.Select(outcome => outcome.State).Should().Equal(
            SmsOutcomeState.Sent, SmsOutcomeState.Failed, SmsOutcomeState.Unknown, SmsOutcomeState.NotAttempted);
        canceled.Result.ToSmsResultJson().Should().Be($$"""{"{{TwilioStub.SidOf(1)}}":"+1550001"}""");
    }

    [Fact]
    public async Task In_the_middle_of_an_answer_the_message_is_unknown()
    {
        using var source = new CancellationTokenSource();
        await using var twilio = TwilioStub.Start(_ => CancelThen(source, StubAnswer.Stalled(201)));
        await using var services = Account.Connect(twilio, options => options.Timeout = LongTimeout);

        var canceled = await CancelAsync(services, Account.Message(), source.Token);

        canceled.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Fact]
    public async Task While_connecting_nothing_has_been_attempted()
    {
        using var source = new CancellationTokenSource();
        await using var services = Account.Connect(FaultTests.ClosedPort(), options => options.Timeout = LongTimeout, builder =>
            builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectCallback = async (_, stop) =>
                {
                    await source.CancelAsync();
                    await Task.Delay(Timeout.Infinite, stop);
                    throw new UnreachableException();
                },
            }));

        var canceled = await CancelAsync(services, Account.Message(), source.Token);

        canceled.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.NotAttempted);
    }

    [Fact]
    public async Task While_rendering_nobody_is_attempted()
    {
        using var source = new CancellationTokenSource();
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio, build: builder =>
        {
            builder.Services.AddSingleton(source);
            builder.AddTemplateRenderer<EndlessRenderer>();
        });

        var canceled = await CancelAsync(services, Account.Message(), source.Token);

        canceled.Result.Outcomes.Single().State.Should().Be(SmsOutcomeState.NotAttempted);
    }

    private static async Task<TwilioSendCanceledException> CancelAsync(IServiceProvider services, SmsMessage message, CancellationToken cancellationToken)
    {
        var send = () => services.Sender().SendAsync(message, cancellationToken).WaitAsync(LongestTest, TestContext.Current.CancellationToken);

        var canceled = (await send.Should().ThrowAsync<TwilioSendCanceledException>()).Which;

        canceled.Should().BeAssignableTo<OperationCanceledException>();
        return canceled;
    }

    private static StubAnswer CancelThen(CancellationTokenSource source, StubAnswer answer)
    {
        source.Cancel();
        return answer;
    }

    public sealed class EndlessRenderer(CancellationTokenSource source) : ITemplateRenderer
    {
        public async ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken)
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new UnreachableException();
        }
    }
}
