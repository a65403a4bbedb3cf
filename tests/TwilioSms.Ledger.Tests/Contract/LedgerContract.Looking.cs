namespace TwilioSms.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_claim_is_due_when_its_time_has_come_and_not_before()
    {
        await ClaimAsync(Rows.Claim("order-1") with { LookAfter = TimeSpan.FromMinutes(10) });
        await ClaimAsync(Rows.Claim("order-2") with { LookAfter = null });
        await ClaimAndReplaceAsync(Rows.Claim("order-3"), row => row.Parked());
        await ClaimAsync(Rows.Claim("order-1", account: Rows.OtherAccount));
        await PassAsync(TimeSpan.FromMinutes(9));
        (await TakeDueAsync()).Should().BeEmpty();

        await PassAsync(TimeSpan.FromMinutes(1));

        (await TakeDueAsync()).Should().ContainSingle().Which.Key.Should().Be(Rows.Claim("order-1").Key);
    }

    [Fact]
    public async Task Who_does_not_come_back_is_followed_by_another_after_longer_and_longer_waits()
    {
        var claim = await ClaimAsync(Rows.Claim());
        var waits = new List<double>();
        for (var looks = 1; looks <= 8; looks++)
        {
            await PassAsync(TimeSpan.FromMinutes(20));
            var row = (await TakeDueAsync()).Should().ContainSingle().Subject;
            row.Looks.Should().Be(looks);
            row.Should().Be(claim with { ReadAt = row.ReadAt, BeganDatabase = row.BeganDatabase, Looks = looks, LookAfter = row.LookAfter });
            waits.Add(Math.Round(row.LookAfter!.Value.TotalSeconds));
            (await TakeDueAsync()).Should().BeEmpty();
        }

        waits.Should().Equal(30, 60, 120, 240, 480, 900, 900, 900);
    }

    [Fact]
    public async Task Jitter_makes_the_wait_longer()
    {
        await ClaimAsync(Rows.Claim());
        await PassAsync(TimeSpan.FromMinutes(2));

        (await TakeDueAsync(jitter: 0.5)).Should().ContainSingle().Which.LookAfter.Should().BeCloseTo(TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_was_looked_at_is_as_it_was_seen()
    {
        await ClaimAsync(Rows.Claim());
        await PassAsync(TimeSpan.FromMinutes(2));
        var due = (await TakeDueAsync()).Should().ContainSingle().Subject;

        (await ReplaceAsync(due, due.Sent(1))).Should().Be(LedgerWrite.Written);

        await PassAsync(TimeSpan.FromMinutes(20));
        (await TakeDueAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_look_more_than_an_hour_ahead_is_due_as_the_clock_was_set_back()
    {
        await ClaimAsync(Rows.Claim("order-1") with { LookAfter = TimeSpan.FromMinutes(1) });
        await ClaimAsync(Rows.Claim("order-2") with { LookAfter = TimeSpan.FromMinutes(50) });
        (await TakeDueAsync()).Should().BeEmpty();

        await PassAsync(-TimeSpan.FromMinutes(9));
        (await TakeDueAsync()).Should().BeEmpty("it is 59 minutes ahead");
        await PassAsync(-TimeSpan.FromMinutes(2));

        (await TakeDueAsync()).Should().ContainSingle().Which.Key.Should().Be(Rows.Claim("order-2").Key);
    }

    [Fact]
    public async Task The_claim_of_a_clock_that_was_set_back_lies_in_its_future_and_is_read_as_such()
    {
        await ClaimAsync(Rows.Claim());

        await PassAsync(-TimeSpan.FromHours(2));

        var read = await ReadAsync(Rows.Claim());
        (read.ReadAt - read.BeganDatabase).Should().BeCloseTo(-TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
        (await Ledger.CountAsync(Rows.Account, Stop)).OldestClaim.Should().BeCloseTo(-TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Those_who_look_at_once_share_the_work()
    {
        var other = Ledger.IsDurable ? await OpenAsync() : Ledger;
        await Ledger.ClaimAsync([.. Enumerable.Range(0, 200).Select(n => Rows.Claim($"order-{n}"))], Stop);
        await PassAsync(TimeSpan.FromMinutes(2));

        var hands = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(
            () => (n % 2 == 0 ? Ledger : other).TakeDueAsync(Rows.Account, 25, 0, Stop), Stop)));
        var rest = await TakeDueAsync(most: 200);

        hands.Should().OnlyContain(hand => hand.Count <= 25);
        hands.SelectMany(hand => hand).Concat(rest).Select(row => row.Key).Should().OnlyHaveUniqueItems().And.HaveCount(200);
    }
}
