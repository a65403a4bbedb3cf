using TwilioSms.Errors;
using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>No decision rests on one clock.</summary>
public sealed class ClockTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public ClockTests() => machine = universe.Boot();

    private SimulatedTwilio Twilio => universe.Twilio;

    [Fact]
    public void Twilio_s_time_is_never_ahead_and_a_second_behind_its_own_seconds()
    {
        machine.Time.TryGetNow(out _).Should().BeFalse();
        Learn();
        universe.Pass(Some.Seconds(100));

        machine.Time.TryGetNow(out var now).Should().BeTrue();
        now.Should().BeOnOrBefore(Twilio.Now - Some.Seconds(1)).And.BeAfter(Twilio.Now - Some.Seconds(2.1));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    [InlineData(-4, true)]
    [InlineData(-6, false)]
    public async Task Twilio_s_time_is_learned_anew_where_a_clock_was_set(int seconds, bool isKnown)
    {
        Learn();
        machine.Clock.SetBy(Some.Seconds(seconds));

        machine.Time.TryGetNow(out _).Should().Be(isKnown);
        (await machine.Time.GetNowAsync(machine.Client, machine.Endpoint, TestContext.Current.CancellationToken))
            .Should().BeCloseTo(Twilio.Now - Some.Seconds(1.3), Some.Seconds(0.1));
        Twilio.Requests.Should().Be(isKnown ? 0 : 1);
    }

    [Fact]
    public void Twilio_s_time_is_learned_anew_where_the_machine_slept()
    {
        Learn();
        universe.Pass(Some.Seconds(30), asleep: machine);

        machine.Time.TryGetNow(out _).Should().BeFalse();
    }

    [Fact]
    public async Task Who_cannot_learn_the_time_says_so()
    {
        Twilio.Page = static _ => throw new TwilioConnectionException(new TwilioApiError("No route."));

        var ask = async () => await new TwilioTime(machine.Clock).GetNowAsync(
            universe.Twilio.ClientFor(new TwilioTime(machine.Clock)), machine.Endpoint, TestContext.Current.CancellationToken);

        await ask.Should().ThrowAsync<TwilioConnectionException>();
        Twilio.Page = static _ => new TwilioSms.Http.MessagePage([], null);
        await ask.Should().ThrowAsync<TwilioUnknownException>().WithMessage("*Date*");
    }

    [Fact]
    public void The_fence_is_open_for_the_timeout_by_both_clocks()
    {
        var timeout = Some.Seconds(30);
        var clock = new SplitClock(Twilio.Now);
        ClaimTime.Now(clock).IsOpen(timeout).Should().BeTrue();

        var passed = ClaimTime.Now(clock);
        clock.Pass(Some.Seconds(31));
        passed.IsOpen(timeout).Should().BeFalse();

        var slept = ClaimTime.Now(clock);
        clock.Sleep(Some.Seconds(31));
        slept.IsOpen(timeout).Should().BeFalse("a machine that slept may be late");

        var set = ClaimTime.Now(clock);
        clock.Pass(Some.Seconds(31));
        clock.SetBy(Some.Seconds(-31));
        set.IsOpen(timeout).Should().BeFalse("the stopwatch knows");

        var back = ClaimTime.Now(clock);
        clock.SetBy(Some.Seconds(-1));
        back.IsOpen(timeout).Should().BeFalse("a clock that goes back tells nothing");
    }

    [Theory]
    [InlineData(7200, 0)]
    [InlineData(0, 7200)]
    public async Task A_claim_is_old_only_by_both_the_database_s_clock_and_Twilio_s(int database, int twilio)
    {
        var row = await machine.ClaimAsync("order 1");
        universe.DatabaseClock.SetBy(Some.Seconds(database));
        Twilio.Now += Some.Seconds(twilio);
        Learn();

        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeFalse();
    }

    [Fact]
    public async Task A_claim_that_was_watched_for_long_enough_is_old_whatever_the_clocks_say()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.DatabaseClock.SetBy(TimeSpan.FromHours(-5));
        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeFalse();
        universe.Pass(Some.Times.Doubt - Some.Seconds(1));
        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeFalse();
        universe.Pass(Some.Seconds(1));

        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeTrue();
    }

    [Fact]
    public async Task A_renewed_claim_is_watched_anew()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.DatabaseClock.SetBy(TimeSpan.FromHours(-5));
        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeFalse();
        universe.Pass(Some.Times.Doubt);
        await universe.Ledger.ReplaceAsync(row, row with { Renewals = row.Renewals + 1 }, TestContext.Current.CancellationToken);

        machine.Watch.Passed(await machine.ReadAsync(row), Some.Times.Doubt).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_complete_is_noted_before_the_list_is_asked()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt - Some.Seconds(10));
        Twilio.AfterPage = () =>
        {
            // The list was read; what it did not show yet comes now, and so does the end of the doubt.
            universe.Pass(Some.Seconds(20));
            return Task.CompletedTask;
        };

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Claimed);
    }

    [Fact]
    public async Task A_row_s_own_end_goes_by_the_later_of_two_clocks()
    {
        // The claimer's idea of Twilio's time was behind, as an answer took long; the database knows when the claim was made.
        var claim = await machine.MakeClaimAsync("order 1");
        universe.Pass(Some.Seconds(150));
        var row = (await universe.Ledger.ClaimAsync([claim], TestContext.Current.CancellationToken))[0];
        universe.Pass(Some.Times.Lease + LedgerTimes.Flight);
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt);

        (await machine.ResolveAsync(row)).Row.MessageSid.Should().Be(message.Sid);
    }

    private void Learn() => machine.Time.Learn(new DateTimeOffset(Twilio.Now.Ticks - (Twilio.Now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
}
