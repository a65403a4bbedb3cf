using Microsoft.Extensions.Time.Testing;
using TwilioSms.Ledger.Tests.Contract;

namespace TwilioSms.Ledger.Tests.Memory;

public sealed class MemoryContract : LedgerContract
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected override ValueTask<ISendLedger> OpenAsync() => new(new MemoryLedger(clock));

    protected override ValueTask PassAsync(TimeSpan time)
    {
        clock.AdjustTime(clock.GetUtcNow() + time);
        return ValueTask.CompletedTask;
    }
}
