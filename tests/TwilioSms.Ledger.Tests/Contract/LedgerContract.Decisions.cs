namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    public enum Decision
    {
        Renewed,
        TakenOver,
        Sent,
        Free,
        Parked,
    }

    [Theory]
    [InlineData(Decision.Renewed)]
    [InlineData(Decision.TakenOver)]
    [InlineData(Decision.Sent)]
    [InlineData(Decision.Free)]
    [InlineData(Decision.Parked)]
    public async Task A_claim_as_it_was_seen_becomes_what_was_decided(Decision decision)
    {
        var seen = await ClaimAsync(Rows.Claim());
        await PassAsync(TimeSpan.FromMinutes(7));
        var decided = Decide(seen, decision);

        (await ReplaceAsync(seen, decided)).Should().Be(LedgerWrite.Written);

        var read = await ReadAsync(seen);
        read.Should().Be(decided with { BeganDatabase = read.BeganDatabase, ReadAt = read.ReadAt, LookAfter = read.LookAfter });
        read.LookAfter.HasValue.Should().Be(decided.LookAfter.HasValue);
        if (decided.Renewals > seen.Renewals)
        {
            (read.ReadAt - read.BeganDatabase).Should().BeLessThan(TimeSpan.FromMinutes(1), because: "the claim begins anew, by the database's clock");
        }
        else
        {
            (read.ReadAt - read.BeganDatabase).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(7), because: "the claim is the same");
        }
    }

    [Theory]
    [InlineData(Decision.TakenOver)]
    [InlineData(Decision.Sent)]
    [InlineData(Decision.Free)]
    [InlineData(Decision.Parked)]
    public async Task A_claim_that_was_renewed_since_it_was_seen_is_left_alone(Decision decision)
    {
        var seen = await ClaimAsync(Rows.Claim());
        var renewed = Decide(seen, Decision.Renewed);
        await ReplaceAsync(seen, renewed);

        (await ReplaceAsync(seen, Decide(seen, decision))).Should().Be(LedgerWrite.Changed);

        (await ReadAsync(seen)).Should().BeEquivalentTo(new { State = LedgerState.Claimed, seen.Token, renewed.Renewals });
    }

    [Theory]
    [InlineData(Decision.Renewed)]
    [InlineData(Decision.Free)]
    [InlineData(Decision.Sent)]
    public async Task A_claim_that_was_taken_over_is_not_the_first_ones_any_more(Decision decision)
    {
        var mine = await ClaimAsync(Rows.Claim());
        var theirs = mine.TakenOver();
        await ReplaceAsync(mine, theirs);

        // Neither as it was, nor with the renewals that it has now: the token is another's.
        (await ReplaceAsync(mine, Decide(mine, decision))).Should().Be(LedgerWrite.Changed);
        var guessed = mine with { Renewals = theirs.Renewals };
        (await ReplaceAsync(guessed, Decide(guessed, decision))).Should().Be(LedgerWrite.Changed);

        (await ReadAsync(mine)).Should().BeEquivalentTo(new { State = LedgerState.Claimed, theirs.Token, theirs.Renewals });
    }

    [Theory]
    [InlineData(LedgerState.Sent)]
    [InlineData(LedgerState.Parked)]
    [InlineData(LedgerState.Free)]
    public async Task A_row_in_another_state_than_seen_is_left_alone(LedgerState state)
    {
        var seen = await ClaimAsync(Rows.Claim());
        var now = state switch
        {
            LedgerState.Sent => seen.Sent(1),
            LedgerState.Parked => seen.Parked(),
            _ => seen.Free(LedgerReason.LookUp),
        };
        await ReplaceAsync(seen, now);

        (await ReplaceAsync(seen, seen.TakenOver())).Should().Be(LedgerWrite.Changed);

        (await ReadAsync(seen)).State.Should().Be(state);
    }

    [Theory]
    [InlineData(Decision.Sent)]
    [InlineData(Decision.Free)]
    public async Task What_is_parked_is_decided_by_a_person(Decision decision)
    {
        var parked = await ClaimAndReplaceAsync(Rows.Claim(), row => row.Parked());
        var decided = decision == Decision.Sent ? parked.Sent(1) : parked.Free(LedgerReason.Person) with { SinceTwilio = Rows.Noon.AddDays(1) };

        (await ReplaceAsync(parked, decided)).Should().Be(LedgerWrite.Written);

        var read = await ReadAsync(parked);
        read.Should().Be(decided with { ReadAt = read.ReadAt });
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_not_replaced()
    {
        var claim = Rows.Claim();

        (await ReplaceAsync(claim, claim.Parked())).Should().Be(LedgerWrite.Changed);

        (await FindAsync(claim)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_look_up_does_not_give_a_row_the_message_of_another()
    {
        await RecordAsync(Rows.Claim("order-0").Sent(1));
        var seen = await ClaimAsync(Rows.Claim());

        (await ReplaceAsync(seen, seen.Sent(1))).Should().Be(LedgerWrite.MessageOwned);

        (await ReadAsync(seen)).State.Should().Be(LedgerState.Claimed);
    }

    [Fact]
    public async Task Of_many_that_take_over_one_claim_at_once_one_has_it()
    {
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        var seen = await ClaimAsync(Rows.Claim());

        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Task.Run(() => (n % 2 == 0 ? Ledger : other).ReplaceAsync(seen, seen.TakenOver(), Stop), Stop)));

        writes.Should().ContainSingle(write => write == LedgerWrite.Written);
    }

    [Fact]
    public async Task Of_a_claim_that_is_renewed_and_taken_over_at_once_one_holds()
    {
        for (var round = 0; round < 20; round++)
        {
            var seen = await ClaimAsync(Rows.Claim($"round-{round}"));

            var writes = await Task.WhenAll(
                Task.Run(() => ReplaceAsync(seen, Decide(seen, Decision.Renewed)), Stop),
                Task.Run(() => ReplaceAsync(seen, seen.TakenOver()), Stop),
                Task.Run(() => ReplaceAsync(seen, seen.Free(LedgerReason.LookUp)), Stop));

            writes.Should().ContainSingle(write => write == LedgerWrite.Written);
        }
    }

    private static LedgerRow Decide(LedgerRow seen, Decision decision) => decision switch
    {
        Decision.Renewed => seen with { Renewals = seen.Renewals + 1, BeganTwilio = seen.BeganTwilio.AddSeconds(40) },
        Decision.TakenOver => seen.TakenOver(),
        Decision.Sent => seen.Sent(1),
        Decision.Free => seen.Free(LedgerReason.LookUp),
        _ => seen.Parked(),
    };
}
