using Microsoft.Extensions.Time.Testing;
using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Resolution;

public sealed class AttemptLedgerTests
{
    private static readonly MessageTrace Trace = new(
        new TwilioEndpoint(new TwilioConnectorOptions { Account = Account.Sid, Token = Account.Token }),
        Account.Message(),
        new SmsSenderAddress(Account.From, null),
        "Hello");

    private readonly FakeTimeProvider clock = new();
    private readonly AttemptLedger ledger;
    private int messages;

    public AttemptLedgerTests() => ledger = new AttemptLedger(clock);

    [Fact]
    public void What_was_lost_knows_what_went_to_its_number_shortly_before_meanwhile_and_shortly_after()
    {
        var before = Send(Account.To);
        clock.Advance(TimeSpan.FromMinutes(1));
        var lost = ledger.Begin(Trace, Account.To);
        var meanwhile = Send(Account.To);
        var elsewhere = Send("+15559999999");
        ledger.End(lost, SmsOutcome.Unknown(Account.To, null));
        clock.Advance(TimeSpan.FromMinutes(1));
        var after = Send(Account.To);
        clock.Advance(TimeSpan.FromMinutes(5));
        var longAfter = Send(Account.To);

        new[] { before, meanwhile, after }.Should().OnlyContain(other => lost.IsOther(other.MessageSid!));
        new[] { elsewhere, longAfter }.Should().OnlyContain(other => !lost.IsOther(other.MessageSid!));
        lost.NeighboursForgotten.Should().BeFalse();
    }

    [Fact]
    public void What_is_known_remembers_nobody()
    {
        var first = Send(Account.To);
        var second = Send(Account.To);

        first.Neighbours.Concat(second.Neighbours).Should().BeEmpty();
    }

    [Fact]
    public void Who_sends_more_than_it_remembers_is_told_so()
    {
        for (var i = 0; i < 20_000; i++)
        {
            Send($"+1555{i:0000000}");
        }

        ledger.Begin(Trace, Account.To).NeighboursForgotten.Should().BeTrue();
        clock.Advance(TimeSpan.FromMinutes(3));
        ledger.Begin(Trace, Account.To).NeighboursForgotten.Should().BeFalse();
    }

    [Fact]
    public void What_was_lost_is_not_forgotten_however_much_is_sent()
    {
        var lost = ledger.Begin(Trace, Account.To);
        ledger.End(lost, SmsOutcome.Unknown(Account.To, null));
        for (var i = 0; i < 20_000; i++)
        {
            Send($"+1555{i:0000000}");
        }

        var after = Send(Account.To);

        lost.IsOther(after.MessageSid!).Should().BeTrue();
    }

    private SmsAttempt Send(string to)
    {
        var attempt = ledger.Begin(Trace, to);
        ledger.End(attempt, SmsOutcome.Sent(to, TwilioStub.SidOf(++messages), "queued", 1, null));
        return attempt;
    }
}
