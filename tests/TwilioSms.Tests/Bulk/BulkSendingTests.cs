using System.Net;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Bulk;

public sealed class BulkSendingTests : BulkTest
{
    [Fact]
    public async Task Every_recipient_of_every_message_has_one_outcome_with_the_index_of_its_message()
    {
        await using var services = Connect();
        var messages = Enumerable.Range(0, 200).Select(n => Account.Message([.. Enumerable.Range(0, n % 3 + 1).Select(i => Number((10 * n) + i))]));

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(messages), new BulkSendOptions(), Stop));

        end.Should().BeNull();
        outcomes.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent);
        outcomes.Select(outcome => (outcome.MessageIndex, outcome.To)).Should().BeEquivalentTo(
            Enumerable.Range(0, 200).SelectMany(n => Enumerable.Range(0, n % 3 + 1).Select(i => ((long)n, Number((10 * n) + i)))));
    }

    [Fact]
    public async Task Outcomes_are_handed_out_as_they_become_known()
    {
        var first = new TaskCompletionSource();
        await using var services = Connect(async (form, _) =>
        {
            await (form["To"] == Number(0) ? first.Task : Task.CompletedTask);
            return InProcessTwilio.Accept();
        });

        var order = new List<long>();
        await foreach (var outcome in services.Sender().SendManyAsync(Stream(Messages(3)), new BulkSendOptions(), Stop))
        {
            order.Add(outcome.MessageIndex);
            if (order.Count == 2)
            {
                first.SetResult();
            }
        }

        order.Should().HaveCount(3).And.HaveElementAt(2, 0);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_the_options_allow()
    {
        var underWay = 0;
        var full = new TaskCompletionSource();
        using var twilio = new InProcessTwilio(async (_, stop) =>
        {
            if (Interlocked.Increment(ref underWay) == 7)
            {
                full.SetResult();
            }

            await full.Task.WaitAsync(stop);
            return InProcessTwilio.Accept();
        });
        await using var services = Connect(twilio);

        await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(50)), new BulkSendOptions { MaxConcurrency = 7 }, Stop));

        twilio.MostAtOnce.Should().Be(7);
    }

    [Fact]
    public async Task A_slow_caller_slows_down_the_reading()
    {
        await using var services = Connect();
        var read = 0;
        var taken = 0;
        var furthestAhead = 0;

        await foreach (var outcome in services.Sender().SendManyAsync(Stream(Messages(2_000), () => read++), new BulkSendOptions(), Stop))
        {
            for (var i = 0; i < 50; i++)
            {
                await Task.Yield();
            }

            furthestAhead = Math.Max(furthestAhead, Volatile.Read(ref read) - ++taken);
        }

        // Four in each of the two queues and four under way, the one just read, the one just handed out.
        furthestAhead.Should().BeLessThanOrEqualTo((3 * 4) + 2);
    }

    [Fact]
    public async Task A_bad_message_is_its_own_outcome_and_does_not_stop_the_others()
    {
        await using var services = Connect();
        SmsMessage[] messages =
        [
            Account.Message(Number(0)),
            new() { From = Account.From, To = [Number(1), Number(2)], Body = "Hi ${name}" },
            new() { From = Account.From, To = [Number(3)], Body = "Hi ${name" },
            new() { To = [Number(4)], Body = "Hello" },
            new() { From = Account.From, Body = "Hello" },
            new() { From = Account.From, To = [" "], Body = "Hello" },
            Account.Message(Number(5)),
        ];

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(messages), new BulkSendOptions(), Stop));

        end.Should().BeNull();
        outcomes.Select(outcome => (outcome.MessageIndex, outcome.To, outcome.State, outcome.Error?.Code)).Should().BeEquivalentTo(
            new (long, string, SmsOutcomeState, SmsErrorCode?)[]
            {
                (0, Number(0), SmsOutcomeState.Sent, null),
                (1, Number(1), SmsOutcomeState.Failed, SmsErrorCode.TemplateMetadataError),
                (1, Number(2), SmsOutcomeState.Failed, SmsErrorCode.TemplateMetadataError),
                (2, Number(3), SmsOutcomeState.Failed, SmsErrorCode.TemplateSyntaxError),
                (3, Number(4), SmsOutcomeState.Failed, SmsErrorCode.MissingInput),
                (4, "", SmsOutcomeState.Failed, SmsErrorCode.MissingInput),
                (5, "", SmsOutcomeState.Failed, SmsErrorCode.InvalidInput),
                (6, Number(5), SmsOutcomeState.Sent, null),
            });
    }

    [Fact]
    public async Task A_refused_recipient_does_not_stop_the_others()
    {
        await using var services = Connect((form, _) => Task.FromResult(
            form["To"] == Number(1) ? InProcessTwilio.Refuse(HttpStatusCode.BadRequest, 21211) : InProcessTwilio.Accept()));

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(3)), new BulkSendOptions(), Stop));

        end.Should().BeNull();
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Sent).Should().HaveCount(2);
        outcomes.Single(outcome => outcome.MessageIndex == 1).Error.Should().BeOfType<TwilioToNumberException>();
    }

    [Fact]
    public async Task Progress_counts_every_outcome_before_it_is_handed_out()
    {
        await using var services = Connect((form, _) => Task.FromResult(
            form["To"] == Number(1) ? InProcessTwilio.Refuse(HttpStatusCode.BadRequest, 21211) : InProcessTwilio.Accept()));
        var reports = new Reports();

        var handedOut = new List<SmsOutcome>();
        await foreach (var outcome in services.Sender().SendManyAsync(Stream(Messages(20)), new BulkSendOptions { Progress = reports }, Stop))
        {
            handedOut.Add(outcome);
            reports.All.Select(report => report.Outcome).Should().Equal(handedOut);
        }

        reports.All[^1].Should().BeEquivalentTo(new { MessagesRead = 20, Sent = 19, Failed = 1, Unknown = 0, NotAttempted = 0 });
        reports.All[^1].ToString().Should().Be("20 read: 19 sent, 1 failed, 0 unknown, 0 not attempted");
    }

    [Fact]
    public async Task A_run_can_be_enumerated_again()
    {
        await using var services = Connect();
        var run = services.Sender().SendManyAsync(Stream(Messages(3)), cancellationToken: Stop);

        (await TakeAllAsync(run)).Outcomes.Should().HaveCount(3);
        (await TakeAllAsync(run)).Outcomes.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(0.0, null)]
    [InlineData(-1.0, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, 0)]
    [InlineData(null, 1001)]
    public async Task Options_out_of_range_are_refused_at_once(double? rate, int? concurrency)
    {
        await using var services = Connect();
        var send = () => services.Sender().SendManyAsync(
            Stream(Messages(1)), new BulkSendOptions { MessagesPerSecond = rate, MaxConcurrency = concurrency }, Stop);

        send.Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>What is alive of what was read shows whether memory grows with the number of messages.</summary>
    [Fact]
    public async Task Few_messages_are_held_in_memory_however_many_there_are()
    {
        const int count = 100_000;
        await using var services = Connect();
        var read = new List<WeakReference>(count);
        var mostAlive = 0;

        var outcomes = 0;
        await foreach (var outcome in services.Sender().SendManyAsync(Stream(Tracked()), new BulkSendOptions { MaxConcurrency = 16 }, Stop))
        {
            if (++outcomes % 20_000 == 0)
            {
                GC.Collect();
                mostAlive = Math.Max(mostAlive, read.Take(outcomes).Count(message => message.IsAlive));
            }
        }

        outcomes.Should().Be(count);
        mostAlive.Should().BeLessThan(200);

        IEnumerable<SmsMessage> Tracked()
        {
            for (var n = 0; n < count; n++)
            {
                var message = new SmsMessage { From = Account.From, To = [Number(n)], Body = "Hi ${n}", Metadata = new() { ["n"] = n } };
                lock (read)
                {
                    read.Add(new WeakReference(message));
                }

                yield return message;
            }
        }
    }
}
