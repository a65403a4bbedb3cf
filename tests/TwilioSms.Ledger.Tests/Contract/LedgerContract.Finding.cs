namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Rivals_are_the_rows_in_doubt_that_cannot_be_told_apart()
    {
        var row = await ClaimAsync(Rows.Claim());
        var equal = await ClaimAsync(Rows.Claim("order-2") with { Content = Rows.Hash("a template") });
        var parked = await ClaimAndReplaceAsync(Rows.Claim("order-3"), claim => claim.Parked());
        await ClaimAndReplaceAsync(Rows.Claim("order-4"), claim => claim.Sent(4));
        await ClaimAndReplaceAsync(Rows.Claim("order-5"), claim => claim.Free(LedgerReason.Certain));
        await ClaimAsync(Rows.Claim("order-6") with { Trace = Rows.Hash("Goodbye") });
        await ClaimAsync(Rows.Claim("order-7") with { Trace = null });
        await ClaimAsync(Rows.Claim("order-8") with { Sender = "+14155550101" });
        await ClaimAsync(Rows.Claim("order-9", to: "+4915112345679"));
        await ClaimAsync(Rows.Claim("order-1", account: Rows.OtherAccount));

        var rivals = await Ledger.FindRivalsAsync(row, Stop);

        rivals.Select(rival => rival.Key).Should().BeEquivalentTo([row.Key, equal.Key, parked.Key]);
    }

    [Fact]
    public async Task Rivals_of_a_message_without_text_are_those_without_text()
    {
        await ClaimAsync(Rows.Claim());
        var row = await ClaimAsync(Rows.Claim("order-2") with { Trace = null });
        var equal = await ClaimAsync(Rows.Claim("order-3") with { Trace = null });

        (await Ledger.FindRivalsAsync(row, Stop)).Select(rival => rival.Key).Should().BeEquivalentTo([row.Key, equal.Key]);
    }

    [Fact]
    public async Task A_witness_is_a_message_to_the_same_country_that_was_settled_long_enough_ago()
    {
        async Task SettleAsync(int n, DateTimeOffset at, Func<LedgerRow, LedgerRow>? change = null, string account = Rows.Account) =>
            await RecordAsync((change ?? (row => row))(Rows.Claim($"order-{n}", account: account).Sent(n, at)));
        var before = Rows.Noon.AddMinutes(-6);
        await SettleAsync(1, before.AddMilliseconds(-1));
        await SettleAsync(2, before);
        await SettleAsync(3, before.AddMinutes(-1), row => row with { CallingCode = "44" });
        await SettleAsync(4, before.AddMinutes(-1), row => row with { CallingCode = null });
        await SettleAsync(5, before.AddMinutes(-1), row => row with { IsNumberKept = false });
        await SettleAsync(6, before.AddMinutes(-1), account: Rows.OtherAccount);
        await ClaimAndReplaceAsync(Rows.Claim("order-7"), row => row.Free(LedgerReason.Certain) with { SettledTwilio = before.AddMinutes(-1) });

        (await Ledger.FindWitnessAsync(Rows.Account, "49", before, Stop))!.MessageSid.Should().Be(Rows.Sid(1));
        (await Ledger.FindWitnessAsync(Rows.Account, "44", before, Stop))!.MessageSid.Should().Be(Rows.Sid(3));
        (await Ledger.FindWitnessAsync(Rows.Account, "49", before.AddMinutes(-2), Stop)).Should().BeNull();
        (await Ledger.FindWitnessAsync(Rows.Account, "1", before, Stop)).Should().BeNull();
    }

    [Theory]
    [InlineData(LedgerState.Free)]
    [InlineData(LedgerState.Claimed)]
    [InlineData(LedgerState.Sent)]
    [InlineData(LedgerState.Parked)]
    public async Task Rows_in_a_state_are_listed_oldest_first(LedgerState state)
    {
        for (var n = 0; n < 5; n++)
        {
            var seen = await ClaimAsync(Rows.Claim($"order-{n}") with { BeganTwilio = Rows.Noon.AddMinutes(n), SinceTwilio = Rows.Noon.AddMinutes(n) });
            await ReplaceAsync(seen, state switch
            {
                LedgerState.Free => seen.Free(LedgerReason.Certain),
                LedgerState.Sent => seen.Sent(n),
                LedgerState.Parked => seen.Parked(),
                _ => seen,
            });
        }

        await ClaimAsync(Rows.Claim("order-0", account: Rows.OtherAccount));

        foreach (var other in Enum.GetValues<LedgerState>())
        {
            (await ListAsync(Ledger, other)).Select(row => row.BeganTwilio).Should().Equal(
                other == state ? Enumerable.Range(0, 5).Select(n => Rows.Noon.AddMinutes(n)) : []);
        }
    }

    [Fact]
    public async Task A_long_list_is_listed_whole()
    {
        await Ledger.ClaimAsync([.. Enumerable.Range(0, 2_500).Select(n => Rows.Claim($"order-{n}"))], Stop);

        (await ListAsync(Ledger, LedgerState.Claimed)).Select(row => row.Key).Distinct().Should().HaveCount(2_500);
    }

    [Fact]
    public async Task What_is_in_doubt_is_counted()
    {
        (await Ledger.CountAsync(Rows.Account, Stop)).Should().BeEquivalentTo(new LedgerCounts());
        await ClaimAsync(Rows.Claim("order-1"));
        await PassAsync(TimeSpan.FromMinutes(10));
        await ClaimAsync(Rows.Claim("order-2"));
        await ClaimAndReplaceAsync(Rows.Claim("order-3"), row => row.Parked());
        await ClaimAndReplaceAsync(Rows.Claim("order-4"), row => row.Sent(4));
        await ClaimAndReplaceAsync(Rows.Claim("order-5"), row => row.Free(LedgerReason.Certain));
        await ClaimAsync(Rows.Claim("order-6", account: Rows.OtherAccount));

        var counts = await Ledger.CountAsync(Rows.Account, Stop);

        counts.Claimed.Should().Be(2);
        counts.Parked.Should().Be(1);
        counts.OldestClaim.Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_salt_is_made_once_even_where_many_ask_first()
    {
        var ledgers = new List<ISendLedger> { Ledger };
        while (Ledger.IsDurable && ledgers.Count < 6)
        {
            ledgers.Add(await OpenAsync());
        }

        var salts = await Task.WhenAll(ledgers.Concat(ledgers).Select(ledger => Task.Run(() => ledger.GetSaltAsync(Stop), Stop)));

        salts.Select(salt => Convert.ToHexString(salt.Span)).Distinct().Should().ContainSingle().Which.Should().HaveLength(64).And.NotMatch("^0+$");
    }
}
