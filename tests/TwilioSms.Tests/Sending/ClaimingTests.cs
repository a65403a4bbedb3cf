using System.Net;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>What is written before a message leaves and after, and when the fence closes.</summary>
public sealed class ClaimingTests() : KeyedTest(isDurable: true)
{
    [Fact]
    public async Task All_recipients_that_can_begin_at_once_are_claimed_in_one_statement_in_the_order_of_keys()
    {
        await Start(options => options.MaxConcurrency = 16).Sender().SendAsync(MessageTo([.. Enumerable.Range(0, 10).Select(Number)]), Stop);

        Ledger.Claims.Should().ContainSingle().Which.Should().HaveCount(10);
        Ledger.Claims[0].Select(row => row.Key.To).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task No_more_is_claimed_than_there_are_free_workers()
    {
        var gate = new TaskCompletionSource();
        Twilio.Before = _ => gate.Task;

        var sending = Start(options => options.MaxConcurrency = 3).Sender().SendAsync(MessageTo([.. Enumerable.Range(0, 10).Select(Number)]), Stop);
        while (Twilio.Posts < 3)
        {
            await Task.Delay(2, Stop);
        }

        Ledger.Claims.Sum(rows => rows.Count).Should().Be(3);
        gate.SetResult();
        await sending;
        Ledger.Claims[0].Should().HaveCount(3);
        Ledger.Claims.Sum(rows => rows.Count).Should().Be(10);
        Twilio.MostAtOnce.Should().Be(3);
    }

    [Fact]
    public async Task Claims_queue_up_while_a_statement_runs_and_none_is_sent_before_its_own_has_committed()
    {
        var gate = new TaskCompletionSource();
        var first = true;
        Ledger.Before = name =>
        {
            var wait = name == "claim" && first ? gate.Task : Task.CompletedTask;
            first &= name != "claim";
            return wait;
        };
        var process = Start();

        var sending = Enumerable.Range(0, 40).Select(n => process.Sender().SendAsync(Message($"{n}", "Hello", Number(n)), Stop)).ToArray();
        await Task.Delay(30, Stop);
        Twilio.Posts.Should().Be(0);
        gate.SetResult();
        await Task.WhenAll(sending);

        Ledger.Claims.Should().HaveCount(2);
        Ledger.Claims.Max(rows => rows.Count).Should().Be(39);
        Twilio.Accepted.Should().HaveCount(40);
    }

    [Fact]
    public async Task A_slow_statement_does_not_hold_up_those_that_come_later()
    {
        var gate = new TaskCompletionSource();
        var first = true;
        Ledger.Before = name =>
        {
            var wait = name == "claim" && first ? gate.Task : Task.CompletedTask;
            first &= name != "claim";
            return wait;
        };
        var process = Start();
        var slow = process.Sender().SendAsync(Message("slow", "Hello", Number(0)), Stop);
        var later = process.Sender().SendAsync(Message("later", "Hello", Number(1)), Stop);

        await PassUntilAsync(later, TimeSpan.FromMilliseconds(5));

        slow.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_made_again_under_its_own_token()
    {
        Ledger.After = WatchedLedger.FailAt("claim", times: 2);

        (await PassAsync(Start().Sender().SendAsync(Message(), Stop))).AllSent.Should().BeTrue();

        Ledger.Claims.Should().HaveCount(3);
        Ledger.Claims.SelectMany(rows => rows).Select(row => row.Token).Distinct().Should().ContainSingle();
        Twilio.Posts.Should().Be(1);
    }

    [Fact]
    public async Task A_statement_that_fails_for_all_is_made_for_each_alone_with_the_same_tokens()
    {
        Ledger.Before = WatchedLedger.FailAt("claim", times: 3);

        (await PassAsync(Start().Sender().SendAsync(MessageTo(Number(0), Number(1), Number(2)), Stop))).AllSent.Should().BeTrue();

        Ledger.Claims.SelectMany(rows => rows).GroupBy(row => row.Key.To).Should().OnlyContain(rows => rows.Select(row => row.Token).Distinct().Count() == 1);
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("claim")]
    public async Task Where_the_ledger_cannot_be_used_nothing_is_sent_and_the_error_says_so(string at)
    {
        Ledger.Before = WatchedLedger.FailAt(at);
        var process = Start(options => options.MaxConcurrency = 2);

        var error = await FailAsync<TwilioLedgerException>(process, MessageTo([.. Enumerable.Range(0, 5).Select(Number)]));
        var (outcomes, end) = await TakeAllAsync(process.Sender().SendManyAsync(
            Stream(Enumerable.Range(10, 50).Select(n => Message("run", "Hello", Number(n)))), cancellationToken: Stop));

        error.Result!.Outcomes.Should().HaveCount(5).And.OnlyContain(outcome =>
            outcome.State == SmsOutcomeState.Failed || outcome.State == SmsOutcomeState.NotAttempted);
        end.Should().BeOfType<TwilioLedgerException>();
        outcomes.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Failed || outcome.State == SmsOutcomeState.NotAttempted);
        Twilio.Posts.Should().Be(0);
        Ledger.Before = static _ => Task.CompletedTask;
        (await PassAsync(Start().Sender().SendAsync(Message("after", "Hello", Number(0)), Stop))).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task A_ledger_of_somebody_elses_that_throws_what_it_must_not_is_an_error_of_the_ledger()
    {
        Ledger.Before = static name => name == "claim" ? throw new TimeoutException("pool") : Task.CompletedTask;

        (await FailAsync<TwilioLedgerException>(Start(), Message())).InnerException.Should().BeOfType<TimeoutException>();
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("claim")]
    [InlineData("find")]
    [InlineData("rivals")]
    [InlineData("owned")]
    [InlineData("witness")]
    [InlineData("replace")]
    [InlineData("record")]
    public async Task Whatever_a_ledger_of_somebody_elses_throws_every_recipient_has_an_outcome(string statement)
    {
        Twilio.Answer = static (_, accept) =>
        {
            accept();
            throw new HttpRequestException("reset");
        };
        await FailAsync<TwilioConnectionException>(Start(), MessageTo(Number(0)));
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(422));
        Ledger.Before = name => name == statement ? throw new TimeoutException("pool") : Task.CompletedTask;

        foreach (var body in new[] { "Hello", "Hello ${nobody}" })
        {
            var message = Message(Key, body, Number(0), Number(1));
            var many = TakeAllAsync(Start(options => options.ResolveUnknown = true).Sender().SendManyAsync(Stream([message]), cancellationToken: Stop));
            await PassUntilAsync(many);
            AreTheLedgersErrors((await many).Outcomes);
            (await many).Outcomes.Select(outcome => outcome.To).Should().BeEquivalentTo(Number(0), Number(1));

            var one = SendAsync(Start(options => options.ResolveUnknown = true), message);
            await PassUntilAsync(one);
            AreTheLedgersErrors((await one).Outcomes);
            (await one).Outcomes.Select(outcome => outcome.To).Should().Equal(Number(0), Number(1));
        }

        Twilio.Accepted.Select(message => message.To).Should().OnlyHaveUniqueItems();

        static async Task<SmsResult> SendAsync(IServiceProvider process, SmsMessage message)
        {
            try
            {
                return await process.Sender().SendAsync(message, Stop);
            }
            catch (TwilioConnectorException exception)
            {
                return exception.Result!;
            }
        }

        static void AreTheLedgersErrors(IEnumerable<SmsOutcome> outcomes) =>
            outcomes.Should().NotContain(outcome => outcome.Error is TwilioUnknownException, "what a ledger throws is its own error");
    }

    [Fact]
    public async Task A_message_that_was_accepted_is_sent_whatever_the_ledger_does_and_is_written_down_once_it_can_be()
    {
        Ledger.Before = WatchedLedger.FailAt("record", times: 4);

        var sending = Start().Sender().SendAsync(Message(), Stop);
        await PassUntilAsync(sending, TimeSpan.FromMilliseconds(50));

        (await sending).AllSent.Should().BeTrue();
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.MessageSid.Should().Be(Twilio.Accepted.Single().Sid);
    }

    [Fact]
    public async Task The_caller_does_not_wait_for_ever_for_a_settlement()
    {
        Ledger.Before = WatchedLedger.FailAt("record");
        using var cancellation = new CancellationTokenSource();

        var first = Start().Sender().SendAsync(Message("a", "Hello", Number(0)), cancellation.Token);
        while (Ledger.Calls.All(call => call.Name != "record"))
        {
            await Task.Delay(2, Stop);
        }

        await cancellation.CancelAsync();
        var second = Start().Sender().SendAsync(Message("b", "Hello", Number(1)), Stop);
        await PassUntilAsync(second);

        (await first).AllSent.Should().BeTrue("it was accepted before the caller cancelled");
        (await second).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task What_could_not_be_written_down_is_once_the_ledger_takes_it()
    {
        var process = Start();
        var failing = true;
        Ledger.Before = name => name == "record" && Volatile.Read(ref failing) ? throw new TwilioLedgerException("down") : Task.CompletedTask;
        var sending = Task.WhenAll(Enumerable.Range(0, 20).Select(n => process.Sender().SendAsync(Message($"{n}", "Hello", Number(n)), Stop)));
        while (Twilio.Accepted.Count < 20)
        {
            await Task.Delay(2, Stop);
        }

        Volatile.Write(ref failing, false);
        await PassUntilAsync(sending, TimeSpan.FromMilliseconds(50));

        (await Ledger.RowsAsync()).Should().HaveCount(20).And.OnlyContain(row => row.State == LedgerState.Sent);
    }

    [Fact]
    public async Task A_request_that_begins_late_renews_its_claim_first()
    {
        Twilio.Before = _ =>
        {
            Clock.Sleep(TimeSpan.FromSeconds(31));
            Twilio.Before = static _ => Task.CompletedTask;
            return Task.CompletedTask;
        };

        (await Start().Sender().SendAsync(Message(), Stop)).AllSent.Should().BeTrue();

        var renewal = Ledger.Calls.Single(call => call.Name == "replace").Rows;
        (renewal[1].Token, renewal[1].Renewals, renewal[1].State).Should().Be((renewal[0].Token, renewal[0].Renewals + 1, LedgerState.Claimed));
        renewal[1].BeganTwilio.Should().BeAfter(renewal[0].BeganTwilio.AddSeconds(20));
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(31, 31)]
    [InlineData(0, 31)]
    [InlineData(-60, 0)]
    public async Task Who_was_asleep_or_whose_clock_was_set_does_not_send_what_another_has_taken_over(int wall, int stopwatch)
    {
        var taken = Guid.NewGuid();
        Twilio.Before = async _ =>
        {
            Twilio.Before = static _ => Task.CompletedTask;
            var row = (await Ledger.RowsAsync()).Single();
            await Ledger.ReplaceAsync(row, row with { Token = taken, Renewals = row.Renewals + 1 }, Stop);
            Clock.Advance(TimeSpan.FromSeconds(stopwatch));
            Clock.SetBy(TimeSpan.FromSeconds(wall - stopwatch));
        };

        var sending = FailAsync<TwilioIdempotencyException>(Start(options => options.Timeout = TimeSpan.FromSeconds(30)), Message());
        await PassUntilAsync(sending);

        (await sending).Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        Twilio.Accepted.Should().BeEmpty();
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.Token.Should().Be(taken);
    }

    [Fact]
    public async Task Where_the_claim_cannot_be_renewed_nothing_is_sent()
    {
        Twilio.Before = _ =>
        {
            Clock.SetBy(TimeSpan.FromSeconds(31));
            Ledger.Before = WatchedLedger.FailAt("replace", times: 1);
            return Task.CompletedTask;
        };

        await FailAsync<TwilioLedgerException>(Start(), Message());

        Twilio.Accepted.Should().BeEmpty();
    }

    [Fact]
    public async Task After_a_429_the_same_claim_sends_again_renewed_where_it_took_long()
    {
        var tries = 0;
        Twilio.Answer = (_, accept) => Task.FromResult(
            ++tries < 3 ? Twilio.Refuse(HttpStatusCode.TooManyRequests, 20429) : Twilio.Created(accept()));
        Twilio.Before = _ =>
        {
            Clock.Advance(TimeSpan.FromSeconds(16));
            return Task.CompletedTask;
        };

        (await Start(options => options.Timeout = TimeSpan.FromSeconds(30)).Sender().SendAsync(Message(), Stop)).AllSent.Should().BeTrue();

        Ledger.Claims.Should().ContainSingle();
        Ledger.Calls.Count(call => call.Name == "replace").Should().Be(1);
    }

    [Fact]
    public async Task A_claim_is_given_back_where_its_message_did_not_begin()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Twilio.Before = async _ =>
        {
            await cancellation.CancelAsync();
            cancellation.Token.ThrowIfCancellationRequested();
        };

        await FluentActions.Awaiting(() => Start().Sender().SendAsync(Message(), cancellation.Token)).Should().ThrowAsync<TwilioSendCanceledException>();

        (await Ledger.RowsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { State = LedgerState.Free, Reason = LedgerReason.Certain, Error = (SmsErrorCode?)null });
    }

    private async Task<SmsResult> PassAsync(Task<SmsResult> sending)
    {
        await PassUntilAsync(sending);
        return await sending;
    }
}
