using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms;
using TwilioSms.Activiti;
using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Configuration;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Requests;
using TwilioSms.Activiti.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Serves process engines with a registration of the connector.</summary>
public static class ActivitiWorkerBuilderExtensions
{
    /// <summary>Runs a worker that does the SEND_SMS tasks of Activiti with this registration, for as long as the host runs, and a health check
    /// named <c>rabbitmq</c>. With a ledger in PostgreSQL or SQLite no request texts anybody twice, however the worker ends.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configuration">The configuration of the host: its section <c>Activiti</c> and the names that Activiti's own services
    /// have, such as <c>ACT_RABBITMQ_HOST</c>. <see cref="ActivitiWorkerOptions"/> lists them.</param>
    public static ITwilioConnectorBuilder AddActivitiWorker(this ITwilioConnectorBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.AddActivitiWorker(options => WorkerSettings.Bind(configuration, options));
    }

    /// <summary>As <see cref="AddActivitiWorker(ITwilioConnectorBuilder, IConfiguration)"/>, with settings in code.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    public static ITwilioConnectorBuilder AddActivitiWorker(this ITwilioConnectorBuilder builder, Action<ActivitiWorkerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var (services, name) = (builder.Services, builder.Name);
        services.AddOptionsWithValidateOnStart<ActivitiWorkerOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ActivitiWorkerOptions>, ActivitiWorkerOptionsValidator>());
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(ActivitiWorker) && name.Equals(service.ServiceKey)))
        {
            return builder;
        }

        services.AddKeyedSingleton(name, static (provider, key) => Assemble(provider, (string)key!));
        services.AddKeyedSingleton(name, static (provider, key) => provider.GetRequiredKeyedService<WorkerParts>(key).CreateWorker());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ActivitiWorker>(name));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name.Length == 0 ? "rabbitmq" : $"rabbitmq:{name}",
            provider => new BrokerHealthCheck(provider.GetRequiredKeyedService<WorkerParts>(name).Connection),
            failureStatus: null,
            tags: null));
        return builder;
    }

    private static WorkerParts Assemble(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<ActivitiWorkerOptions>>().Get(name);
        var clock = provider.GetRequiredService<TimeProvider>();
        var diagnostics = new WorkerDiagnostics(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IMeterFactory>());
        var names = new DestinationNames(options);
        var connection = new WorkerConnection(options, names, new Topology(options, names, diagnostics), clock, diagnostics);
#pragma warning disable CA2000 // The worker disposes of it.
        var desk = new RequestDesk(provider, name, options, names, connection, diagnostics);
#pragma warning restore CA2000
        return new WorkerParts(connection, () => new ActivitiWorker(connection, desk, options, names, diagnostics));
    }

    private sealed record WorkerParts(WorkerConnection Connection, Func<ActivitiWorker> CreateWorker);
}
