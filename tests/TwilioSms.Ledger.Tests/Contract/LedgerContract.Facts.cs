namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    public enum Before
    {
        None,
        Claimed,
        TakenOver,
        Free,
        Parked,
    }

    [Theory]
    [InlineData(Before.None)]
    [InlineData(Before.Claimed)]
    [InlineData(Before.TakenOver)]
    [InlineData(Before.Free)]
    [InlineData(Before.Parked)]
    public async Task A_message_in_hand_beats_whatever_the_row_was(Before before)
    {
        var claim = Rows.Claim();
        var mine = before == Before.None ? claim : await ClaimAsync(claim);
        LedgerRow? standing = before switch
        {
            Before.TakenOver => mine.TakenOver(),
            Before.Free => mine.Free(LedgerReason.Person),
            Before.Parked => mine.Parked(),
            _ => null,
        };
        if (standing is not null)
        {
            (await ReplaceAsync(mine, standing)).Should().Be(LedgerWrite.Written);
        }

        (await RecordAsync(mine.Sent(1))).Should().Be(LedgerWrite.Written);

        var read = await ReadAsync(claim);
        var expected = (standing ?? mine).Sent(1) with { BeganTwilio = read.BeganTwilio, BeganDatabase = read.BeganDatabase, ReadAt = read.ReadAt };
        read.Should().Be(expected);
    }

    [Fact]
    public async Task What_is_sent_stays_as_it_is()
    {
        var claimed = await ClaimAsync(Rows.Claim());
        (await RecordAsync(claimed.Sent(1))).Should().Be(LedgerWrite.Written);

        (await RecordAsync(claimed.Sent(2))).Should().Be(LedgerWrite.Changed);

        (await ReadAsync(claimed)).MessageSid.Should().Be(Rows.Sid(1));
        (await Ledger.FindOwnedAsync(Rows.Account, [Rows.Sid(2)], Stop)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_message_recorded_again_is_recorded()
    {
        var claimed = await ClaimAsync(Rows.Claim());
        await RecordAsync(claimed.Sent(1));

        (await RecordAsync(claimed.Sent(1))).Should().Be(LedgerWrite.Written);
    }

    [Fact]
    public async Task A_message_that_another_row_has_is_refused_and_the_others_of_the_call_are_written()
    {
        await RecordAsync(Rows.Claim("order-0").Sent(1));
        var claimed = await ClaimAsync(Rows.Claim("order-2"));

        var writes = await Ledger.RecordAsync(
            [Rows.Claim("order-1").Sent(11), claimed.Sent(1), Rows.Claim("order-3").Sent(13), Rows.Claim("order-4").Sent(14)], Stop);

        writes.Should().Equal(LedgerWrite.Written, LedgerWrite.MessageOwned, LedgerWrite.Written, LedgerWrite.Written);
        (await ReadAsync(claimed)).State.Should().Be(LedgerState.Claimed);
        (await Ledger.FindOwnedAsync(Rows.Account, [.. Enumerable.Range(0, 20).Select(Rows.Sid)], Stop))
            .Should().BeEquivalentTo(Rows.Sid(1), Rows.Sid(11), Rows.Sid(13), Rows.Sid(14));
    }

    [Fact]
    public async Task Two_rows_of_one_call_do_not_get_the_same_message()
    {
        var writes = await Ledger.RecordAsync([Rows.Claim("order-1").Sent(1), Rows.Claim("order-2").Sent(1)], Stop);

        writes.Should().BeEquivalentTo([LedgerWrite.Written, LedgerWrite.MessageOwned]);
    }

    [Fact]
    public async Task A_message_belongs_to_its_account()
    {
        await RecordAsync(Rows.Claim().Sent(1));

        (await RecordAsync(Rows.Claim(account: Rows.OtherAccount).Sent(1))).Should().Be(LedgerWrite.Written);
    }

    [Fact]
    public async Task Of_many_rows_that_are_to_have_one_message_at_once_one_has_it()
    {
        var rows = await Ledger.ClaimAsync([.. Enumerable.Range(0, 12).Select(n => Rows.Claim($"order-{n}"))], Stop);

        var writes = await Task.WhenAll(rows.Select((row, n) => Task.Run(
            async () => n % 2 == 0 ? await RecordAsync(row.Sent(1)) : await ReplaceAsync(row, row.Sent(1)), Stop)));

        writes.Should().ContainSingle(write => write == LedgerWrite.Written);
        writes.Where(write => write != LedgerWrite.Written).Should().OnlyContain(write => write == LedgerWrite.MessageOwned);
    }

    [Fact]
    public async Task Which_messages_have_a_row_is_told_for_five_thousand_at_once()
    {
        await Ledger.RecordAsync([.. Enumerable.Range(0, 50).Select(n => Rows.Claim($"order-{n}").Sent(n * 100))], Stop);

        var owned = await Ledger.FindOwnedAsync(Rows.Account, [.. Enumerable.Range(0, 5_000).Select(Rows.Sid)], Stop);

        owned.Should().BeEquivalentTo(Enumerable.Range(0, 50).Select(n => Rows.Sid(n * 100)));
        (await Ledger.FindOwnedAsync(Rows.OtherAccount, [Rows.Sid(0)], Stop)).Should().BeEmpty();
        (await Ledger.FindOwnedAsync(Rows.Account, [], Stop)).Should().BeEmpty();
    }
}
