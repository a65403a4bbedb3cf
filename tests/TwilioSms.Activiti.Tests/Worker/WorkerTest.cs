using System.Diagnostics;
using System.Runtime.CompilerServices;
using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Worker;

/// <summary>A test with a broker, an engine, a Twilio, and workers as it needs them; all under names of its own.</summary>
public abstract class WorkerTest(RabbitServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string prefix = $"t{Guid.NewGuid():N}.";
    private readonly List<IAsyncDisposable> started = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected RabbitServer Server { get; } = server;

    private protected string Prefix => prefix;

    private protected Uri Broker { get; private set; } = null!;

    private protected TwilioEmulator Twilio { get; private set; } = null!;

    private protected RuntimeBundle Engine { get; private set; } = null!;

    /// <summary>Whether the engine hears answers from the start.</summary>
    protected virtual bool EngineListens => true;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RabbitServer.WhyNot is not null, RabbitServer.WhyNot ?? string.Empty);
        Broker = await Server.GetAddressAsync(Stop);
        Twilio = await TwilioEmulator.StartAsync(cancellationToken: Stop);
        Engine = await new RuntimeBundle(Broker, prefix).StartAsync(EngineListens);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var one in started.AsEnumerable().Reverse())
        {
            await one.DisposeAsync();
        }

        await (Engine?.DisposeAsync() ?? default);
        await (Twilio?.DisposeAsync() ?? default);
    }

    private protected async Task<WorkerHost> StartWorkerAsync(
        Action<ActivitiWorkerOptions>? configure = null, Action<ITwilioConnectorBuilder>? connector = null)
    {
        var worker = await WorkerHost.StartAsync(Twilio, Broker, prefix, configure, connector);
        started.Add(worker);
        return worker;
    }

    /// <summary>Waits until something holds.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var began = Stopwatch.StartNew();
        while (!await holds())
        {
            began.Elapsed.Should().BeLessThan(Patience, what);
            await Task.Delay(100, Stop);
        }
    }
}
