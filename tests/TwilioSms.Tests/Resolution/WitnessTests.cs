using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>Absence counts only where presence would show.</summary>
public sealed class WitnessTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public WitnessTests() => machine = universe.Boot();

    private SimulatedTwilio Twilio => universe.Twilio;

    [Theory]
    [InlineData("+5215512345678", "+5255", "+521")]
    [InlineData("+5491123456789", "+5411", "+549")]
    public async Task Numbers_that_Twilio_rewrites_are_not_searchable(string to, string shown, string given)
    {
        Twilio.Written = number => number.StartsWith(given, StringComparison.Ordinal) ? shown + number[^8..] : number;
        await universe.SettleWitnessAsync(machine, string.Concat(to.AsSpan(0, to.Length - 4), "0000"));
        var row = await machine.ClaimAsync("order 1", to: to);
        Twilio.Accept(to, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Should().BeEquivalentTo(new { State = LedgerState.Parked, Reason = LedgerReason.NotSearchable });
    }

    [Theory]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+541123456789", "+5491123456789")]
    public async Task Both_writings_of_a_number_are_told_apart_together(string listed, string written)
    {
        Twilio.Written = number => number == written ? listed : number;
        await universe.SettleWitnessAsync(machine, string.Concat(listed.AsSpan(0, listed.Length - 4), "0000"));
        var lost = await machine.ClaimAsync("order 1", to: listed);
        var accepted = await machine.ClaimAsync("order 2", to: written);
        Twilio.Accept(written, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(lost)).Row.Reason.Should().Be(LedgerReason.Ambiguous);
        (await machine.ResolveAsync(accepted)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }

    [Fact]
    public async Task Numbers_that_Twilio_masks_are_not_searchable()
    {
        Twilio.Written = static number => number[..^4] + "XXXX";
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }

    [Fact]
    public async Task A_witness_is_asked_once_an_hour()
    {
        await universe.SettleWitnessAsync(machine);
        for (var i = 0; i < 3; i++)
        {
            var row = await machine.ClaimAsync($"order {i}");
            universe.Pass(Some.Times.Doubt + Some.Seconds(2));
            var before = Twilio.Requests;
            (await machine.ResolveAsync(row)).Row.State.Should().Be(LedgerState.Free);
            (Twilio.Requests - before).Should().Be(i == 0 ? 2 : 1);
        }

        universe.Pass(TimeSpan.FromHours(1));
        Twilio.Written = static number => number[..^4] + "XXXX";
        var last = await machine.ClaimAsync("last");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        (await machine.ResolveAsync(last)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }

    [Theory]
    [InlineData(-5, LedgerReason.NotSearchable)]
    [InlineData(5, LedgerReason.LookUp)]
    public async Task A_message_that_was_settled_just_now_is_no_witness(int seconds, LedgerReason reason)
    {
        // Twilio masks numbers some time after delivery: what was sent just now is still listed in full, what was sent before is not.
        var sent = await machine.ClaimAsync("witness", "Welcome", "+4915100000001");
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept(Some.Number, Some.Text);
        Twilio.Written = static number => number == Some.Number ? number[..^4] + "XXXX" : number;
        universe.Pass(Some.Times.Doubt);
        await machine.RecordAsync(sent, Twilio.Accept("+4915100000001", "Welcome").Sid);
        universe.Pass(machine.Endpoint.Options.ListDelay + Some.Seconds(60 + seconds));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData(Some.Text, "+4915112345678", LedgerReason.NotSearchable)]
    [InlineData("", "+4915112345678", LedgerReason.NotSearchable)]
    [InlineData(Some.Text, "+491511234XXXX", LedgerReason.NotSearchable)]
    [InlineData("Something else", "+491511234XXXX", LedgerReason.NotSearchable)]
    [InlineData("Something else", "+4915112345678", LedgerReason.LookUp)]
    [InlineData(Some.Text, "+4915187654321", LedgerReason.LookUp)]
    public async Task Without_a_witness_all_that_the_sender_sent_is_looked_at(string body, string listedAs, LedgerReason reason)
    {
        var row = await machine.ClaimAsync("order 1");
        Twilio.Accept("another way to write the number", body);
        Twilio.Written = number => number == "another way to write the number" ? listedAs.Replace("+4915", "+49015", StringComparison.Ordinal) : number;
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task Without_a_witness_messages_of_other_rows_and_of_other_times_do_not_matter()
    {
        const string other = "+49015112345678";
        Twilio.Accept(other, Some.Text);
        universe.Pass(Some.Seconds(10));
        var row = await machine.ClaimAsync("order 1");
        var known = await machine.ClaimAsync("order 2", to: other);
        await machine.RecordAsync(known, Twilio.Accept(other, Some.Text).Sid);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        Twilio.Accept(other, Some.Text);

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(LedgerReason.LookUp);
    }

    [Fact]
    public async Task Without_a_witness_too_many_messages_of_the_sender_prove_nothing()
    {
        var row = await machine.ClaimAsync("order 1");
        for (var i = 0; i <= 5_000; i++)
        {
            Twilio.Accept("+4915187654321", "Something else");
        }

        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }

    [Fact]
    public async Task A_witness_of_another_country_shows_nothing()
    {
        Twilio.Written = static number => number.StartsWith("+52", StringComparison.Ordinal) ? number[..^4] + "XXXX" : number;
        await universe.SettleWitnessAsync(machine);
        var row = await machine.ClaimAsync("order 1", to: "+5215512345678");
        Twilio.Accept("+5215512345678", Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));

        (await machine.ResolveAsync(row)).Row.Reason.Should().Be(LedgerReason.NotSearchable);
    }
}
