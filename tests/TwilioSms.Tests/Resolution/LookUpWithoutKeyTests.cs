using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>What a look-up makes of a message without an idempotency key.</summary>
public sealed class LookUpWithoutKeyTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public LookUpWithoutKeyTests() => machine = universe.Boot();

    private SimulatedTwilio Twilio => universe.Twilio;

    private TimeSpan ListDelay => machine.Endpoint.Options.ListDelay;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Twilio_lists_was_sent()
    {
        SimulatedTwilio.Entry? message = null;
        var send = machine.Lose(meanwhile: () => message = Twilio.Accept(Some.Number, Some.Text));

        (await machine.ResolveAsync(send)).Message!.Sid.Should().Be(message!.Sid);
    }

    [Fact]
    public async Task What_Twilio_does_not_list_was_not_sent_once_the_list_has_had_time()
    {
        var send = machine.Lose();
        universe.Pass(ListDelay - Some.Seconds(1));
        var early = await machine.ResolveAsync(send);
        universe.Pass(early.AskAgainAfter!.Value);

        early.Reason.Should().Be(SmsUnresolvedReason.NotYetListed);
        early.AskAgainAfter.Value.Should().Be(Some.Seconds(1));
        (await machine.ResolveAsync(send)).Should().Be(default(ResolvedSend));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, SmsUnresolvedReason.Ambiguous)]
    [InlineData(2, null)]
    public async Task Of_two_equal_messages_both_were_sent_or_none_or_nobody_can_tell(int accepted, SmsUnresolvedReason? reason)
    {
        var sends = new[] { machine.Lose(), machine.Lose() };
        for (var i = 0; i < accepted; i++)
        {
            Twilio.Accept(Some.Number, Some.Text);
        }

        universe.Pass(ListDelay + Some.Seconds(1));
        var resolved = new[] { await machine.ResolveAsync(sends[0]), await machine.ResolveAsync(sends[1]) };

        resolved.Should().OnlyContain(one => one.Reason == reason);
        resolved.Select(one => one.Message?.Sid).OfType<string>().Should()
            .BeEquivalentTo(Twilio.Accepted.Select(message => message.Sid).Where(_ => accepted == 2));
    }

    [Fact]
    public async Task A_claim_of_the_ledger_is_a_rival_and_its_message_another_one()
    {
        var claim = await machine.ClaimAsync("order 1");
        var send = machine.Lose();
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(ListDelay + Some.Seconds(1));

        (await machine.ResolveAsync(send)).Reason.Should().Be(SmsUnresolvedReason.NotYetListed);
        await machine.RecordAsync(claim, message.Sid);
        (await machine.ResolveAsync(send)).Should().Be(default(ResolvedSend));
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    public async Task A_clock_that_is_hours_off_changes_nothing(int seconds)
    {
        machine.Clock.SetBy(Some.Seconds(seconds));
        var (accepted, other) = (machine.Lose(), machine.Lose("Another text", "+4915199999999"));
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(ListDelay + Some.Seconds(1));

        (await machine.ResolveAsync(accepted)).Message!.Sid.Should().Be(message.Sid);
        (await machine.ResolveAsync(other)).Should().Be(default(ResolvedSend));
    }

    [Theory]
    [InlineData(7200, true)]
    [InlineData(-7200, true)]
    [InlineData(7200, false)]
    [InlineData(-7200, false)]
    public async Task A_clock_that_is_corrected_in_between_leaves_open_what_cannot_be_known(int seconds, bool isTimeKnown)
    {
        if (isTimeKnown)
        {
            await machine.Time.GetNowAsync(machine.Client, machine.Endpoint, Stop);
        }

        var send = machine.Lose();
        var message = Twilio.Accept(Some.Number, Some.Text);
        machine.Clock.SetBy(Some.Seconds(seconds));
        universe.Pass(ListDelay + Some.Seconds(1));

        var resolved = await machine.ResolveAsync(send);

        resolved.Message?.Sid.Should().Be(isTimeKnown ? message.Sid : null);
        resolved.Reason.Should().Be(isTimeKnown ? null : SmsUnresolvedReason.Ambiguous);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7200, 0)]
    [InlineData(-7200, 0)]
    [InlineData(7200, -7200)]
    [InlineData(-7200, 7200)]
    public async Task A_message_of_another_run_is_never_taken_for_not_accepted(int wrong, int corrected)
    {
        machine.Clock.SetBy(Some.Seconds(wrong));
        var began = machine.Clock.GetUtcNow();
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Seconds(10));
        universe.Kill(machine);
        var next = universe.Boot();
        next.Clock.SetBy(Some.Seconds(wrong + corrected));
        var send = Recall(next, began);

        var resolved = new List<ResolvedSend> { await next.ResolveAsync(send) };
        universe.Pass(ListDelay + Some.Seconds(1));
        resolved.Add(await next.ResolveAsync(send));

        // Neither a reason nor a message is what says that it was not accepted.
        resolved.Should().OnlyContain(one => one.Message != null || one.Reason == SmsUnresolvedReason.Ambiguous
            || one.Reason == SmsUnresolvedReason.NotYetListed);
    }

    [Theory]
    [InlineData(-7200)]
    [InlineData(0)]
    public async Task What_another_run_began_just_now_does_not_look_old_by_a_wrong_clock(int wrong)
    {
        var began = machine.Clock.GetUtcNow() + Some.Seconds(wrong);
        Twilio.Lag = Some.Seconds(30);
        Twilio.Accept(Some.Number, Some.Text);
        var next = universe.Boot();
        var send = Recall(next, began);

        (await next.ResolveAsync(send)).Reason.Should().Be(SmsUnresolvedReason.NotYetListed);
        universe.Pass(ListDelay + Some.Seconds(1));
        var resolved = await next.ResolveAsync(send);
        (resolved.Message is not null || resolved.Reason == SmsUnresolvedReason.Ambiguous).Should().BeTrue();
    }

    [Fact]
    public async Task What_another_run_did_not_get_accepted_is_said_once_this_one_has_waited()
    {
        var began = machine.Clock.GetUtcNow();
        universe.Pass(TimeSpan.FromHours(10));
        var next = universe.Boot();
        var send = Recall(next, began);
        var early = await next.ResolveAsync(send);
        universe.Pass(early.AskAgainAfter!.Value);

        (await next.ResolveAsync(send)).Should().Be(default(ResolvedSend));
    }

    [Fact]
    public async Task What_another_run_knew_is_not_taken_for_its_lost_message()
    {
        var began = machine.Clock.GetUtcNow();
        var known = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(TimeSpan.FromDays(2));
        var next = universe.Boot();
        var send = next.Recent.Recall(next.Request(Some.Text, Some.Number).Trace, Some.Number, new(began, began + Some.Seconds(90)), [known.Sid]);

        (await next.ResolveAsync(send)).Should().Be(default(ResolvedSend));
    }

    [Fact]
    public async Task Equal_messages_of_a_while_ago_are_not_found_again()
    {
        var old = machine.Begin();
        machine.Recent.End(old, Machine.SentOutcome(Some.Number, Twilio.Accept(Some.Number, Some.Text).Sid));
        universe.Pass(TimeSpan.FromHours(2));
        var send = machine.Lose();
        universe.Pass(ListDelay + Some.Seconds(1));

        (await machine.ResolveAsync(send)).Should().Be(default(ResolvedSend));
    }

    [Fact]
    public async Task It_may_be_looked_up_twice_at_the_same_time()
    {
        var message = default(SimulatedTwilio.Entry);
        var send = machine.Lose(meanwhile: () => message = Twilio.Accept(Some.Number, Some.Text));
        universe.Pass(ListDelay + Some.Seconds(1));
        ResolvedSend first = default;
        await machine.Time.GetNowAsync(machine.Client, machine.Endpoint, Stop);
        Twilio.AfterPage = async () => first = await machine.ResolveAsync(send);

        var second = await machine.ResolveAsync(send);

        first.Message!.Sid.Should().Be(message!.Sid);
        second.Should().Be(first);
    }

    [Fact]
    public async Task Numbers_that_are_masked_are_not_searchable()
    {
        var send = machine.Lose();
        Twilio.Accept(Some.Number, Some.Text);
        Twilio.Written = static number => number[..^4] + "XXXX";
        universe.Pass(ListDelay + Some.Seconds(1));

        (await machine.ResolveAsync(send)).Reason.Should().Be(SmsUnresolvedReason.NotSearchable);
    }

    private static RecentSend Recall(Machine machine, DateTimeOffset began) => machine.Recent.Recall(
        machine.Request(Some.Text, Some.Number).Trace, Some.Number, new(began, began + Some.Seconds(90)), []);
}
