using System.Collections.Concurrent;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>Whoever shares a ledger that lasts shares the rate of each sender.</summary>
public sealed class SharedPaceTests() : KeyedTest(isDurable: true)
{
    [Fact]
    public async Task Two_processes_keep_one_rate_and_reserve_a_second_at_a_time()
    {
        var sent = new ConcurrentQueue<DateTimeOffset>();
        Twilio.Before = _ =>
        {
            sent.Enqueue(Clock.GetUtcNow());
            return Task.CompletedTask;
        };
        var began = Clock.GetUtcNow();

        var running = Task.WhenAll(Enumerable.Range(0, 2).Select(process => TakeAllAsync(Start().Sender().SendManyAsync(
            Stream(Enumerable.Range(0, 20).Select(n => Message("run", "Hello", Number((100 * process) + n)))),
            new BulkSendOptions { MessagesPerSecond = 10, MaxConcurrency = 4 },
            Stop))));
        await PassUntilAsync(running, TimeSpan.FromMilliseconds(50));

        Twilio.Accepted.Should().HaveCount(40);
        for (var second = 0; second < 4; second++)
        {
            sent.Count(at => at >= began.AddSeconds(second) && at < began.AddSeconds(second + 1)).Should().BeLessThanOrEqualTo(21);
        }

        sent.Max().Should().BeOnOrAfter(began.AddSeconds(3.85));
        Ledger.Calls.Count(call => call.Name == "reserve").Should().Be(4);
    }

    [Fact]
    public async Task What_was_sent_before_takes_nobodys_turn()
    {
        var first = TakeAllAsync(Run(Start()));
        await PassUntilAsync(first, TimeSpan.FromMilliseconds(50));
        var reserved = Ledger.Calls.Count(call => call.Name == "reserve");

        var (outcomes, _) = await TakeAllAsync(Run(Start()));

        outcomes.Should().HaveCount(20).And.OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent && outcome.IsRepeated);
        Ledger.Calls.Count(call => call.Name == "reserve").Should().Be(reserved);

        IAsyncEnumerable<SmsOutcome> Run(IServiceProvider process) => process.Sender().SendManyAsync(
            Stream(Enumerable.Range(0, 20).Select(n => Message("run", "Hello", Number(n)))), new BulkSendOptions { MessagesPerSecond = 10 }, Stop);
    }

    [Fact]
    public async Task Where_the_rate_cannot_be_known_nothing_is_sent()
    {
        Ledger.Before = WatchedLedger.FailAt("reserve");

        var (outcomes, end) = await TakeAllAsync(Start().Sender().SendManyAsync(
            Stream(Messages(5)), new BulkSendOptions { MessagesPerSecond = 10 }, Stop));

        end.Should().BeOfType<TwilioLedgerException>();
        outcomes.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Failed || outcome.State == SmsOutcomeState.NotAttempted);
        Twilio.Posts.Should().Be(0);
    }
}
