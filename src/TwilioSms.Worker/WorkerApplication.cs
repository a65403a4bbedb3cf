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

    private static readonly Engine[] Engines =
    [
        new("Activiti", ["ACT_RABBITMQ_HOST", "ACT_RABBITMQ_URI"], static (connector, configuration) => connector.AddActivitiWorker(configuration)),
        new("Camunda8", ["CAMUNDA_REST_ADDRESS", "ZEEBE_REST_ADDRESS"], static (connector, configuration) => connector.AddCamunda8Worker(configuration)),
        new("Camunda7", [], static (connector, configuration) => connector.AddCamunda7Worker(configuration)),
    ];

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
        ProcessWebhooks.Map(app, "Camunda8");
        ProcessWebhooks.Map(app, "Camunda7");
        return app;
    }

    private static void AddEngines(ITwilioConnectorBuilder connector, ConfigurationManager configuration)
    {
        var configured = Engines.Where(engine => engine.IsConfigured(configuration)).ToList();
        if (configured.Count == 0)
        {
            throw new WorkerConfigurationException(
                "There is no engine to work for: set ACT_RABBITMQ_HOST, CAMUNDA_REST_ADDRESS, or a section Activiti, Camunda8 or Camunda7 "
                + "(Camunda7__Address as an environment variable).");
        }

        foreach (var engine in configured)
        {
            engine.Add(connector, configuration);
        }
    }

    /// <summary>An engine that the worker can work for.</summary>
    /// <param name="Section">The section of its settings.</param>
    /// <param name="Addresses">Where else it may say where the engine is.</param>
    /// <param name="Add">Adds its worker.</param>
    private sealed record Engine(string Section, string[] Addresses, Action<ITwilioConnectorBuilder, IConfiguration> Add)
    {
        public bool IsConfigured(ConfigurationManager configuration) =>
            configuration.GetSection(Section).Exists() || Addresses.Any(name => configuration[name] is not null);
    }
}
