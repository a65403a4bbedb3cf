using TwilioSms.Ledger.Tests.Contract;

namespace TwilioSms.Ledger.Tests.Sqlite;

public sealed class SqliteContract : LedgerContract
{
    private readonly SqliteFile file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await file.DisposeAsync();
    }

    protected override ValueTask<ISendLedger> OpenAsync() => new(file.Open());

    protected override ValueTask PassAsync(TimeSpan time)
    {
        file.Execute(FormattableString.Invariant(
            $"""
            UPDATE sms_send SET began_db = began_db - {time.Ticks / 10}, look_at = look_at - {time.Ticks / 10};
            UPDATE sms_pace SET next_at = next_at - {time.Ticks / 10};
            """));
        return ValueTask.CompletedTask;
    }
}
