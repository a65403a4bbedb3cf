using System.Globalization;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Ledger.Tests.Sqlite;

/// <summary>The protocol under all that may go wrong at once, over a file instead of the ledger in memory. The clock of SQLite is the machine's and cannot be
/// set, so what is in the file is made older instead. <c>TWILIO_SMS_FILE_MODEL_RUNS</c> says how many lives are tried.</summary>
public sealed class SqliteModel
{
    [Fact]
    public async Task Whatever_happens_a_key_is_one_message_and_ends_as_what_it_is()
    {
        var runs = int.TryParse(
            Environment.GetEnvironmentVariable("TWILIO_SMS_FILE_MODEL_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 12;
        for (var seed = 1; seed <= runs; seed++)
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"Seed {seed}: {exception.Message}"), exception);
            }
        }
    }

    private static async Task RunAsync(int seed)
    {
        await using var file = new SqliteFile();
        var ledger = file.Open();
        await ledger.GetSaltAsync(TestContext.Current.CancellationToken);
        var universe = new Universe(ledger, time => file.Execute(FormattableString.Invariant(
            $"UPDATE sms_send SET began_db = began_db - {time.Ticks / 10}, look_at = look_at - {time.Ticks / 10}")));

        // The model waits for what it asks, on a thread that nothing else needs.
        await Task.Factory.StartNew(
            new LedgerModel(seed, universe).Run, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
