namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly DateTimeOffset Over = Rows.Noon.AddDays(40);

    [Fact]
    public async Task What_was_sent_is_kept_until_its_time_is_over_by_the_clock_of_Twilio()
    {
        await RecordAsync(Rows.Claim("order-1").Sent(1));
        await RecordAsync(Rows.Claim("order-2").Sent(2) with { KeepUntilTwilio = Over });
        await PassAsync(TimeSpan.FromDays(90));

        (await PurgeAsync(Rows.Noon.AddSeconds(1).AddDays(30))).Should().Be(0);
        (await PurgeAsync(Over)).Should().Be(1);

        (await FindAsync(Rows.Claim("order-1"))).Should().BeEmpty();
        (await ReadAsync(Rows.Claim("order-2"))).State.Should().Be(LedgerState.Sent);
        (await Ledger.FindOwnedAsync(Rows.Account, [Rows.Sid(1), Rows.Sid(2)], Stop)).Should().Equal(Rows.Sid(2));
    }

    [Fact]
    public async Task Free_rows_go_by_the_time_of_their_last_claim()
    {
        await ClaimAndReplaceAsync(Rows.Claim("order-1"), row => row.Free(LedgerReason.Certain));
        await ClaimAndReplaceAsync(Rows.Claim("order-2") with { BeganTwilio = Rows.Noon.AddDays(1) }, row => row.Free(LedgerReason.LookUp));

        (await Ledger.PurgeAsync(Rows.Account, Over, Rows.Noon.AddHours(1), 100, Stop)).Should().Be(1);

        (await FindAsync(Rows.Claim("order-1"))).Should().BeEmpty();
        (await ReadAsync(Rows.Claim("order-2"))).State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task What_is_claimed_or_parked_is_never_deleted()
    {
        await ClaimAsync(Rows.Claim("order-1"));
        await ClaimAndReplaceAsync(Rows.Claim("order-2"), row => row.Parked());

        // Not even where a row still carries the times of what it was.
        await ClaimAndReplaceAsync(Rows.Claim("order-3"), row => row with { KeepUntilTwilio = Rows.Noon, SettledTwilio = Rows.Noon });

        (await PurgeAsync(Over.AddYears(10))).Should().Be(0);

        (await Ledger.CountAsync(Rows.Account, Stop)).Should().BeEquivalentTo(new { Claimed = 2L, Parked = 1L });
    }

    [Fact]
    public async Task Rows_are_deleted_in_small_steps_and_those_of_other_accounts_are_left()
    {
        await Ledger.RecordAsync([.. Enumerable.Range(0, 25).Select(n => Rows.Claim($"order-{n}").Sent(n))], Stop);
        await RecordAsync(Rows.Claim(account: Rows.OtherAccount).Sent(1));

        var deleted = new List<int>();
        do
        {
            deleted.Add(await PurgeAsync(Over, most: 10));
        }
        while (deleted[^1] > 0);

        deleted.Should().Equal(10, 10, 5, 0);
        (await ListAsync(Ledger, LedgerState.Sent, Rows.OtherAccount)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_free_row_that_is_claimed_while_it_is_deleted_stays_claimed()
    {
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        for (var round = 0; round < 10; round++)
        {
            var claims = Enumerable.Range(0, 10).Select(n => Rows.Claim($"order-{round}-{n}")).ToList();
            foreach (var seen in await Ledger.ClaimAsync(claims, Stop))
            {
                await ReplaceAsync(seen, seen.Free(LedgerReason.Certain));
            }

            var again = claims.Select(claim => claim with { Token = Guid.NewGuid() }).ToList();
            var claiming = Task.Run(() => Ledger.ClaimAsync(again, Stop), Stop);
            var purging = Task.Run(() => other.PurgeAsync(Rows.Account, Over, Over, 1_000, Stop), Stop);
            await Task.WhenAll(claiming, purging);

            (await claiming).Select(row => row.Token).Should().Equal(again.Select(claim => claim.Token));
            (await ListAsync(Ledger, LedgerState.Claimed)).Should().HaveCount(10 * (round + 1));
        }
    }

    [Fact]
    public async Task Moments_are_handed_out_in_a_row()
    {
        var gap = TimeSpan.FromSeconds(20);

        (await ReserveAsync(3, gap)).Should().Be(TimeSpan.Zero);
        (await ReserveAsync(1, gap)).Should().BeCloseTo(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        (await ReserveAsync(1, gap)).Should().BeCloseTo(TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(5));
        (await ReserveAsync(1, gap, sender: "+14155550101")).Should().Be(TimeSpan.Zero);
        (await ReserveAsync(1, gap, account: Rows.OtherAccount)).Should().Be(TimeSpan.Zero);
        await PassAsync(TimeSpan.FromMinutes(5));
        (await ReserveAsync(1, gap)).Should().Be(TimeSpan.Zero, because: "moments that nobody took are not saved up");
    }

    [Fact]
    public async Task Those_who_reserve_at_once_share_one_rate()
    {
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        var gap = TimeSpan.FromSeconds(5);

        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(
            () => (n % 2 == 0 ? Ledger : other).ReserveAsync(Rows.Account, Rows.From, 1, gap, Stop), Stop)));

        // The waits begin when each was asked, so they are as far apart as the moments less that.
        waits.Select(wait => Math.Round(wait / gap)).Order().Should().Equal(Enumerable.Range(0, 20).Select(n => (double)n));
    }

    [Fact]
    public async Task A_moment_nearly_ten_minutes_ahead_is_waited_for()
    {
        var far = TimeSpan.FromMinutes(9.8);
        await ReserveAsync(1, far);

        (await ReserveAsync(1, far)).Should().BeCloseTo(far, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_moment_more_than_ten_minutes_ahead_is_of_a_clock_that_was_set_back()
    {
        await ReserveAsync(1, TimeSpan.FromSeconds(1));

        await PassAsync(-TimeSpan.FromMinutes(11));

        (await ReserveAsync(1, TimeSpan.FromSeconds(1))).Should().Be(TimeSpan.Zero);
    }

    private Task<int> PurgeAsync(DateTimeOffset now, int most = 1_000) => Ledger.PurgeAsync(Rows.Account, now, now, most, Stop);

    private Task<TimeSpan> ReserveAsync(int count, TimeSpan gap, string account = Rows.Account, string sender = Rows.From) =>
        Ledger.ReserveAsync(account, sender, count, gap, Stop);
}
