using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms;
using TwilioSms.Camunda;
using TwilioSms.Camunda.Configuration;
using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Serves process engines with a registration of the connector.</summary>
public static class CamundaWorkerBuilderExtensions
{
    private const long LongestAnswer = 64 * 1024 * 1024;

    /// <summary>Runs a worker that does the SEND_SMS jobs of Camunda 8 with this registration, for as long as the host runs, and a health check
    /// named <c>camunda8</c>. With a ledger in PostgreSQL or SQLite no job texts anybody twice, however the worker ends.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configuration">The configuration of the host: its section <c>Camunda8</c> and the names that Camunda's own clients have,
    /// such as <c>CAMUNDA_REST_ADDRESS</c>. <see cref="Camunda8WorkerOptions"/> lists them.</param>
    public static ITwilioConnectorBuilder AddCamunda8Worker(this ITwilioConnectorBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.AddCamunda8Worker(options => WorkerSettings.Bind(configuration, options));
    }

    /// <summary>As <see cref="AddCamunda8Worker(ITwilioConnectorBuilder, IConfiguration)"/>, with settings in code.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    public static ITwilioConnectorBuilder AddCamunda8Worker(this ITwilioConnectorBuilder builder, Action<Camunda8WorkerOptions> configure) =>
        builder.AddWorker("Camunda8", configure, static (client, options, clock) => new Camunda8Engine(
            new EngineClient(client, EngineClient.ApiOf(options.Address!, Camunda8Engine.Api), AccessOf(options, clock), clock), options));

    /// <summary>Runs a worker that does the SEND_SMS tasks of Camunda 7, or of its descendants CIB seven and Operaton, with this registration,
    /// for as long as the host runs, and a health check named <c>camunda7</c>. With a ledger in PostgreSQL or SQLite no task texts anybody
    /// twice, however the worker ends.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configuration">The configuration of the host: its section <c>Camunda7</c>. <see cref="Camunda7WorkerOptions"/> lists the
    /// settings.</param>
    public static ITwilioConnectorBuilder AddCamunda7Worker(this ITwilioConnectorBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.AddCamunda7Worker(options => WorkerSettings.Bind(configuration, options));
    }

    /// <summary>As <see cref="AddCamunda7Worker(ITwilioConnectorBuilder, IConfiguration)"/>, with settings in code.</summary>
    /// <param name="builder">The registration; one worker for each.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    public static ITwilioConnectorBuilder AddCamunda7Worker(this ITwilioConnectorBuilder builder, Action<Camunda7WorkerOptions> configure) =>
        builder.AddWorker("Camunda7", configure, static (client, options, clock) =>
        {
            var access = new PasswordAccess(options.UserName, options.Password);
            return new Camunda7Engine(
                new EngineClient(client, EngineClient.ApiOf(options.Address!, Camunda7Engine.Api), access, clock),
                options,
                $"{options.WorkerName}-{Guid.NewGuid():N}");
        });

    private static ITwilioConnectorBuilder AddWorker<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this ITwilioConnectorBuilder builder,
        string section,
        Action<TOptions> configure,
        Func<HttpClient, TOptions, TimeProvider, IEngine> createEngine)
        where TOptions : JobWorkerOptions
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var (services, name) = (builder.Services, builder.Name);
        services.AddOptionsWithValidateOnStart<TOptions>(name).Configure(configure);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<Camunda8WorkerOptions>, JobWorkerOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<Camunda7WorkerOptions>, JobWorkerOptionsValidator>(),
        ]);
        var key = name.Length == 0 ? section.ToLowerInvariant() : $"{section.ToLowerInvariant()}:{name}";
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(JobWorker) && key.Equals(service.ServiceKey)))
        {
            return builder;
        }

        var clientName = $"TwilioSms.{section}";
        services.AddHttpClient(clientName)
            .ConfigureHttpClient(static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LongestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddKeyedSingleton(key, (_, _) => new EngineHealth());
        services.AddKeyedSingleton(key, (provider, _) => createEngine(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(clientName), OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton<IProcessMessages>(
            key, (provider, _) => new ProcessMessages(provider.GetRequiredKeyedService<IEngine>(key), OptionsOf(provider)));
        services.AddKeyedSingleton(key, (provider, _) => Assemble(
            provider, name, OptionsOf(provider), provider.GetRequiredKeyedService<IEngine>(key), provider.GetRequiredKeyedService<EngineHealth>(key)));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<JobWorker>(key));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, provider => new EngineHealthCheck(provider.GetRequiredKeyedService<EngineHealth>(key)), failureStatus: null, tags: null));
        return builder;

        TOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
    }

    private static JobWorker Assemble(IServiceProvider provider, string name, JobWorkerOptions options, IEngine engine, EngineHealth health)
    {
        var connector = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
        var clock = provider.GetRequiredService<TimeProvider>();
        var diagnostics = new WorkerDiagnostics(
            engine.Name, provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IMeterFactory>());
        var fates = new FateFinder(provider.GetRequiredKeyedService<ISmsLedgerReview>(name));
        var sender = new RequestSender(provider.GetRequiredKeyedService<ISmsSender>(name), fates, CurrentOptions);
#pragma warning disable CA2000 // The worker disposes of them.
        var turns = new SendTurns(sender, options.Concurrency, diagnostics.RecordFailure);
        var settlement = new Settlement(engine, options, clock, diagnostics);
        var handler = new JobHandler(engine, turns, fates, settlement, options, CurrentOptions, clock, diagnostics);
#pragma warning restore CA2000
        return new JobWorker(engine, handler, health, options, clock, diagnostics);

        TwilioConnectorOptions CurrentOptions() => connector.Get(name);
    }

    private static IEngineAccess AccessOf(Camunda8WorkerOptions options, TimeProvider clock) => options.ClientId is null
        ? new PasswordAccess(options.UserName, options.Password)
        : new TokenAccess(options, clock);
}
