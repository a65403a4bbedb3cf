using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Ledger;
using TwilioSms.Resolution;
using TwilioSms.Webhooks;

namespace TwilioSms.Configuration;

/// <summary>The services of one registration: those that a host may replace, and those that it may ask for.</summary>
internal static class ConnectorServices
{
    /// <summary>Whether there is such a service of the registration <paramref name="name"/>.</summary>
    public static bool Has<TService>(this IServiceCollection services, string name) => services.Any(
        service => service.IsKeyedService && service.ServiceType == typeof(TService) && name.Equals(service.ServiceKey));

    public static void AddConnector(this IServiceCollection services, string name, IHttpClientBuilder http)
    {
        // By a factory: an instance would be compiled into code of its own when it is asked for the second time.
        services.TryAddSingleton(static _ => TimeProvider.System);
        services.TryAddSingleton(static _ => SystemJitter());
        services.AddTransport(name, http);
        services.AddStores(name);
        services.TryAddKeyedSingleton<ITemplateRenderer>(name, static (provider, key) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
            return new FreeMarkerTemplateRenderer(() => options.Get((string?)key).TemplateSettings);
        });

        services.AddKeyedSingleton(name, static (provider, key) => new ConnectorParts(provider, (string)key!));
        services.AddSingleton<IHostedService>(provider => PartsOf(provider, name).Drain);
        services.AddSingleton<IHostedService>(provider => PartsOf(provider, name).Caretaker);
        services.TryAddKeyedSingleton<ISmsSender>(name, static (provider, key) => PartsOf(provider, key).Sender);
        services.TryAddKeyedSingleton(name, static (provider, key) => new SendSmsAction(provider.GetRequiredKeyedService<ISmsSender>(key)));
        services.TryAddKeyedSingleton<ISmsLedgerReview>(name, static (provider, key) => ReviewOf(PartsOf(provider, key)));
        services.TryAddKeyedSingleton<ISmsWebhooks>(name, static (provider, key) => WebhooksOf(provider, key));

        services.AddDefaultOrRefusal<ISmsSender>(name);
        services.AddDefaultOrRefusal<SendSmsAction>(name);
        services.AddDefaultOrRefusal<ISmsLedgerReview>(name);
        services.AddDefaultOrRefusal<ISmsWebhooks>(name);
        services.AddDefaultOrRefusal<IOptOutStore>(name);
        if (name.Length == 0)
        {
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<ITemplateRenderer>(Options.DefaultName));
        }
    }

    public static ConnectorParts PartsOf(IServiceProvider provider, object? key) => provider.GetRequiredKeyedService<ConnectorParts>(key);

    private static void AddStores(this IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, static (provider, key) => DiagnosticsOf(provider, (string)key!));
        services.TryAddKeyedSingleton<ISendLedger>(name, static (provider, key) => NewMemoryLedger(provider, key));
        services.TryAddKeyedSingleton<IAnswerLedger>(
            name, static (provider, _) => new MemoryAnswers(provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<IOptOutStore>(name, static (provider, key) =>
        {
            var parts = PartsOf(provider, key);
            return new LedgerOptOuts(LedgerOf(provider, key, parts, WebhookLedger.OptOuts), parts.Options, parts.Clock);
        });
    }

    // The connector has its own timeout and its own logging; the factory's would write addresses that hold the account.
    private static void AddTransport(this IServiceCollection services, string name, IHttpClientBuilder http)
    {
        var current = new AsyncLocal<TwilioRequest?>();
        var clientName = http.Name;
        http.RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(
            provider => PrimaryHandler.Create(provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(), name));

        // After whatever the host configures, so that no handler of its own comes between this one and the network.
        services.PostConfigure<HttpClientFactoryOptions>(clientName, options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Add(new InnermostHandler(current))));
        services.TryAddKeyedSingleton<ITwilioTransport>(name, (provider, _) =>
            new RestTransport(provider.GetRequiredService<IHttpMessageHandlerFactory>(), clientName, current));
    }

    private static SmsLedgerReview ReviewOf(ConnectorParts parts) => new(
        parts.Endpoint, parts.Ledger, parts.Hashing, parts.Client, parts.Time, parts.Watch, parts.Claims);

    private static SmsWebhooks WebhooksOf(IServiceProvider provider, object? key)
    {
        var parts = PartsOf(provider, key);
        return new SmsWebhooks(
            LedgerOf(provider, key, parts, WebhookLedger.Claims),
            provider.GetRequiredKeyedService<IOptOutStore>(key),
            parts.Options,
            parts.Clock,
            parts.LedgerDiagnostics);
    }

    // In memory each has room of its own: reports, of which there are many, must not push out messages and opt-outs.
    private static WebhookLedger LedgerOf(IServiceProvider provider, object? key, ConnectorParts parts, string suffix) =>
        new(parts.Ledger is MemoryLedger ? NewMemoryLedger(provider, key) : parts.BatchingLedger, suffix);

    private static MemoryLedger NewMemoryLedger(IServiceProvider provider, object? key)
    {
        var ledger = new MemoryLedger(provider.GetRequiredService<TimeProvider>());
        ledger.Forgot += provider.GetRequiredKeyedService<LedgerDiagnostics>(key).RecordForgotten;
        return ledger;
    }

    private static LedgerDiagnostics DiagnosticsOf(IServiceProvider provider, string name)
    {
        var registration = name.Length == 0 ? "default" : name;
        var logger = HarmlessLogger.Of(provider.GetRequiredService<ILoggerFactory>(), name);
        return new LedgerDiagnostics(logger, new Wall(logger), new LedgerMetrics(provider.GetRequiredService<IMeterFactory>(), registration));
    }

    private static Jitter SystemJitter()
    {
        var random = new Random();
        return () =>
        {
            lock (random)
            {
#pragma warning disable CA5394 // It spreads waits and guards nothing.
                return random.NextDouble();
#pragma warning restore CA5394
            }
        };
    }
}
