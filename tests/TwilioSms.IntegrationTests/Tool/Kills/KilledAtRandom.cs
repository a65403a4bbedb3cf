using System.Globalization;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.IntegrationTests.Tool.Kills;

/// <summary>Whoever is killed, when and how often: every number is texted once and every outcome is told. A few kills in the suite;
/// TWILIOSMS_KILLS=30 for the long run, TWILIOSMS_KILL_SEED to repeat one that was printed.</summary>
public abstract class KilledAtRandom(ITestOutputHelper output)
{
    private const int PeopleForEachKill = 20;

    [Fact]
    public async Task Every_number_is_texted_once_and_every_outcome_told()
    {
        var folder = Directory.CreateTempSubdirectory("twilio-sms-kills-");
        try
        {
            await RunAsync(await LedgerAsync(folder), folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A new ledger.</summary>
    protected abstract Task<string> LedgerAsync(DirectoryInfo folder);

    private static int? Read(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : null;

    private async Task RunAsync(string ledger, DirectoryInfo folder)
    {
        var seed = Read("TWILIOSMS_KILL_SEED") ?? Environment.TickCount;
        var kills = Read("TWILIOSMS_KILLS") ?? 5;
        output.WriteLine($"seed {seed}, {kills} kills");
        var people = kills * PeopleForEachKill;
        var clock = new LaterClock();
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.TimeProvider = clock, TestContext.Current.CancellationToken);
        var request = 0;
        twilio.Faults.Add(Fault.DelayBeforeRecording(TimeSpan.FromMilliseconds(60)), int.MaxValue, _ => Interlocked.Increment(ref request) % 2 == 0);
        twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(60)), int.MaxValue, _ => true);
        using var run = new KillRun(twilio, clock, ledger, folder, new Random(seed));
        await run.RunAsync(people, kills);
        await run.EveryoneWasTextedOnceAndEveryoneKnows(people);
    }
}

/// <summary>On one machine.</summary>
public sealed class KilledOnSqlite(ITestOutputHelper output) : KilledAtRandom(output)
{
    protected override Task<string> LedgerAsync(DirectoryInfo folder) => Task.FromResult(Path.Combine(folder.FullName, "shared.ledger"));
}

/// <summary>On machines that share a database.</summary>
public sealed class KilledOnPostgres(ITestOutputHelper output, PostgresServer server) : KilledAtRandom(output)
{
    protected override Task<string> LedgerAsync(DirectoryInfo folder)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        return server.CreateDatabaseAsync();
    }
}
