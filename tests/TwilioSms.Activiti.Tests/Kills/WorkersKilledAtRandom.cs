using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Kills;

/// <summary>Three workers on one queue and one database, of which one after the other is killed and started again while the broker is restarted
/// and Twilio has troubles: every number is texted once and every request answered. A few kills in the suite; TWILIOSMS_KILLS=40 and
/// TWILIOSMS_REQUESTS=500 for the long run, TWILIOSMS_KILL_SEED to repeat one that was printed.</summary>
public sealed class WorkersKilledAtRandom(ITestOutputHelper output, PostgresServer database) : IAsyncDisposable
{
    private const int Workers = 3;

    private readonly RabbitServer broker = new();
    private readonly WorkerProcess?[] workers = new WorkerProcess?[Workers];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            worker?.Dispose();
        }

        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Every_number_is_texted_once_and_every_request_answered()
    {
        Assert.SkipWhen(RabbitServer.WhyNot is not null, RabbitServer.WhyNot ?? string.Empty);
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? string.Empty);
        var seed = Read("TWILIOSMS_KILL_SEED") ?? Environment.TickCount;
        var (kills, count) = (Read("TWILIOSMS_KILLS") ?? 5, Read("TWILIOSMS_REQUESTS") ?? 60);
        output.WriteLine($"seed {seed}, {count} requests, {kills} kills");
        var random = new Random(seed);
        var began = Stopwatch.StartNew();
        var ledger = await database.CreateDatabaseAsync();
        var address = await broker.GetAddressAsync(Stop);
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        twilio.AddTroubles(random.Next());
        var settings = Settings(address, ledger);

        // The queue is there before the first request, or it would be lost; and the engine may come and go.
        await using var engine = await new RuntimeBundle(address, string.Empty).StartAsync();
        Start(0, twilio, settings);
        await UntilAsync(async () => (await broker.ControlAsync("-q", "list_consumers", "queue_name")).Contains("twilio-connector", StringComparison.Ordinal));
        Start(1, twilio, settings);
        Start(2, twilio, settings);
        var requests = Enumerable.Range(0, count).Select(Request).ToList();
        foreach (var request in requests)
        {
            await engine.PublishAsync(request);
        }

        var heard = new List<RuntimeBundle> { engine };
        var restartAt = kills / 2;
        var moments = Enumerable.Range(0, kills).Select(_ => random.Next(1, count - (count / 10))).Order().ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            await UntilAsync(() => Task.FromResult(twilio.Messages.Count >= moments[kill]));
            var victim = random.Next(Workers);
            await workers[victim]!.KillAsync();
            workers[victim]!.Dispose();
            Start(victim, twilio, settings);
            if (kill == restartAt)
            {
                await broker.RestartAsync(Stop);
                heard.Add(await new RuntimeBundle(address, string.Empty).StartAsync());
            }
        }

        var ids = requests.Select(IdOf).ToList();
        await UntilAsync(() => Task.FromResult(ids.TrueForAll(id => heard.Exists(bundle => bundle.All.ContainsKey(id)))));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all answered after {began.Elapsed.TotalSeconds:0} s"));
        await CheckAsync(twilio, heard, requests, ledger);
        foreach (var bundle in heard.Skip(1))
        {
            await bundle.DisposeAsync();
        }
    }

    private static string Number(int n) => string.Create(CultureInfo.InvariantCulture, $"+1303{5_550_000 + n}");

    private static JsonObject Request(int n) => RuntimeBundle.Request(id: string.Create(CultureInfo.InvariantCulture, $"request-{n}"), to: [Number(n)]);

    private static string IdOf(JsonObject request) => request["integrationContext"]!["id"]!.GetValue<string>();

    private static int? Read(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : null;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var began = Stopwatch.StartNew();
        while (!await holds())
        {
            began.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(10));
            await Task.Delay(10, Stop);
        }
    }

    private static Dictionary<string, string> Settings(Uri broker, string ledger) => new()
    {
        ["ACT_RABBITMQ_URI"] = broker.ToString(),
        ["Activiti__Concurrency"] = "6",
        ["Activiti__Prefetch"] = "40",
        ["Ledger__PostgreSql"] = ledger,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Logging__LogLevel__Default"] = "Error",

        // Long enough for a busy machine, short enough for claims to run out while one waits.
        ["TWILIO_TIMEOUT_SECONDS"] = "5",
        ["TWILIO_LIST_DELAY_SECONDS"] = "1",
    };

    private async Task CheckAsync(TwilioEmulator twilio, List<RuntimeBundle> heard, List<JsonObject> requests, string ledger)
    {
        twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Enumerable.Range(0, requests.Count).Select(Number));
        var sids = twilio.Messages.ToDictionary(message => message.To, message => message.Sid);
        for (var n = 0; n < requests.Count; n++)
        {
            // An answer may come twice, which an engine ignores, but never two different ones.
            var answers = heard.SelectMany(bundle => bundle.All.TryGetValue(IdOf(requests[n]), out var found) ? found.ToArray() : []).ToList();
            answers.Should().OnlyContain(answer => answer.IsResult);
            answers.Should().OnlyContain(answer => answer.SmsResult.Single().Key == sids[Number(n)] && answer.SmsResult.Single().Value == Number(n));
        }

        await using var source = NpgsqlDataSource.Create(ledger);
        await using var states = source.CreateCommand("SELECT state, count(*) FROM sms_send GROUP BY state");
        await using var reader = await states.ExecuteReaderAsync(Stop);
        (await reader.ReadAsync(Stop)).Should().BeTrue();
        (reader.GetInt16(0), reader.GetInt64(1)).Should().Be(((short)LedgerState.Sent, (long)requests.Count), "every fate is known");
        (await reader.ReadAsync(Stop)).Should().BeFalse();
        var doubles = heard.Sum(bundle => bundle.All.Values.Sum(answers => answers.Count)) - requests.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{twilio.Messages.Count} messages, 0 twice; {requests.Count} answered, {doubles} answers repeated"));
    }

    private void Start(int i, TwilioEmulator twilio, Dictionary<string, string> settings) => workers[i] = WorkerProcess.Start(twilio, settings);
}
