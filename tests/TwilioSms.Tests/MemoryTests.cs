using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

/// <summary>The memory of the process is measured, so these tests run while no other does.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private const int Recipients = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stays_in_memory_is_the_results_only()
    {
        using var twilio = new InProcessTwilio();
        await using var services = ManyRecipientsTests.Connect(twilio, concurrency: 12);
        var message = Account.Message([.. Account.Numbers(Recipients)]);
        await services.Sender().SendAsync(message, Stop);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = await services.Sender().SendAsync(message, Stop);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        // An outcome with its SID, status and request id takes some 300 bytes; a kept request or answer would take thousands.
        (kept / Recipients).Should().BeLessThan(600);
        GC.KeepAlive(result);
    }
}
