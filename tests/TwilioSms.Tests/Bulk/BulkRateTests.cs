using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Bulk;

public sealed class BulkRateTests : BulkTest
{
    private const string OtherFrom = "+15005550009";

    [Fact]
    public async Task Each_sender_keeps_its_own_rate_and_its_messages_are_evenly_spaced()
    {
        var clock = new WaitCountingClock();
        var start = clock.GetUtcNow();
        var sent = new ConcurrentQueue<(string From, double Second)>();
        using var sends = new SemaphoreSlim(0);
        await using var services = Connect(
            (form, _) =>
            {
                sent.Enqueue((form["From"]!, (clock.GetUtcNow() - start).TotalSeconds));
                sends.Release();
                return Task.FromResult(InProcessTwilio.Accept());
            },
            clock: clock);
        var messages = Enumerable.Range(0, 6).Select(n =>
            new SmsMessage { From = n % 2 == 0 ? Account.From : OtherFrom, To = [Number(n)], Body = "Hello" });

        var run = TakeAllAsync(services.Sender().SendManyAsync(
            Stream(messages), new BulkSendOptions { MessagesPerSecond = 2, MaxConcurrency = 6 }, Stop));

        // The first of each sender goes at once; the four others have booked their moments.
        await TakeAsync(clock.Waits, 4);
        await TakeAsync(sends, 2);
        clock.Advance(TimeSpan.FromSeconds(0.499));
        clock.Advance(TimeSpan.FromSeconds(0.001));
        await TakeAsync(sends, 2);
        clock.Advance(TimeSpan.FromSeconds(0.5));

        (await run).Outcomes.Should().HaveCount(6);
        sent.Where(message => message.From == Account.From).Select(message => message.Second).Should().Equal(0, 0.5, 1);
        sent.Where(message => message.From == OtherFrom).Select(message => message.Second).Should().Equal(0, 0.5, 1);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_the_rate()
    {
        var clock = new WaitCountingClock();
        await using var services = Connect(clock: clock);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var outcomes = new List<SmsOutcome>();
        var take = async () =>
        {
            await foreach (var outcome in services.Sender().SendManyAsync(
                Stream(Messages(3)), new BulkSendOptions { MessagesPerSecond = 0.01, MaxConcurrency = 3 }, cancellation.Token))
            {
                outcomes.Add(outcome);
                if (outcomes.Count == 1)
                {
                    await TakeAsync(clock.Waits, 2);
                    await cancellation.CancelAsync();
                }
            }
        };

        await take.Should().ThrowAsync<OperationCanceledException>();
        outcomes.Select(outcome => outcome.State).Should().Equal(
            SmsOutcomeState.Sent, SmsOutcomeState.NotAttempted, SmsOutcomeState.NotAttempted);
    }

    private static async Task TakeAsync(SemaphoreSlim semaphore, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await semaphore.WaitAsync(Stop);
        }
    }

    /// <summary>A clock that knows how many wait for the rate: their timers are told from those of requests by their length.</summary>
    private sealed class WaitCountingClock : FakeTimeProvider
    {
        private static readonly TimeSpan RequestTimeout = new TwilioConnectorOptions().Timeout;

        public SemaphoreSlim Waits { get; } = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime != RequestTimeout)
            {
                Waits.Release();
            }

            return timer;
        }
    }
}
