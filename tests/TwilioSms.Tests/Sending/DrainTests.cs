using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>The end of a process: nothing new begins, what is under way is waited for and written down.</summary>
public sealed class DrainTests : KeyedTest
{
    [Fact]
    public async Task What_is_under_way_is_waited_for_and_what_is_not_written_yet_is_given_back()
    {
        var gate = new TaskCompletionSource();
        Twilio.Before = _ => gate.Task;
        var process = Start(options => options.MaxConcurrency = 2);
        var sending = process.Sender().SendAsync(MessageTo(Number(0), Number(1), Number(2), Number(3)), Stop);
        while (Twilio.Posts < 2)
        {
            await Task.Delay(2, Stop);
        }

        var stopping = StopAsync(process, Stop);
        stopping.IsCompleted.Should().BeFalse("two messages are under way");
        gate.SetResult();
        await stopping;

        var canceled = (await FluentActions.Awaiting(() => sending).Should().ThrowAsync<TwilioSendCanceledException>()).Which;
        canceled.Result.Outcomes.Select(outcome => outcome.State).Should().Equal(
            SmsOutcomeState.Sent, SmsOutcomeState.Sent, SmsOutcomeState.NotAttempted, SmsOutcomeState.NotAttempted);
        (await Ledger.RowsAsync()).Should().HaveCount(2).And.OnlyContain(row => row.State == LedgerState.Sent);
    }

    [Fact]
    public async Task A_message_that_waits_to_be_tried_again_is_given_back()
    {
        Twilio.Answer = (_, _) => Task.FromResult(Twilio.Refuse(System.Net.HttpStatusCode.TooManyRequests, 20429));
        var process = Start(options => options.MaxRetryDelay = TimeSpan.FromSeconds(10));
        var sending = process.Sender().SendAsync(Message(), Stop);
        while (Twilio.Posts < 1)
        {
            await Task.Delay(2, Stop);
        }

        await StopAsync(process, Stop);

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<TwilioSendCanceledException>();
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task Nothing_begins_afterwards()
    {
        var process = Start();
        await StopAsync(process, Stop);

        await FluentActions.Awaiting(() => process.Sender().SendAsync(Message(), Stop)).Should().ThrowAsync<TwilioSendCanceledException>();
        var (outcomes, end) = await TakeAllAsync(process.Sender().SendManyAsync(Stream([Message()]), cancellationToken: Stop));

        end.Should().BeAssignableTo<OperationCanceledException>();
        outcomes.Should().NotContain(outcome => outcome.State != SmsOutcomeState.NotAttempted);
        Twilio.Posts.Should().Be(0);
        Ledger.Claims.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_waits_for_anothers_claim_hears_that_it_is_in_doubt()
    {
        Twilio.Before = _ => Task.Delay(Timeout.Infinite, Stop);
        _ = Start().Sender().SendAsync(Message(), Stop);
        while (Twilio.Posts < 1)
        {
            await Task.Delay(2, Stop);
        }

        var process = Start();
        var waiting = FailAsync<TwilioIdempotencyException>(process, Message());
        await Task.Delay(20, Stop);
        await StopAsync(process, Stop);

        (await waiting).Result!.Outcomes.Single().UnresolvedReason.Should().Be(SmsUnresolvedReason.InDoubt);
    }

    [Fact]
    public async Task What_the_ledger_does_not_take_keeps_the_host_no_longer_than_its_shutdown_time()
    {
        Ledger.Before = WatchedLedger.FailAt("record");
        var process = Start();
        var sending = process.Sender().SendAsync(Message(), Stop);
        while (Ledger.Calls.All(call => call.Name != "record"))
        {
            await Task.Delay(2, Stop);
        }

        using var shutdown = new CancellationTokenSource();
        var stopping = StopAsync(process, shutdown.Token);
        stopping.IsCompleted.Should().BeFalse();
        await shutdown.CancelAsync();
        await stopping;

        await PassUntilAsync(sending);
        (await sending).AllSent.Should().BeTrue();
    }

    private static Task StopAsync(IServiceProvider process, CancellationToken cancellationToken) =>
        Task.WhenAll(process.GetServices<IHostedService>().Select(service => service.StopAsync(cancellationToken)));
}
