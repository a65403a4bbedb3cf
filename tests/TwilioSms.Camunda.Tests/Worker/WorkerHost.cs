using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Emulator;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>A host with a worker.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost host;

    private WorkerHost(IHost host) => this.host = host;

    public ISendLedger Ledger => host.Services.GetRequiredKeyedService<ISendLedger>(string.Empty);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<WorkerHost> StartAsync(
        StandIn engine,
        TwilioEmulator twilio,
        string ledger,
        Action<JobWorkerOptions>? configure,
        Action<ITwilioConnectorBuilder>? connector,
        Action<TwilioConnectorOptions>? change)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var registration = builder.Services.AddTwilioConnector(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(2);
            options.MaxRetryTime = TimeSpan.FromSeconds(1);
            options.MaxRetries = 0;
            options.ListDelay = TimeSpan.FromSeconds(1);
            change?.Invoke(options);
        }).UseEmulator(twilio).UseSqliteLedger(ledger);
        connector?.Invoke(registration);
        if (engine is Camunda8Cluster)
        {
            registration.AddCamunda8Worker(Configure);
        }
        else
        {
            registration.AddCamunda7Worker(Configure);
        }

        var host = builder.Build();
        await host.StartAsync(Stop);
        return new WorkerHost(host);

        void Configure(JobWorkerOptions options)
        {
            options.Address = engine.Address;
            options.Lock = TimeSpan.FromSeconds(7);
            options.LongPoll = TimeSpan.FromSeconds(5);
            options.RetryBackoff = TimeSpan.FromMilliseconds(200);
            configure?.Invoke(options);
        }
    }

    public async Task<HealthReportEntry> HealthAsync() => (await host.Services.GetRequiredService<HealthCheckService>()
        .CheckHealthAsync(check => check.Name.StartsWith("camunda", StringComparison.Ordinal), Stop)).Entries.Single().Value;

    public async Task UntilAsync(HealthStatus status)
    {
        while ((await HealthAsync()).Status != status)
        {
            await Task.Delay(50, Stop);
        }
    }

    public Task StopAsync() => host.StopAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
