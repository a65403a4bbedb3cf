using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Resolution;

[Collection(nameof(Alone))]
public sealed class AttemptLedgerMemoryTests
{
    [Fact]
    public void Of_what_is_known_hardly_anything_is_kept()
    {
        const int remembered = 16_384;
        var endpoint = new TwilioEndpoint(new TwilioConnectorOptions { Account = Account.Sid, Token = Account.Token });
        var trace = new MessageTrace(endpoint, Account.Message(), new SmsSenderAddress(Account.From, null), "Hello");
        var ledger = new AttemptLedger(TimeProvider.System);
        Send(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 2; i < 20_000; i++)
        {
            Send(i);
        }

        // Numbers, SIDs and texts would take hundreds of bytes each.
        ((GC.GetTotalMemory(forceFullCollection: true) - before) / remembered).Should().BeLessThan(130);
        GC.KeepAlive(ledger);

        void Send(int number)
        {
            var to = $"+1555{number:0000000}";
            ledger.End(ledger.Begin(trace, to), SmsOutcome.Sent(to, TwilioStub.SidOf(number), "queued", 1, null));
        }
    }
}
