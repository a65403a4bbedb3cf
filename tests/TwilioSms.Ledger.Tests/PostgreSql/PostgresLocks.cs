using Npgsql;
using TwilioSms.Ledger.Tests.Contract;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.PostgreSql;

/// <summary>What happens to a row while another transaction has it in hand: no luck is needed to meet it here.</summary>
public sealed class PostgresLocks(PostgresServer server) : IAsyncLifetime
{
    private PostgresDatabase database = null!;
    private ISendLedger ledger = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await PostgresDatabase.CreateAsync(server);
        ledger = database.Open();
    }

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_row_that_is_being_claimed_is_not_deleted()
    {
        var rows = await ledger.ClaimAsync([Rows.Claim("order-1"), Rows.Claim("order-2")], Stop);
        foreach (var row in rows)
        {
            await ledger.ReplaceAsync(row, row.Free(LedgerReason.Certain), Stop);
        }

        await using var other = await ClaimingAsync(rows[0]);
        var purging = ledger.PurgeAsync(Rows.Account, Rows.Noon.AddDays(90), Rows.Noon.AddDays(90), 100, Stop);
        await Task.WhenAny(purging, Task.Delay(TimeSpan.FromSeconds(1), Stop));
        await other.CommitAsync(Stop);

        (await purging).Should().Be(1);
        (await ledger.FindAsync(rows[0].Key.Key, rows[0].Key.To, Stop)).Should().ContainSingle().Which.State.Should().Be(LedgerState.Claimed);
    }

    [Fact]
    public async Task A_row_that_somebody_has_in_hand_is_not_handed_out_and_not_waited_for()
    {
        var rows = await ledger.ClaimAsync(
            [.. Enumerable.Range(0, 3).Select(n => Rows.Claim($"order-{n}") with { LookAfter = TimeSpan.Zero })], Stop);
        await using var other = await ClaimingAsync(rows[1]);

        var due = await ledger.TakeDueAsync(Rows.Account, 10, 0, Stop);

        due.Select(row => row.Key).Should().BeEquivalentTo([rows[0].Key, rows[2].Key]);
    }

    [Fact]
    public async Task A_claim_waits_for_who_has_the_row_in_hand_and_sees_what_became_of_it()
    {
        var row = (await ledger.ClaimAsync([Rows.Claim()], Stop))[0];
        await ledger.ReplaceAsync(row, row.Free(LedgerReason.Certain), Stop);
        await using var other = await ClaimingAsync(row);
        var claim = Rows.Claim();
        var claiming = ledger.ClaimAsync([claim], Stop);
        while ((long)(await database.ScalarAsync("SELECT count(*) FROM pg_locks WHERE NOT granted"))! == 0)
        {
            await Task.Yield();
        }

        await other.CommitAsync(Stop);

        var standing = (await claiming)[0];
        standing.Token.Should().NotBe(claim.Token);
        standing.State.Should().Be(LedgerState.Claimed);
    }

    /// <summary>A transaction that has claimed a row and not committed it.</summary>
    private async Task<Holder> ClaimingAsync(LedgerRow row)
    {
#pragma warning disable CA2000 // The holder disposes of it.
        var source = NpgsqlDataSource.Create(database.ConnectionString);
#pragma warning restore CA2000
        var connection = await source.OpenConnectionAsync(Stop);
        var transaction = await connection.BeginTransactionAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE sms_send SET state = 1, token = gen_random_uuid(), renewals = renewals + 1 WHERE key_hash = $1";
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Key.Key.ToByteArray() });
        (await command.ExecuteNonQueryAsync(Stop)).Should().Be(1);
        return new Holder(source, connection, transaction);
    }

    private sealed class Holder(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
