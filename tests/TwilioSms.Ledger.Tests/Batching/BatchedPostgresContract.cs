using TwilioSms.Ledger.Tests.PostgreSql;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.Batching;

/// <summary>Whoever asks through the group commit is answered as without.</summary>
public sealed class BatchedPostgresContract(PostgresServer server) : PostgresContract(server)
{
    protected override async ValueTask<ISendLedger> OpenAsync() => new BatchingLedger(await base.OpenAsync(), TimeProvider.System);
}
