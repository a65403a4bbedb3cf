using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>What a look-up makes of a claim whose sender did not come back.</summary>
public sealed class LookUpTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public LookUpTests() => machine = universe.Boot();

    private SimulatedTwilio Twilio => universe.Twilio;

    [Fact]
    public async Task What_Twilio_lists_was_sent_and_carries_its_own_SID()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Seconds(2));
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Lease);

        var resolved = await machine.ResolveAsync(row);

        resolved.Row.Should().BeEquivalentTo(new { State = LedgerState.Sent, MessageSid = message.Sid, Status = "sent", To = "+4915***5678" });
        resolved.Reason.Should().BeNull();
        (await machine.ReadAsync(row)).MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task What_Twilio_does_not_list_once_it_would_is_free()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        var resolved = await machine.ResolveAsync(row);

        resolved.Row.Should().BeEquivalentTo(new { State = LedgerState.Free, Reason = LedgerReason.LookUp });
    }

    [Fact]
    public async Task Absence_means_nothing_before_the_doubt_has_passed()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt - Some.Seconds(5));

        var early = await machine.ResolveAsync(row);
        universe.Pass(early.AskAgainAfter!.Value);

        early.Should().BeEquivalentTo(new { Reason = SmsUnresolvedReason.NotYetListed, Row = new { State = LedgerState.Claimed } });
        early.AskAgainAfter.Value.Should().BeLessThan(Some.Seconds(10));
        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_claim_that_may_be_running_keeps_its_message()
    {
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Lease - Some.Seconds(3));
        var early = await machine.ResolveAsync(row);
        universe.Pass(early.AskAgainAfter!.Value);

        early.Row.State.Should().Be(LedgerState.Claimed);
        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Sent);
    }

    [Fact]
    public async Task Who_wants_to_send_takes_over_what_was_not_accepted()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var other = universe.Boot();
        var takeOver = await other.MakeClaimAsync("order 1");

        var resolved = await machine.ResolveAsync(row, takeOver);

        resolved.Row.Should().BeEquivalentTo(new { State = LedgerState.Claimed, takeOver.Token, Renewals = row.Renewals + 1, row.SinceTwilio });
        resolved.Began.IsOpen(Some.Times.Timeout).Should().BeTrue();
        (await machine.ReadAsync(row)).Should().BeEquivalentTo(new { takeOver.Token, BeganDatabase = universe.DatabaseClock.GetUtcNow() });
    }

    [Fact]
    public async Task A_machine_that_has_just_started_decides_at_once_what_is_old_by_both_clocks()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await universe.Boot().ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task What_was_accepted_is_never_taken_over()
    {
        var row = await machine.ClaimAsync("order 1");
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        var resolved = await machine.ResolveAsync(row, await machine.MakeClaimAsync("order 1"));

        resolved.Row.MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task An_attempt_that_was_delivered_in_flight_is_still_its_own()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease + LedgerTimes.Flight - Some.Seconds(1));
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt);

        (await machine.ResolveAsync(row)).Row.MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task A_message_that_is_accepted_and_listed_as_late_as_can_be_is_not_missed()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease + LedgerTimes.Flight - Some.Seconds(1));
        var message = Twilio.Accept(Some.Number, Some.Text);
        Twilio.Lag = machine.Endpoint.Options.ListDelay - Some.Seconds(1);
        var resolved = await machine.ResolveAsync(row);
        for (var i = 0; i < 200 && resolved.Row.State == LedgerState.Claimed; i++)
        {
            universe.Pass(Some.Seconds(5));
            resolved = await machine.ResolveAsync(row);
        }

        resolved.Row.MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task A_message_of_later_than_any_attempt_of_the_row_is_another_one()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease + Claimant.Late + Some.Seconds(5));
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt);

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_message_of_before_the_row_is_another_one()
    {
        await universe.SettleWitnessAsync(machine);
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Seconds(6));
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_takeover_is_looked_for_since_the_first_attempt()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var taken = (await machine.ResolveAsync(row, await machine.MakeClaimAsync("order 1"))).Row;

        // One that began before the takeover and is listed much later than Twilio should need.
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(taken)).Row.MessageSid.Should().Be(message.Sid);
    }

    [Theory]
    [InlineData(2, LedgerState.Sent)]
    [InlineData(1, LedgerState.Parked)]
    [InlineData(3, LedgerState.Parked)]
    public async Task Of_two_equal_claims_both_were_sent_or_a_person_tells(int accepted, LedgerState state)
    {
        var rows = new[] { await machine.ClaimAsync("order 1"), await machine.ClaimAsync("order 2") };
        for (var i = 0; i < accepted; i++)
        {
            universe.Pass(Some.Seconds(1));
            Twilio.Accept(Some.Number, Some.Text);
        }

        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var resolved = new[] { await machine.ResolveAsync(rows[0]), await machine.ResolveAsync(rows[1]) };

        resolved.Should().OnlyContain(one => one.Row.State == state);
        resolved.Select(one => one.Row.MessageSid).OfType<string>().Should()
            .BeEquivalentTo(Twilio.Accepted.Select(message => message.Sid).Where(_ => accepted == 2));
    }

    [Fact]
    public async Task Fewer_messages_than_equal_claims_are_not_guessed_about_while_one_may_still_come()
    {
        var first = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease);
        await machine.ClaimAsync("order 2");
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt - Some.Times.Lease + Some.Seconds(2));

        (await machine.ResolveAsync(first)).Reason.Should().Be(SmsUnresolvedReason.NotYetListed);
    }

    [Fact]
    public async Task A_message_that_a_running_claim_is_about_to_settle_is_nobody_else_s()
    {
        var lost = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease + Some.Seconds(2));
        var running = await machine.ClaimAsync("order 2");
        var message = Twilio.Accept(Some.Number, Some.Text);

        var early = await machine.ResolveAsync(lost);
        await machine.RecordAsync(running, message.Sid);

        early.Row.State.Should().Be(LedgerState.Claimed);
        (await machine.ReadAsync(running)).MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task A_stream_of_equal_alarms_delays_nobody()
    {
        var lost = await machine.ClaimAsync("alarm 0");
        var message = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Lease + Claimant.Late + Some.Seconds(10));
        for (var i = 1; i < 5; i++)
        {
            var row = await machine.ClaimAsync($"alarm {i}");
            await machine.RecordAsync(row, Twilio.Accept(Some.Number, Some.Text).Sid);
            await machine.ClaimAsync($"alarm {i} lost");
        }

        (await machine.ResolveAsync(lost)).Row.MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task A_chain_of_claims_is_told_apart_as_one()
    {
        // The second message may be the first claim's or the second's; only all together are as many as there are claims.
        var first = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Seconds(100));
        var second = await machine.ClaimAsync("order 2");
        var one = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Seconds(100));
        var other = Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt);

        (await machine.ResolveAsync(first)).Row.MessageSid.Should().Be(one.Sid);
        (await machine.ResolveAsync(second)).Row.MessageSid.Should().Be(other.Sid);
    }

    [Fact]
    public async Task The_messages_of_other_rows_are_not_taken()
    {
        await universe.SettleWitnessAsync(machine);
        var sent = await machine.ClaimAsync("order 1");
        await machine.RecordAsync(sent, Twilio.Accept(Some.Number, Some.Text).Sid);
        var lost = await machine.ClaimAsync("order 2");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(lost)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task What_was_sent_without_a_key_is_not_taken_for_a_lost_claim()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        var plain = machine.Begin(Some.Text);
        machine.Recent.End(plain, SmsOutcome.Sent(Some.Number, Twilio.Accept(Some.Number, Some.Text).Sid, "queued", 1, null));
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task What_was_lost_without_a_key_is_a_rival()
    {
        var row = await machine.ClaimAsync("order 1");
        var plain = machine.Begin(Some.Text);
        machine.Recent.End(plain, SmsOutcome.Unknown(Some.Number, null));
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Should().BeEquivalentTo(new { State = LedgerState.Parked, Reason = LedgerReason.Ambiguous });
    }

    [Theory]
    [InlineData("Something else")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_message_whose_text_is_another_or_gone_leaves_it_to_a_person(string? body)
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept(Some.Number, body);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Should().BeEquivalentTo(new
        {
            Reason = SmsUnresolvedReason.Ambiguous,
            Row = new { State = LedgerState.Parked, Reason = LedgerReason.Ambiguous, To = Some.Number },
        });
    }

    [Fact]
    public async Task A_redacted_message_leaves_equal_ones_to_a_person()
    {
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept(Some.Number, Some.Text);
        Twilio.Accept(Some.Number, "");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Parked);
    }

    [Fact]
    public async Task A_message_of_another_claim_s_text_waits_until_that_claim_is_settled()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        var other = await machine.ClaimAsync("order 2", "Flood in building 7");
        var message = Twilio.Accept(Some.Number, "Flood in building 7");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        var early = await machine.ResolveAsync(row);
        (await machine.ResolveAsync(other)).Row.MessageSid.Should().Be(message.Sid);

        early.Row.State.Should().Be(LedgerState.Claimed);
        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Theory]
    [InlineData("inbound", Some.Sender)]
    [InlineData("outbound-api", "+15005550009")]
    public async Task What_was_received_or_sent_by_another_number_is_not_looked_at(string direction, string from)
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        Twilio.Add(new(Twilio.Sid(), Some.Number, from, Some.Text, Twilio.Now, null) { Direction = direction });
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_claim_that_is_made_while_the_list_is_read_keeps_its_message()
    {
        var lost = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Lease + Some.Seconds(2));
        Twilio.Accept(Some.Number, Some.Text, key: "order 2");
        LedgerRow? meanwhile = null;
        Twilio.AfterPage = async () => meanwhile = await machine.ClaimAsync("order 2");

        var resolved = await machine.ResolveAsync(lost);

        meanwhile.Should().NotBeNull();
        resolved.Row.State.Should().Be(LedgerState.Claimed);
    }

    [Fact]
    public async Task A_message_that_another_row_was_given_meanwhile_makes_it_start_over()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        var message = Twilio.Accept(Some.Number, Some.Text, key: "order 2");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var ledger = new DurableLedger(universe.Ledger)
        {
            BeforeReplace = async () => await machine.RecordAsync(await machine.MakeClaimAsync("order 2"), message.Sid),
        };

        (await universe.Boot(ledger).ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
        (await machine.ReadAsync(row)).State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_row_that_was_settled_meanwhile_stays_as_it_is()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        string? sid = null;
        Twilio.AfterPage = async () => await machine.RecordAsync(row, sid = Twilio.Accept(Some.Number, Some.Text).Sid);

        var resolved = await machine.ResolveAsync(row, await machine.MakeClaimAsync("order 1"));

        resolved.Row.Should().BeEquivalentTo(new { State = LedgerState.Sent, MessageSid = sid });
    }

    [Fact]
    public async Task After_a_day_a_person_decides()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(LedgerTimes.TooLong + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Should().BeEquivalentTo(new
        {
            Reason = SmsUnresolvedReason.Ambiguous,
            Row = new { State = LedgerState.Parked, Reason = LedgerReason.TooLong },
        });
    }

    [Fact]
    public async Task What_is_parked_is_sent_once_the_list_shows_it_and_never_free_by_itself()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        var other = Twilio.Accept(Some.Number, "");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var parked = (await machine.ResolveAsync(row)).Row;

        Twilio.Remove(other);
        (await machine.ResolveAsync(parked)).Row.State.Should().Be(LedgerState.Parked);
        var message = Twilio.Accept(Some.Number, Some.Text);
        Twilio.Remove(message);
        Twilio.Add(message with { Created = row.SinceTwilio + Some.Seconds(3) });

        (await machine.ResolveAsync(parked)).Row.MessageSid.Should().Be(message.Sid);
    }

    [Theory]
    [InlineData("4915112345678", true)]
    [InlineData(Some.Number, false)]
    public async Task A_number_that_Twilio_completes_or_masks_is_not_searched_for(string to, bool isNumberKept)
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1", to: to, isNumberKept: isNumberKept);
        var early = await machine.ResolveAsync(row);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        early.Reason.Should().Be(SmsUnresolvedReason.NotYetListed);
        (await machine.ResolveAsync(row)).Should().BeEquivalentTo(new
        {
            Reason = SmsUnresolvedReason.NotSearchable,
            Row = new { State = LedgerState.Parked, Reason = LedgerReason.NotSearchable },
        });
    }

    [Fact]
    public async Task Too_many_messages_to_the_number_are_not_searched()
    {
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        for (var i = 0; i <= 5_000; i++)
        {
            Twilio.Accept(Some.Number, "Something else");
        }

        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }

    [Fact]
    public async Task Another_account_or_another_address_decides_nothing()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        var elsewhere = await machine.Resolver.ResolveAsync(
            machine.Endpoint, row with { Endpoint = "https://api.ie1.twilio.com" }, null, TestContext.Current.CancellationToken);

        elsewhere.Reason.Should().Be(SmsUnresolvedReason.NotSearchable);
        (await machine.ReadAsync(row)).State.Should().Be(LedgerState.Claimed);
    }
}
