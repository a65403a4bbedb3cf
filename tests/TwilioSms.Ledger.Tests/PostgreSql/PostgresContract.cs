using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.PostgreSql;

public class PostgresContract(PostgresServer server) : LedgerContract
{
    private PostgresDatabase? database;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await (database?.DisposeAsync() ?? default);
    }

    protected override async ValueTask<ISendLedger> OpenAsync()
    {
        database ??= await PostgresDatabase.CreateAsync(server);
        return database.Open();
    }

    protected override async ValueTask PassAsync(TimeSpan time) => await database!.ExecuteAsync(FormattableString.Invariant(
        $"""
        UPDATE sms_send SET began_db = began_db - interval '{time.TotalSeconds} s', look_at = look_at - interval '{time.TotalSeconds} s';
        UPDATE sms_pace SET next_at = next_at - interval '{time.TotalSeconds} s';
        """));
}
