using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioSms.Emulator;

namespace TwilioSms.Activiti.Tests.Worker;

/// <summary>A host with a worker.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost host;

    private WorkerHost(IHost host, string queue)
    {
        this.host = host;
        Queue = queue;
    }

    public string Queue { get; }

    public IServiceProvider Services => host.Services;

    public ISendLedger Ledger => Services.GetRequiredKeyedService<ISendLedger>(string.Empty);

    public IAnswerLedger Answers => Services.GetRequiredKeyedService<IAnswerLedger>(string.Empty);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a worker and waits until it takes requests.</summary>
    public static async Task<WorkerHost> StartAsync(
        TwilioEmulator twilio,
        Uri broker,
        string prefix,
        Action<ActivitiWorkerOptions>? configure = null,
        Action<ITwilioConnectorBuilder>? connector = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var registration = builder.Services.AddTwilioConnector(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(5);
            options.ListDelay = TimeSpan.FromSeconds(1);
        }).UseEmulator(twilio);
        connector?.Invoke(registration);
        var queue = prefix + "twilio-connector.SEND_SMS.twilio-connector";
        registration.AddActivitiWorker(options =>
        {
            options.BrokerUri = broker;
            options.RabbitPrefix = prefix;
            configure?.Invoke(options);
            queue = options.Queue is { } own ? own : queue;
        });
        var host = builder.Build();
        await host.StartAsync(Stop);
        var worker = new WorkerHost(host, queue);
        await worker.UntilHealthyAsync();
        return worker;
    }

    /// <summary>Waits until the worker has its broker.</summary>
    public async Task UntilHealthyAsync()
    {
        while ((await HealthAsync()).Status != HealthStatus.Healthy)
        {
            await Task.Delay(50, Stop);
        }
    }

    public async Task<HealthReportEntry> HealthAsync() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "rabbitmq", Stop)).Entries["rabbitmq"];

    public Task StopAsync() => host.StopAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
