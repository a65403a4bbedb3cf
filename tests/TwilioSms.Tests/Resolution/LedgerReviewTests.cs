using TwilioSms.Errors;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>What a person sees and decides.</summary>
public sealed class LedgerReviewTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public LedgerReviewTests() => machine = universe.Boot();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_what_is_parked_and_what_is_claimed_for_too_long()
    {
        var parked = await ParkAsync("order 1");
        var old = await machine.ClaimAsync("order 2", "Another text");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        await machine.ClaimAsync("order 3", "A third text");

        var entries = await ListAsync();

        entries.Select(entry => (entry.State, entry.Reason)).Should().Equal((LedgerState.Parked, LedgerReason.Ambiguous), (LedgerState.Claimed, null));
        entries.Should().OnlyContain(entry => entry.DecidableAfter == null && entry.To == "+4915***5678");
        entries[0].Began.Should().Be(parked.BeganTwilio);
        entries[1].Began.Should().Be(old.BeganTwilio);
        entries[0].Id.Should().MatchRegex("^[0-9a-f]{16}-[0-9a-f]{16}$");
        entries[0].ToString().Should().NotContain("5678");
    }

    [Fact]
    public async Task An_entry_is_found_by_its_key_and_number()
    {
        await machine.ClaimAsync("order 1");

        var entry = await machine.Review.FindAsync("order 1", "+49 151 12345678", Stop);

        entry.Should().BeEquivalentTo(new { State = LedgerState.Claimed, Sender = Some.Sender, Account = Loopback.Account.Sid });
        entry!.DecidableAfter.Should().BeGreaterThan(Some.Times.Lease);
        (await machine.Review.FindAsync("order 2", Some.Number, Stop)).Should().BeNull();
    }

    [Fact]
    public async Task What_is_released_may_be_sent_again_and_is_searched_for_from_then_on()
    {
        var row = await ParkAsync("order 1");

        var released = await machine.Review.ReleaseAsync((await ListAsync()).Single().Id, Stop);
        var again = await machine.ClaimAsync("order 1");

        released.Should().BeEquivalentTo(new { State = LedgerState.Free, Reason = LedgerReason.Person });
        again.SinceTwilio.Should().BeAfter(row.SinceTwilio + Some.Times.Doubt);
        (await ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_running_claim_cannot_be_decided()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt - Some.Seconds(10));
        var id = (await machine.Review.FindAsync("order 1", Some.Number, Stop))!.Id;
        var sid = universe.Twilio.Sid();

        await machine.Invoking(m => m.Review.ReleaseAsync(id, Stop)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*2026-11-24 12:06:5*Z*");
        await machine.Invoking(m => m.Review.MarkSentAsync(id, sid, Stop)).Should().ThrowAsync<InvalidOperationException>();
        (await machine.ReadAsync(row)).State.Should().Be(LedgerState.Claimed);
        universe.Pass(Some.Seconds(12));
        (await machine.Review.ReleaseAsync(id, Stop)).State.Should().Be(LedgerState.Free);
    }

    [Fact]
    public async Task A_person_s_word_counts()
    {
        await ParkAsync("order 1");
        var sid = universe.Twilio.Sid();

        var marked = await machine.Review.MarkSentAsync((await ListAsync()).Single().Id, sid, Stop);

        marked.Should().BeEquivalentTo(new { State = LedgerState.Sent, MessageSid = sid });
    }

    [Fact]
    public async Task A_message_of_another_entry_and_what_is_no_SID_are_refused()
    {
        await ParkAsync("order 1");
        var id = (await ListAsync()).Single().Id;
        var sid = universe.Twilio.Sid();
        await machine.RecordAsync(await machine.ClaimAsync("order 2"), sid);

        await machine.Invoking(m => m.Review.MarkSentAsync(id, sid, Stop)).Should().ThrowAsync<InvalidOperationException>();
        await machine.Invoking(m => m.Review.MarkSentAsync(id, "SM1\n", Stop)).Should().ThrowAsync<ArgumentException>();
        await machine.Invoking(m => m.Review.ReleaseAsync("0-0", Stop)).Should().ThrowAsync<KeyNotFoundException>();
    }

    [Fact]
    public async Task It_is_looked_up_on_request()
    {
        await machine.ClaimAsync("order 1");
        var message = universe.Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.Review.ResolveAsync((await ListAsync()).Single().Id, Stop)).MessageSid.Should().Be(message.Sid);
    }

    [Fact]
    public async Task What_is_parked_is_shown_while_Twilio_cannot_be_reached()
    {
        await ParkAsync("order 1");
        machine.Clock.SetBy(TimeSpan.FromHours(1));
        universe.Twilio.Page = static _ => throw new TwilioConnectionException(new TwilioApiError("No route."));

        (await ListAsync()).Should().ContainSingle();
    }

    [Fact]
    public void An_entry_can_be_built_in_a_test_of_one_s_own() =>
        new SmsLedgerEntry { Id = "1-2", State = LedgerState.Parked, To = "+49***", Sender = Some.Sender, Account = "AC1", Endpoint = "https://x", Began = default }
            .ToString().Should().StartWith("1-2: Parked");

    private async Task<LedgerRow> ParkAsync(string key)
    {
        var row = await machine.ClaimAsync(key);
        universe.Twilio.Accept(Some.Number, "");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        return (await machine.ResolveAsync(row)).Row;
    }

    private async Task<List<SmsLedgerEntry>> ListAsync()
    {
        var entries = new List<SmsLedgerEntry>();
        await foreach (var entry in machine.Review.ListAsync(Stop))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
