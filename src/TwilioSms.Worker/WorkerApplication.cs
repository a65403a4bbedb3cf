using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TwilioSms.Worker;

/// <summary>Puts the worker together as its configuration says.</summary>
internal static class WorkerApplication
{
    // Beyond the timeout of a request: to write down what became of it, and to say so.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(10);

    /// <exception cref="WorkerConfigurationException">No engine is configured, or two ledgers are.</exception>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddKeyPerFile(builder.Configuration["SecretsFolder"] ?? "/run/secrets", optional: true);
        var connector = builder.Services.AddTwilioConnector().AddHealthCheck().AddLedgerHealthCheck();
        LedgerChoice.Apply(connector, builder.Configuration.GetSection("Ledger"));
        AddEngines(connector, builder.Configuration);
        Telemetry.Apply(builder.Services, builder.Configuration);

        // What is being sent when the host stops is waited for.
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<TwilioConnectorOptions>>(static (host, twilio) =>
            host.ShutdownTimeout = twilio.Value.Timeout + StopMargin);

        var app = builder.Build();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = ReadinessReport.WriteAsync });
        return app;
    }

    private static void AddEngines(ITwilioConnectorBuilder connector, ConfigurationManager configuration)
    {
        var isActiviti = configuration.GetSection("Activiti").Exists()
            || configuration["ACT_RABBITMQ_HOST"] is not null
            || configuration["ACT_RABBITMQ_URI"] is not null;
        if (!isActiviti)
        {
            throw new WorkerConfigurationException(
                "There is no engine to work for: set ACT_RABBITMQ_HOST, or a section Activiti (Activiti__Host as an environment variable).");
        }

        connector.AddActivitiWorker(configuration);
    }
}
