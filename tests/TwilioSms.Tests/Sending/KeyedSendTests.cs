using System.Net;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>One key, one message to each recipient, whoever sends and how often.</summary>
public sealed class KeyedSendTests : KeyedTest
{
    [Fact]
    public async Task A_repeated_send_answers_what_the_first_came_to_and_sends_nothing()
    {
        var first = (await Start().Sender().SendAsync(MessageTo(Number(0), Number(1)), Stop)).Outcomes;
        var second = (await Start().Sender().SendAsync(MessageTo(Number(1), Number(0)), Stop)).Outcomes;

        first.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent && !outcome.IsRepeated && outcome.IdempotencyKey == Key);
        second.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent && outcome.IsRepeated && outcome.IdempotencyKey == Key);
        second.Select(outcome => (outcome.To, outcome.MessageSid, outcome.Status)).Should().Equal(
            first.Reverse().Select(outcome => (outcome.To, outcome.MessageSid, outcome.Status)));
        Twilio.Accepted.Should().HaveCount(2);
    }

    [Fact]
    public async Task Another_key_is_another_message()
    {
        var process = Start();

        await process.Sender().SendAsync(Message("a", "Hello", Number(0)), Stop);
        await process.Sender().SendAsync(Message("b", "Hello", Number(0)), Stop);
        await process.Sender().SendAsync(Account.Message(Number(0)), Stop);

        Twilio.Accepted.Should().HaveCount(3);
    }

    [Fact]
    public async Task Of_sends_at_once_one_sends_and_the_others_wait_for_its_outcome()
    {
        var gate = new TaskCompletionSource();
        Twilio.Before = _ => gate.Task;
        IServiceProvider[] processes = [Start(), Start(), Start()];

        var sending = Task.WhenAll(Enumerable.Range(0, 12).Select(i => processes[i % 3].Sender().SendAsync(Message(), Stop)));
        await Task.Delay(20, Stop);
        sending.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await PassUntilAsync(sending, TimeSpan.FromMilliseconds(100));

        var outcomes = (await sending).Select(result => result.Outcomes.Single()).ToList();
        Twilio.Posts.Should().Be(1);
        outcomes.Should().OnlyContain(outcome => outcome.MessageSid == Twilio.Accepted.Single().Sid);
        outcomes.Count(outcome => !outcome.IsRepeated).Should().Be(1);
    }

    [Fact]
    public async Task Waiters_of_one_process_share_their_looks()
    {
        var gate = new TaskCompletionSource();
        Twilio.Before = _ => gate.Task;
        var owner = Start().Sender().SendAsync(Message(), Stop);
        var process = Start();
        var waiting = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => process.Sender().SendAsync(Message(), Stop)));
        await WaitForAsync(() => Ledger.Claims.Count >= 21);
        var before = Ledger.Calls.Count(call => call.Name == "find");

        for (var i = 0; i < 5; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(20, Stop);
        }

        (Ledger.Calls.Count(call => call.Name == "find") - before).Should().BeLessThanOrEqualTo(10);
        gate.SetResult();
        await PassUntilAsync(Task.WhenAll(owner, waiting));
    }

    [Fact]
    public async Task Who_waited_as_long_as_a_request_may_take_hears_that_it_is_in_doubt()
    {
        Twilio.Before = _ => Task.Delay(Timeout.Infinite, Stop);
        _ = Start().Sender().SendAsync(Message(), Stop);
        await WaitForAsync(() => Twilio.Posts == 1);
        var clock = Clock.GetUtcNow();

        var waiting = FailAsync<TwilioIdempotencyException>(Start(), Message());
        await PassUntilAsync(waiting);

        var error = await waiting;
        error.IsTransient.Should().BeTrue();
        (Clock.GetUtcNow() - clock).Should().BeLessThan(TimeSpan.FromSeconds(60));
        var outcome = error.Result!.Outcomes.Single();
        (outcome.State, outcome.UnresolvedReason).Should().Be((SmsOutcomeState.Unknown, SmsUnresolvedReason.InDoubt));
        outcome.AskAgainAfter.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
        Twilio.Posts.Should().Be(1);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("sender")]
    [InlineData("media")]
    public async Task Other_content_under_a_key_is_an_error_that_carries_what_was_recorded_and_nobody_is_sent_to(string what)
    {
        var process = Start();
        await process.Sender().SendAsync(MessageTo(Number(0)), Stop);

        var error = await FailAsync<TwilioIdempotencyException>(process, new SmsMessage
        {
            From = what == "sender" ? "+15005550009" : Account.From,
            To = [Number(1), Number(0), Number(2)],
            Body = what == "text" ? "Good bye" : "Hello",
            MediaUrls = what == "media" ? [new Uri("https://example.com/a.png")] : [],
            IdempotencyKey = Key,
        });

        error.Code.Should().Be(SmsErrorCode.Conflict);
        error.Result!.Outcomes.Select(outcome => (outcome.State, outcome.MessageSid)).Should().Equal(
            (SmsOutcomeState.NotAttempted, null), (SmsOutcomeState.Sent, Twilio.Accepted[0].Sid), (SmsOutcomeState.NotAttempted, null));
        error.Result.Outcomes[1].IsRepeated.Should().BeTrue();
        Twilio.Posts.Should().Be(1);
        (await Ledger.RowsAsync()).Should().NotContain(row => row.State == LedgerState.Claimed, "what was claimed is given back");
    }

    [Fact]
    public async Task In_a_stream_a_number_that_was_sent_to_is_skipped_whatever_its_text_is_now()
    {
        var process = Start();
        await process.Sender().SendAsync(MessageTo(Number(0)), Stop);

        var (outcomes, end) = await TakeAllAsync(process.Sender().SendManyAsync(
            Stream([Message(Key, "Good bye", Number(0)), Message(Key, "Good bye", Number(1))]), cancellationToken: Stop));

        end.Should().BeNull();
        outcomes.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent);
        outcomes.Single(outcome => outcome.To == Number(0)).Should().BeEquivalentTo(new { IsRepeated = true, MessageSid = Twilio.Accepted[0].Sid });
        Twilio.Accepted.Select(message => message.Body).Should().Equal("Hello", "Good bye");
    }

    [Fact]
    public async Task A_stream_resumes_what_is_settled_is_skipped_and_what_failed_is_tried()
    {
        Twilio.Answer = (to, accept) => Task.FromResult(
            to.EndsWith('3') ? Twilio.Refuse(HttpStatusCode.BadRequest, 21211) : Twilio.Created(accept()));
        var first = await TakeAllAsync(Start().Sender().SendManyAsync(Stream(Keyed(10)), cancellationToken: Stop));
        Twilio.Answer = null;

        var second = await TakeAllAsync(Start().Sender().SendManyAsync(Stream(Keyed(20)), cancellationToken: Stop));

        first.Outcomes.Count(outcome => outcome.State == SmsOutcomeState.Sent).Should().Be(9);
        second.Outcomes.Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent);
        second.Outcomes.Count(outcome => outcome.IsRepeated).Should().Be(9);
        Twilio.Accepted.Select(message => message.To).Should().OnlyHaveUniqueItems().And.HaveCount(20);

        static IEnumerable<SmsMessage> Keyed(int count) => Enumerable.Range(0, count).Select(n => Message("run", "Hello", Number(n)));
    }

    [Fact]
    public async Task What_was_certainly_refused_frees_the_row_with_its_code_and_may_be_tried_again()
    {
        Twilio.Answer = (_, _) => Task.FromResult(Twilio.Refuse(HttpStatusCode.BadRequest, 21211));
        await FailAsync<TwilioToNumberException>(Start(), Message());

        (await Ledger.RowsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            State = LedgerState.Free,
            Reason = LedgerReason.Certain,
            Error = SmsErrorCode.InvalidToPhoneNumberError,
            TwilioCode = 21211,
            To = "+1555***4567",
        });
        Twilio.Answer = null;
        (await Start().Sender().SendAsync(Message(Key, "Corrected", Account.To), Stop)).Outcomes.Single().IsRepeated.Should().BeFalse();
    }

    [Fact]
    public async Task A_repeated_send_of_which_some_were_refused_or_lost_says_which_were_repeated()
    {
        Twilio.Answer = (to, accept) => to switch
        {
            _ when to == Number(1) => Task.FromResult(Twilio.Refuse(HttpStatusCode.BadRequest, 21211)),
            _ when to == Number(2) => throw LostAfter(accept),
            _ => Task.FromResult(Twilio.Created(accept())),
        };
        await FailAsync<TwilioToNumberException>(Start(options => options.MaxConcurrency = 1), MessageTo(Number(0), Number(1), Number(2)));
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(61));

        var result = await Start().Sender().SendAsync(MessageTo(Number(0), Number(1), Number(2)), Stop);

        result.Outcomes.Select(outcome => (outcome.State, outcome.IsRepeated)).Should().Equal(
            (SmsOutcomeState.Sent, true), (SmsOutcomeState.Sent, false), (SmsOutcomeState.Sent, true));
        Twilio.Accepted.Select(message => message.To).Should().BeEquivalentTo(Number(0), Number(1), Number(2));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_claim_and_a_repeated_send_neither_sends_nor_says_failed()
    {
        Twilio.Answer = (_, accept) => throw LostAfter(accept);
        var error = await FailAsync<TwilioConnectionException>(Start(), Message());
        Twilio.Answer = null;

        error.Result!.Outcomes.Single().Should().BeEquivalentTo(new { State = SmsOutcomeState.Unknown, IdempotencyKey = Key });
        error.Result!.Outcomes.Single().AskAgainAfter.Should().BePositive();
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { State = LedgerState.Claimed, LookAfter = TimeSpan.FromSeconds(60), To = Account.To }, options => options.Excluding(row => row.LookAfter));
        var again = FailAsync<TwilioIdempotencyException>(Start(), Message());
        await PassUntilAsync(again);
        (await again).Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        Twilio.Posts.Should().Be(1);
    }

    [Fact]
    public async Task Once_a_claim_ran_out_it_is_looked_up_and_what_was_accepted_is_sent()
    {
        Twilio.Answer = (_, accept) => throw LostAfter(accept);
        await FailAsync<TwilioConnectionException>(Start(), Message());
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(61));

        var outcome = (await Start().Sender().SendAsync(Message(), Stop)).Outcomes.Single();

        (outcome.MessageSid, outcome.IsRepeated).Should().Be((Twilio.Accepted.Single().Sid, true));
        Twilio.Posts.Should().Be(1);
    }

    [Fact]
    public async Task Once_it_is_proved_that_nothing_was_accepted_the_claim_is_taken_over_and_sent()
    {
        Twilio.Answer = static (_, _) => throw new HttpRequestException("reset");
        await FailAsync<TwilioConnectionException>(Start(), Message());
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(419));
        (await FailAsync<TwilioIdempotencyException>(Start(), Message())).Result!.Outcomes.Single().UnresolvedReason
            .Should().Be(SmsUnresolvedReason.NotYetListed);
        Clock.Advance(TimeSpan.FromSeconds(3));

        var outcome = (await Start().Sender().SendAsync(Message(), Stop)).Outcomes.Single();

        (outcome.MessageSid, outcome.IsRepeated).Should().Be((Twilio.Accepted.Single().Sid, false));
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.MessageSid.Should().Be(outcome.MessageSid);
    }

    [Fact]
    public async Task A_message_that_cannot_be_prepared_any_more_asks_the_ledger_first()
    {
        Twilio.Answer = (to, accept) => to == Number(1) ? throw LostAfter(accept) : Task.FromResult(Twilio.Created(accept()));
        await FailAsync<TwilioConnectionException>(Start(), MessageTo(Number(0), Number(1)));
        Twilio.Answer = null;
        var broken = Message(Key, "Hello ${nobody}", Number(0), Number(1), Number(2));

        var soon = await FailAsync<TwilioIdempotencyException>(Start(), broken);
        Clock.Advance(TimeSpan.FromSeconds(61));
        var later = await FailAsync<TwilioTemplateMetadataException>(Start(), broken);
        var (outcomes, _) = await TakeAllAsync(Start().Sender().SendManyAsync(Stream([broken]), cancellationToken: Stop));

        soon.Result!.Outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Unknown, SmsOutcomeState.Failed);
        later.Result!.Outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Sent, SmsOutcomeState.Failed);
        outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Sent, SmsOutcomeState.Failed);
        Twilio.Posts.Should().Be(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_gives_up_while_a_message_that_cannot_be_prepared_is_looked_up_hears_of_every_recipient(bool stream)
    {
        Twilio.Answer = (to, accept) => to == Number(1) ? throw LostAfter(accept) : Task.FromResult(Twilio.Created(accept()));
        await FailAsync<TwilioConnectionException>(Start(), MessageTo(Number(0), Number(1)));
        Clock.Advance(TimeSpan.FromSeconds(61));
        var broken = Message(Key, "Hello ${nobody}", Number(0), Number(1), Number(2));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Ledger.Before = async name =>
        {
            if (name == "rivals")
            {
                await giveUp.CancelAsync();
                giveUp.Token.ThrowIfCancellationRequested();
            }
        };

        var outcomes = stream
            ? (await TakeAllAsync(Start().Sender().SendManyAsync(Stream([broken]), cancellationToken: giveUp.Token))).Outcomes
            : (await FluentActions.Awaiting(() => Start().Sender().SendAsync(broken, giveUp.Token)).Should().ThrowAsync<TwilioSendCanceledException>())
                .Which.Result.Outcomes;

        giveUp.IsCancellationRequested.Should().BeTrue();
        outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Unknown, SmsOutcomeState.Failed);
    }

    [Fact]
    public async Task What_is_scheduled_too_soon_by_the_time_it_proves_not_accepted_fails_and_may_be_scheduled_anew()
    {
        Twilio.Answer = static (_, _) => throw new HttpRequestException("reset");
        await FailAsync<TwilioConnectionException>(Start(), Scheduled(TimeSpan.FromMinutes(10)));
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(422));

        await FailAsync<TwilioRequestException>(Start(), Scheduled(TimeSpan.FromMinutes(2)));

        (await Ledger.RowsAsync()).Should().ContainSingle().Which.Reason.Should().Be(LedgerReason.LookUp);
        (await Start().Sender().SendAsync(Scheduled(TimeSpan.FromMinutes(10)), Stop)).AllSent.Should().BeTrue();
        Twilio.Accepted.Should().ContainSingle();

        SmsMessage Scheduled(TimeSpan ahead) => new()
        {
            MessagingServiceSid = "MG" + new string('1', 32),
            To = [Account.To],
            Body = "Hello",
            SendAt = Clock.GetUtcNow() + ahead,
            IdempotencyKey = Key,
        };
    }

    [Fact]
    public async Task A_message_that_can_be_prepared_by_nobody_and_is_in_no_row_fails_as_without_a_key()
    {
        var error = await FailAsync<TwilioTemplateMetadataException>(Start(), Message(Key, "Hello ${nobody}", Number(0)));

        error.Result.Should().BeNull();
    }

    [Theory]
    [InlineData("account")]
    [InlineData("address")]
    public async Task What_is_in_doubt_elsewhere_is_refused_and_says_what_it_needs(string elsewhere)
    {
        Twilio.Answer = (_, accept) => throw LostAfter(accept);
        await FailAsync<TwilioConnectionException>(Start(), Message());
        Twilio.Answer = null;
        var other = Start(options =>
        {
            options.Account = elsewhere == "account" ? "AC" + new string('7', 32) : options.Account;
            options.BaseAddress = new Uri(elsewhere == "address" ? "https://api.dublin.ie1.twilio.com" : "https://api.twilio.com");
        });

        var error = await FailAsync<TwilioIdempotencyException>(other, Message());

        (error.NeededAccount, error.NeededEndpoint).Should().Be((Account.Sid, "https://api.twilio.com"));
        error.Message.Should().Contain(Account.Sid).And.Contain("https://api.twilio.com");
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        Twilio.Posts.Should().Be(1);
        (await Ledger.RowsAsync()).Should().ContainSingle(row => row.State == LedgerState.Claimed);
    }

    [Fact]
    public async Task What_is_taken_over_is_not_sent_while_it_is_in_doubt_elsewhere()
    {
        Twilio.Answer = static (_, _) => throw new HttpRequestException("reset");
        await FailAsync<TwilioConnectionException>(Start(), Message());
        var row = (await Ledger.RowsAsync()).Single();
        var other = new LedgerKey("AC" + new string('7', 32), row.Key.Key, row.Key.To);
        await Ledger.ClaimAsync([row with { Key = other, Token = Guid.NewGuid() }], Stop);
        Twilio.Answer = null;
        Clock.Advance(TimeSpan.FromSeconds(422));

        var error = await FailAsync<TwilioIdempotencyException>(Start(), Message());

        error.NeededAccount.Should().Be(other.Account);
        Twilio.Posts.Should().Be(1);
        (await Ledger.RowsAsync()).Should().ContainSingle().Which.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task What_only_a_person_can_tell_is_ambiguous()
    {
        Twilio.Answer = (_, accept) => throw LostAfter(accept);
        await FailAsync<TwilioConnectionException>(Start(), Message());
        Twilio.Answer = null;
        var row = (await Ledger.RowsAsync()).Single();
        await Ledger.ReplaceAsync(row, row with { State = LedgerState.Parked, Reason = LedgerReason.Ambiguous }, Stop);

        var error = await FailAsync<TwilioIdempotencyException>(Start(), Message());

        (error.IsTransient, error.Result!.Outcomes.Single().UnresolvedReason).Should().Be((false, SmsUnresolvedReason.Ambiguous));
        Twilio.Posts.Should().Be(1);
    }

    [Fact]
    public async Task A_blank_key_is_an_invalid_input() =>
        (await FailAsync<TwilioInvalidInputException>(Start(), Message(" ", "Hello", Number(0)))).Parameter.Should().Be("IdempotencyKey");

    private static HttpRequestException LostAfter(Func<FakeTwilio.Message> accept)
    {
        accept();
        return new HttpRequestException("reset");
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(2, Stop);
        }
    }
}
