using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Emulator;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>A test with engines, a Twilio, one ledger, and workers as it needs them.</summary>
public abstract class WorkerTest : IAsyncLifetime
{
    public const string Ann = "+15558675310";
    public const string Bob = "+15558675311";

    // Longer than a send can take, as short as a test needs it.
    private protected static readonly TimeSpan Lock = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-camunda-");
    private readonly List<IAsyncDisposable> started = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected TwilioEmulator Twilio { get; private set; } = null!;

    private protected string LedgerFile => Path.Combine(folder.FullName, "ledger.db");

    public async ValueTask InitializeAsync() => Twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var one in started.AsEnumerable().Reverse())
        {
            await one.DisposeAsync();
        }

        await Twilio.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private protected async Task<StandIn> StartEngineAsync(EngineKind kind)
    {
        var engine = await (kind == EngineKind.Camunda8 ? (StandIn)new Camunda8Cluster() : new Camunda7Server()).StartAsync();
        started.Add(engine);
        return engine;
    }

    private protected async Task<WorkerHost> StartWorkerAsync(
        StandIn engine,
        Action<JobWorkerOptions>? configure = null,
        Action<ITwilioConnectorBuilder>? connector = null,
        Action<TwilioConnectorOptions>? twilio = null)
    {
        var worker = await WorkerHost.StartAsync(engine, Twilio, LedgerFile, configure, connector, twilio);
        started.Add(worker);
        return worker;
    }

    private protected static JsonObject Inputs(string body = "Hello ${name}", params string[] to) => new()
    {
        ["smsFrom"] = "+15005550006",
        ["smsTo"] = new JsonArray([.. to.Select(number => JsonValue.Create(number))]),
        ["smsBody"] = body,
        ["metadata"] = new JsonObject { ["name"] = "Lee" },
        ["unrelated"] = "stays in the process",
    };

    private protected static Dictionary<string, string> ResultOf(EngineJob job) => job.Output["smsResult"]!.AsObject()
        .ToDictionary(static property => property.Key, static property => property.Value!.GetValue<string>());

    /// <summary>Waits until something holds.</summary>
    protected static async Task UntilAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var began = Stopwatch.StartNew();
        while (!holds())
        {
            began.Elapsed.Should().BeLessThan(Patience, what);
            await Task.Delay(50, Stop);
        }
    }
}
