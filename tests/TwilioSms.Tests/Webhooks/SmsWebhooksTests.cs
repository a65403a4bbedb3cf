using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace TwilioSms.Tests.Webhooks;

/// <summary>What was posted is handled once, for hosts without ASP.NET too.</summary>
public sealed class SmsWebhooksTests : IDisposable
{
    private static readonly SmsIncomingMessage Message = SmsModelFactory.IncomingMessage("SM1", "+15558675310", "+15017250604", "Hello");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly ServiceProvider services;

    public SmsWebhooksTests()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(clock).AddLogging();
        collection.AddTwilioConnector(options => (options.Account, options.Token) = ("AC" + new string('a', 32), "x"));
        services = collection.BuildServiceProvider();
    }

    private ISmsWebhooks Webhooks => services.GetRequiredService<ISmsWebhooks>();

    private IOptOutStore OptOuts => services.GetRequiredService<IOptOutStore>();

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task A_message_and_a_report_of_the_same_SID_are_two_things()
    {
        (await RunAsync()).Should().Be(SmsWebhookRun.Ran);
        (await RunAsync()).Should().Be(SmsWebhookRun.Repeated);
        (await Webhooks.RunOnceAsync(SmsModelFactory.StatusUpdate("SM1", "sent"), _ => Task.CompletedTask, CancellationToken.None))
            .Should().Be(SmsWebhookRun.Ran);
    }

    [Fact]
    public async Task A_handler_has_a_minute_and_what_it_did_not_do_is_done_again()
    {
        var handling = Webhooks.RunOnceAsync(Message, cancellationToken => Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken), CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(61));

        await handling.Awaiting(handling => handling).Should().ThrowAsync<OperationCanceledException>();
        (await RunAsync()).Should().Be(SmsWebhookRun.Ran);
    }

    [Fact]
    public async Task What_somebody_claimed_who_does_not_come_back_is_handled_after_five_minutes()
    {
        var dead = Webhooks.RunOnceAsync(Message, _ => new TaskCompletionSource().Task, CancellationToken.None);

        clock.Advance(TimeSpan.FromMinutes(4));
        (await RunAsync()).Should().Be(SmsWebhookRun.UnderWay);
        clock.Advance(TimeSpan.FromMinutes(2));
        (await RunAsync()).Should().Be(SmsWebhookRun.Ran);
        (await RunAsync()).Should().Be(SmsWebhookRun.Repeated);
        dead.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Who_comes_back_late_does_not_give_back_what_another_has_taken_over()
    {
        var late = new TaskCompletionSource();
        var first = Webhooks.RunOnceAsync(Message, _ => late.Task, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(6));
        var goOn = new TaskCompletionSource();
        var second = Webhooks.RunOnceAsync(Message, _ => goOn.Task, CancellationToken.None);

        late.SetException(new InvalidOperationException());
        await first.Awaiting(first => first).Should().ThrowAsync<InvalidOperationException>();

        (await RunAsync()).Should().Be(SmsWebhookRun.UnderWay);
        goOn.SetResult();
        (await second).Should().Be(SmsWebhookRun.Ran);
    }

    [Fact]
    public async Task Of_a_hundred_at_once_one_is_handled()
    {
        var handled = 0;
        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Webhooks.RunOnceAsync(
            Message,
            async _ =>
            {
                Interlocked.Increment(ref handled);
                await Task.Yield();
            },
            CancellationToken.None))));

        handled.Should().Be(1);
        runs.Should().ContainSingle(run => run == SmsWebhookRun.Ran);
    }

    [Fact]
    public async Task An_opt_out_is_kept_before_the_handler_and_whatever_becomes_of_it()
    {
        var stop = SmsModelFactory.IncomingMessage("SM2", "+15558675310", "+15017250604", "Stop");

        await Webhooks.Awaiting(webhooks => webhooks.RunOnceAsync(stop, _ => throw new InvalidOperationException(), CancellationToken.None))
            .Should().ThrowAsync<InvalidOperationException>();

        (await OptOuts.HasOptedOutAsync("+15017250604", "+15558675310", CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task An_opt_out_is_kept_once_taken_back_and_kept_again()
    {
        async Task<bool> HasAsync() => await OptOuts.HasOptedOutAsync("MG1", "+15558675310", CancellationToken.None);

        await OptOuts.OptInAsync("MG1", "+15558675310", CancellationToken.None);
        (await HasAsync()).Should().BeFalse();
        await OptOuts.OptOutAsync("MG1", "+15558675310", CancellationToken.None);
        await OptOuts.OptOutAsync("MG1", "+15558675310", CancellationToken.None);
        (await HasAsync()).Should().BeTrue();
        await OptOuts.OptInAsync("MG1", "+15558675310", CancellationToken.None);
        (await HasAsync()).Should().BeFalse();
        await OptOuts.OptOutAsync("MG1", "+15558675310", CancellationToken.None);
        (await HasAsync()).Should().BeTrue();
    }

    private Task<SmsWebhookRun> RunAsync() => Webhooks.RunOnceAsync(Message, _ => Task.CompletedTask, CancellationToken.None);
}
