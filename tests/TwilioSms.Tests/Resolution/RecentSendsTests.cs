using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

public sealed class RecentSendsTests
{
    private readonly Universe universe = new();
    private readonly Machine machine;

    public RecentSendsTests() => machine = universe.Boot();

    private RecentSends Recent => machine.Recent;

    [Fact]
    public void What_went_to_the_number_before_meanwhile_and_after_is_known()
    {
        var before = Send(Some.Number);
        universe.Pass(Some.Seconds(60));
        var lost = machine.Begin();
        var meanwhile = Send(Some.Number);
        var elsewhere = Send("+4915199999999");
        Lose(lost);
        universe.Pass(Some.Seconds(60));
        var after = Send(Some.Number);

        var known = Recent.KnownTo(lost.Number);

        new[] { before, meanwhile, after }.Should().OnlyContain(sid => known.Contains(sid));
        known.Contains(elsewhere).Should().BeFalse();
        lost.Lost!.AreOthersForgotten.Should().BeFalse();
    }

    [Theory]
    [InlineData(55, true)]
    [InlineData(65, false)]
    public void Who_sends_more_than_is_remembered_is_told_so_for_what_is_near(int seconds, bool areForgotten)
    {
        for (var i = 0; i < 20_000; i++)
        {
            Send($"+1555{i:0000000}");
        }

        universe.Pass(Some.Seconds(seconds));
        var lost = machine.Begin();
        Lose(lost);

        lost.Lost!.AreOthersForgotten.Should().Be(areForgotten);
    }

    [Fact]
    public void What_was_lost_is_not_forgotten_however_much_is_sent()
    {
        var lost = machine.Begin();
        Lose(lost);
        var own = Send(Some.Number);
        for (var i = 0; i < 20_000; i++)
        {
            Send($"+1555{i:0000000}");
        }

        var after = Send(Some.Number);

        new[] { own, after }.Should().OnlyContain(sid => Recent.KnownTo(lost.Number).Contains(sid));
        Recent.Find(lost.Id).Should().BeSameAs(lost);
    }

    [Fact]
    public void What_is_settled_is_in_doubt_no_more_and_stays_as_it_is()
    {
        var lost = machine.Begin();
        Lose(lost);
        var message = new ListedMessage { Sid = universe.Twilio.Sid() };

        Recent.Settle(lost, message).Should().BeTrue();

        Recent.InDoubt(lost.Number).Should().BeEmpty();
        Recent.Settle(lost, null).Should().BeFalse();
        Recent.Find(lost.Id)!.Settled!.Value.Message.Should().BeSameAs(message);
        Recent.KnownTo(lost.Number).Contains(message.Sid!).Should().BeTrue();
    }

    [Fact]
    public void A_message_is_settled_as_one_only()
    {
        var (one, other) = (machine.Begin(), machine.Begin());
        Lose(one);
        Lose(other);
        var message = new ListedMessage { Sid = universe.Twilio.Sid() };

        Recent.Settle(one, message).Should().BeTrue();
        Recent.Settle(other, message).Should().BeFalse();
        Recent.InDoubt(other.Number).Should().Equal(other);
    }

    [Fact]
    public void After_a_day_it_is_forgotten()
    {
        var lost = machine.Begin();
        Lose(lost);
        universe.Pass(TimeSpan.FromHours(25));
        Lose(machine.Begin(to: "+4915199999999"));

        Recent.Find(lost.Id).Should().BeNull();
        Recent.InDoubt(lost.Number).Should().BeEmpty();
    }

    [Fact]
    public void The_text_is_not_kept()
    {
        var lost = machine.Begin("A secret");
        var digest = lost.Trace.TextDigest;
        var before = lost.Trace;
        Lose(lost);

        lost.Trace.Should().NotBeSameAs(before);
        lost.Trace.TextDigest.Should().Be(digest);
    }

    private string Send(string to)
    {
        var sid = universe.Twilio.Sid();
        Recent.End(machine.Begin(to: to), Machine.SentOutcome(to, sid));
        return sid;
    }

    private void Lose(RecentSend send) => Recent.End(send, SmsOutcome.Unknown(send.To, null));
}
