using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Camunda.Tests.Worker;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Camunda.Tests.Kills;

/// <summary>Three workers of one engine with one ledger, of which one after the other is killed and started again, while locks run out at random
/// before their time, answers to the engine are lost, and Twilio has troubles: every number is texted once and every job completed. A few
/// kills in the suite; TWILIOSMS_KILLS=40 and TWILIOSMS_REQUESTS=500 for the long run, TWILIOSMS_KILL_SEED to repeat one that was printed.</summary>
public sealed class JobWorkersKilledAtRandom(ITestOutputHelper output) : WorkerTest
{
    private const int Workers = 3;

    private readonly WorkerProcess?[] workers = new WorkerProcess?[Workers];

    [Theory, CombinedEngines]
    public async Task Every_number_is_texted_once_and_every_job_completed(EngineKind kind)
    {
        var seed = Read("TWILIOSMS_KILL_SEED") ?? Environment.TickCount;
        var (kills, count) = (Read("TWILIOSMS_KILLS") ?? 4, Read("TWILIOSMS_REQUESTS") ?? 40);
        output.WriteLine($"seed {seed}, {count} jobs, {kills} kills, as many locks that run out");
        var random = new Random(seed);
        var began = Stopwatch.StartNew();
        Twilio.AddTroubles(random.Next());
        var engine = await StartEngineAsync(kind);
        var settings = Settings(kind, engine);
        try
        {
            for (var i = 0; i < Workers; i++)
            {
                workers[i] = WorkerProcess.Start(Twilio, settings);
            }

            var jobs = Enumerable.Range(0, count).Select(n => engine.Create(Inputs(to: Number(n)), retries: 100)).ToList();
            var moments = Enumerable.Range(0, kills).Select(_ => random.Next(1, count - (count / 10))).Order().ToList();
            foreach (var moment in moments)
            {
                await UntilSentAsync(moment);
                var victim = random.Next(Workers);
                await workers[victim]!.KillAsync();
                workers[victim]!.Dispose();
                workers[victim] = WorkerProcess.Start(Twilio, settings);
                engine.LoseAnswers = 1;

                // The lock of one that nobody killed.
                var running = jobs.Where(job => job is { State: EngineJobState.Waiting, Worker: not null }).ToList();
                if (running.Count > 0)
                {
                    engine.ExpireLock(running[random.Next(running.Count)]);
                }
            }

            while (jobs.Exists(job => job.State == EngineJobState.Waiting))
            {
                began.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(10));
                await Task.Delay(50, Stop);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all ended after {began.Elapsed.TotalSeconds:0} s"));
            await CheckAsync(jobs);
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker?.Dispose();
            }
        }
    }

    private static string Number(int n) => string.Create(CultureInfo.InvariantCulture, $"+1303{5_550_000 + n}");

    private static int? Read(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : null;

    private async Task UntilSentAsync(int messages)
    {
        while (Twilio.Messages.Count < messages)
        {
            await Task.Delay(10, Stop);
        }
    }

    private Dictionary<string, string> Settings(EngineKind kind, StandIn engine) => new()
    {
        [$"{kind}__Address"] = engine.Address.ToString(),
        [$"{kind}__Concurrency"] = "6",
        [$"{kind}__MaxJobs"] = "12",
        [$"{kind}__LongPoll"] = "2",
        [$"{kind}__RetryBackoff"] = "1",

        // Long enough for a busy machine, short enough for claims and locks to run out while one waits.
        [$"{kind}__Lock"] = "15",
        ["TWILIO_TIMEOUT_SECONDS"] = "5",
        ["TWILIO_MAX_RETRY_TIME_SECONDS"] = "2",
        ["TWILIO_LIST_DELAY_SECONDS"] = "1",
        ["Ledger__Sqlite"] = LedgerFile,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Logging__LogLevel__Default"] = "Error",
    };

    private async Task CheckAsync(List<EngineJob> jobs)
    {
        Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Enumerable.Range(0, jobs.Count).Select(Number));
        var sids = Twilio.Messages.ToDictionary(message => message.To, message => message.Sid);
        for (var n = 0; n < jobs.Count; n++)
        {
            jobs[n].State.Should().Be(EngineJobState.Completed, "{0}", jobs[n].Failures.LastOrDefault());
            ResultOf(jobs[n]).Should().Equal(new Dictionary<string, string> { [sids[Number(n)]] = Number(n) });
        }

        await using var ledger = new SqliteConnection($"Data Source={LedgerFile}");
        await ledger.OpenAsync(Stop);
        await using var states = ledger.CreateCommand();
        states.CommandText = "SELECT state, count(*) FROM sms_send GROUP BY state";
        await using var reader = await states.ExecuteReaderAsync(Stop);
        (await reader.ReadAsync(Stop)).Should().BeTrue();
        (reader.GetInt32(0), reader.GetInt64(1)).Should().Be(((int)LedgerState.Sent, (long)jobs.Count), "every fate is known");
        (await reader.ReadAsync(Stop)).Should().BeFalse();
        var again = jobs.Sum(job => job.Activations) - jobs.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Twilio.Messages.Count} messages, 0 twice; {jobs.Count} completed, {again} handed out again, {jobs.Sum(job => job.Extensions)} locks extended"));
    }
}
