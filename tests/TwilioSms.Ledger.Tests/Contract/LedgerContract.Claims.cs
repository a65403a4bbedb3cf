namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_row_comes_back_as_it_was_claimed()
    {
        var claim = Rows.Claim() with { IsTextKept = false, IsNumberKept = false, SendAt = Rows.Noon.AddDays(3) };

        var claimed = await ClaimAsync(claim);

        claimed.BeganDatabase.Should().Be(claimed.ReadAt);
        claimed.LookAfter.Should().BeCloseTo(claim.LookAfter!.Value, TimeSpan.FromSeconds(1));
        claimed.Should().Be(claim with { BeganDatabase = claimed.BeganDatabase, ReadAt = claimed.ReadAt, LookAfter = claimed.LookAfter });
        var read = await ReadAsync(claim);
        read.ReadAt.Should().BeOnOrAfter(claimed.ReadAt);
        read.LookAfter.Should().BeCloseTo(claim.LookAfter!.Value - (read.ReadAt - claimed.ReadAt), TimeSpan.FromSeconds(1));
        read.Should().Be(claimed with { ReadAt = read.ReadAt, LookAfter = read.LookAfter });
    }

    [Fact]
    public async Task What_a_message_may_lack_is_null_when_it_is_read()
    {
        var claim = Rows.Claim() with { Trace = null, CallingCode = null, LookAfter = null };

        await ClaimAsync(claim);

        var read = await ReadAsync(claim);
        read.Should().Be(claim with { BeganDatabase = read.BeganDatabase, ReadAt = read.ReadAt });
    }

    [Fact]
    public async Task A_claim_of_somebody_else_stands_and_is_shown()
    {
        var first = await ClaimAsync(Rows.Claim());

        var second = await ClaimAsync(Rows.Claim());

        second.Token.Should().Be(first.Token);
        (await ReadAsync(first)).Should().BeEquivalentTo(first, row => row.Excluding(read => read.ReadAt).Excluding(read => read.LookAfter));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_repeated_with_its_token_and_begins_anew()
    {
        var claim = Rows.Claim();
        var first = await ClaimAsync(claim);
        await PassAsync(TimeSpan.FromSeconds(20));

        var again = await ClaimAsync(claim with { SinceTwilio = Rows.Noon.AddSeconds(20), BeganTwilio = Rows.Noon.AddSeconds(20) });

        again.Token.Should().Be(claim.Token);
        again.Renewals.Should().Be(1);
        again.SinceTwilio.Should().Be(first.SinceTwilio);
        again.BeganTwilio.Should().Be(Rows.Noon.AddSeconds(20));
        (again.ReadAt - again.BeganDatabase).Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(LedgerReason.Certain, false)]
    [InlineData(LedgerReason.Person, false)]
    [InlineData(LedgerReason.LookUp, true)]
    public async Task A_free_row_is_claimed_and_is_searched_from_the_first_claim_that_a_look_up_freed(LedgerReason reason, bool keepsSince)
    {
        var free = await ClaimAndReplaceAsync(Rows.Claim(), row => row.Free(reason));
        var later = Rows.Noon.AddMinutes(10);
        var claim = Rows.Claim() with { SinceTwilio = later, BeganTwilio = later, Content = Rows.Hash("other"), Sender = "+14155550101", Endpoint = "https://api.dublin.ie1.twilio.com:443" };

        var claimed = await ClaimAsync(claim);

        claimed.Should().Be(claim with
        {
            Renewals = free.Renewals + 1,
            SinceTwilio = keepsSince ? Rows.Noon : later,
            BeganDatabase = claimed.BeganDatabase,
            ReadAt = claimed.ReadAt,
            LookAfter = claimed.LookAfter,
        });
        claimed.BeganDatabase.Should().Be(claimed.ReadAt);
        var read = await ReadAsync(claim);
        read.Should().Be(claimed with { ReadAt = read.ReadAt, LookAfter = read.LookAfter });
    }

    [Theory]
    [InlineData(LedgerState.Sent)]
    [InlineData(LedgerState.Parked)]
    public async Task What_is_sent_or_parked_is_not_claimed_not_even_with_its_own_token(LedgerState state)
    {
        var claim = Rows.Claim();
        var settled = await ClaimAndReplaceAsync(claim, row => state == LedgerState.Sent ? row.Sent(1) : row.Parked());

        foreach (var again in (LedgerRow[])[Rows.Claim(), claim])
        {
            var standing = await ClaimAsync(again);
            standing.Should().Be(settled with { ReadAt = standing.ReadAt });
            standing.State.Should().Be(state);
        }
    }

    [Fact]
    public async Task Many_rows_are_claimed_at_once_and_each_answer_is_in_its_place()
    {
        var others = await ClaimAsync(Rows.Claim("order-7"));
        var sent = await ClaimAndReplaceAsync(Rows.Claim("order-3"), row => row.Sent(3));
        var claims = Enumerable.Range(0, 10).Select(n => Rows.Claim($"order-{n}")).ToList();

        var rows = await Ledger.ClaimAsync(claims, Stop);

        rows.Select(row => row.Key).Should().Equal(claims.Select(claim => claim.Key));
        rows.Select(row => row.Token).Should().Equal(claims.Select((claim, n) => n switch { 3 => sent.Token, 7 => others.Token, _ => claim.Token }));
        rows[3].MessageSid.Should().Be(Rows.Sid(3));
    }

    [Fact]
    public async Task Rows_of_other_keys_recipients_and_accounts_are_others()
    {
        LedgerRow[] claims = [Rows.Claim(), Rows.Claim(key: "order-2"), Rows.Claim(to: "+4915112345679"), Rows.Claim(account: Rows.OtherAccount)];

        foreach (var claim in claims)
        {
            (await ClaimAsync(claim)).Token.Should().Be(claim.Token);
        }

        (await FindAsync(claims[0])).Select(row => row.Key).Should().BeEquivalentTo([claims[0].Key, claims[3].Key]);
    }

    [Theory]
    [InlineData(LedgerState.Claimed, true)]
    [InlineData(LedgerState.Parked, true)]
    [InlineData(LedgerState.Sent, false)]
    [InlineData(LedgerState.Free, false)]
    public async Task A_claim_is_told_what_is_in_doubt_at_another_account_and_keeps_nothing_of_it(LedgerState state, bool isTold)
    {
        var other = await ClaimAsync(Rows.Claim(account: Rows.OtherAccount));
        if (state != LedgerState.Claimed)
        {
            var changed = state switch { LedgerState.Sent => other.Sent(1), LedgerState.Free => other.Free(LedgerReason.Person), _ => other.Parked() };
            await ReplaceAsync(other, changed);
        }

        var claimed = await Ledger.ClaimAsync([Rows.Claim(), Rows.Claim("order-2")], Stop);

        claimed[0].Elsewhere?.Key.Should().Be(other.Key);
        claimed[0].Elsewhere?.State.Should().Be(state);
        (claimed[0].Elsewhere is not null).Should().Be(isTold);
        claimed[1].Elsewhere.Should().BeNull();
        (await ReplaceAsync(claimed[0], claimed[0].Free(LedgerReason.Certain))).Should().Be(LedgerWrite.Written);
        (await FindAsync(claimed[0])).Should().HaveCount(2).And.OnlyContain(row => row.Elsewhere == null);
    }

    [Fact]
    public async Task Of_two_accounts_that_claim_at_once_one_at_least_sees_the_other()
    {
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        for (var round = 0; round < 20; round++)
        {
            var key = $"round-{round}";

            var rows = await Task.WhenAll(
                Task.Run(() => Ledger.ClaimAsync([Rows.Claim(key)], Stop), Stop),
                Task.Run(() => other.ClaimAsync([Rows.Claim(key, account: Rows.OtherAccount)], Stop), Stop));

            rows.SelectMany(row => row).Should().Contain(row => row.Elsewhere != null);
        }
    }

    [Fact]
    public async Task Of_many_that_claim_one_key_at_once_one_has_it()
    {
        var ledgers = new List<ISendLedger>();
        for (var i = 0; i < 3; i++)
        {
            ledgers.Add(Ledger.IsDurable ? await OpenAsync() : Ledger);
        }

        for (var round = 0; round < 5; round++)
        {
            var claims = Enumerable.Range(0, 24).Select(_ => Rows.Claim($"round-{round}")).ToList();

            var rows = await Task.WhenAll(claims.Select((claim, n) => Task.Run(() => ledgers[n % 3].ClaimAsync([claim], Stop), Stop)));

            var winner = rows.SelectMany(row => row).Select(row => row.Token).Distinct().Should().ContainSingle().Subject;
            claims.Select(claim => claim.Token).Should().Contain(winner);
        }
    }

    [Fact]
    public async Task Claims_of_the_same_rows_in_any_order_do_not_block_each_other()
    {
        var random = new Random(1);
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        for (var round = 0; round < 5; round++)
        {
            var claims = Enumerable.Range(0, 16).Select(_ => Enumerable.Range(20 * round, 20).OrderBy(_ => random.Next())
                .Select(n => Rows.Claim($"order-{n}")).ToList());

            var rows = await Task.WhenAll(claims.Select((set, n) => Task.Run(() => (n % 2 == 0 ? Ledger : other).ClaimAsync(set, Stop), Stop)));

            rows.SelectMany(set => set).GroupBy(row => row.Key).Should().HaveCount(20)
                .And.OnlyContain(row => row.Select(answer => answer.Token).Distinct().Count() == 1);
        }
    }

    [Fact]
    public async Task Facts_of_the_same_rows_in_any_order_do_not_block_each_other()
    {
        var random = new Random(1);
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        for (var round = 0; round < 5; round++)
        {
            var facts = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(20 * round, 20).OrderBy(_ => random.Next())
                .Select(n => Rows.Claim($"order-{n}").Sent(n)).ToList());

            var writes = await Task.WhenAll(facts.Select((set, n) => Task.Run(() => (n % 2 == 0 ? Ledger : other).RecordAsync(set, Stop), Stop)));

            writes.SelectMany(set => set).Should().OnlyContain(write => write == LedgerWrite.Written);
        }
    }
}
