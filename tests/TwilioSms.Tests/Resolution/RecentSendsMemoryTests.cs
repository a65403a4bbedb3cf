using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

[Collection(nameof(Alone))]
public sealed class RecentSendsMemoryTests
{
#if NETSTANDARD_BUILD
    private const int Bytes = 220; // Without spans a SID is copied to be read.
#else
    private const int Bytes = 130;
#endif

    private readonly Universe universe = new();
    private readonly Machine machine;

    public RecentSendsMemoryTests() => machine = universe.Boot();

    private RecentSends Recent => machine.Recent;

    [Fact]
    public void A_send_to_a_number_allocates_the_same_whatever_went_there_before()
    {
        machine.Lose();
        for (var i = 0; i < 20_000; i++)
        {
            Send(Some.Number);
        }

        universe.Pass(TimeSpan.FromMinutes(10));
        var late = Measure(Some.Number);
        var early = Measure("+4915199999999");

        late.Should().BeLessThanOrEqualTo(early + 16).And.BeLessThan(Bytes);

        long Measure(string to)
        {
            const int Sends = 1_000;
            var sid = universe.Twilio.Sid();
            var request = machine.Request(Some.Text, to);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Sends; i++)
            {
                Recent.End(Recent.Begin(request, to), Machine.SentOutcome(to, sid));
            }

            return ((GC.GetAllocatedBytesForCurrentThread() - before) / Sends) - Cost(() => Machine.SentOutcome(to, sid));
        }

        static long Cost(Func<object> make)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                _ = make();
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        }
    }

    [Fact]
    public void Of_what_was_sent_hardly_anything_is_kept()
    {
        Send(Some.Number);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 50_000; i++)
        {
            Send($"+1555{i:0000000}");
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(2_000_000);
        GC.KeepAlive(machine);
    }

    private void Send(string to) => Recent.End(machine.Begin(to: to), Machine.SentOutcome(to, universe.Twilio.Sid()));
}
