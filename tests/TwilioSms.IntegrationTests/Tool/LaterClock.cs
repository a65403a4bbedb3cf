using Microsoft.Data.Sqlite;
using Npgsql;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>Twilio's clock, which can be set ahead together with a ledger's: what processes that are gone have left behind is then as old as if minutes
/// had gone by. Who still runs would take his own claims for old ones, so nobody may.</summary>
internal sealed class LaterClock : TimeProvider
{
    // Longer than a claim is in doubt with the short times of these tests: twice the timeout, a minute, and a second.
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private long ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    /// <summary>Lets two minutes go by for what is in a ledger.</summary>
    /// <param name="twilio">Has this clock. What is still on its way there arrives before.</param>
    /// <param name="ledger">The file, or the connection string of the database.</param>
    public async Task TwoMinutesPassAsync(TwilioEmulator twilio, string ledger)
    {
        for (var count = -1; count != twilio.Messages.Count;)
        {
            count = twilio.Messages.Count;
            await Task.Delay(Quiet, TestContext.Current.CancellationToken);
        }

        Interlocked.Add(ref ahead, Minutes.Ticks);
        var isFile = File.Exists(ledger);
        await using System.Data.Common.DbConnection connection =
            isFile ? new SqliteConnection($"Data Source={ledger};Pooling=False") : new NpgsqlConnection(ledger);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = isFile
            ? "UPDATE sms_send SET began_db = began_db - 120000000, look_at = look_at - 120000000"
            : "UPDATE sms_send SET began_db = began_db - interval '2 minutes', look_at = look_at - interval '2 minutes'";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
