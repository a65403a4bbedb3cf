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

namespace TwilioSms.Sending;

/// <summary>What a registration consists of between its options and its <see cref="ISmsSender"/>.</summary>
internal static class SendingServices
{
    public static bool HasSending(this IServiceCollection services, string name) => services.Any(
        service => service.IsKeyedService && service.ServiceType == typeof(MessageDelivery) && name.Equals(service.ServiceKey));

    public static void AddSending(this IServiceCollection services, string name, IHttpClientBuilder http)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => SystemJitter());
        services.AddTransport(name, http);
        services.AddKeyedSingleton(name, static (provider, key) => new TwilioClient(
            provider.GetRequiredKeyedService<ITwilioTransport>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Jitter>(),
            provider.GetRequiredKeyedService<SmsDiagnostics>(key)));
        services.AddKeyedSingleton<ITwilioMessagesClient>(
            name, static (provider, key) => provider.GetRequiredKeyedService<TwilioClient>(key));
        services.AddKeyedSingleton(name, static (provider, key) => new MessageDelivery(
            provider.GetRequiredKeyedService<TwilioClient>(key),
            provider.GetRequiredKeyedService<RecentSends>(key),
            provider.GetRequiredKeyedService<KeyedSends>(key),
            provider.GetRequiredKeyedService<OutcomeResolver>(key),
            provider.GetRequiredKeyedService<SendDrain>(key),
            provider.GetRequiredKeyedService<OptOutGuard>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Jitter>(),
            provider.GetRequiredKeyedService<SmsDiagnostics>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => new SmsDiagnostics(
            provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IMeterFactory>(), (string)key!));
        services.TryAddKeyedSingleton<ISendLedger>(name, static (provider, key) =>
        {
            var ledger = new MemoryLedger(provider.GetRequiredService<TimeProvider>());
            ledger.Forgot += provider.GetRequiredKeyedService<LedgerDiagnostics>(key).RecordForgotten;
            return ledger;
        });
        services.TryAddKeyedSingleton<IAnswerLedger>(
            name, static (provider, _) => new MemoryAnswers(provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(name, static (provider, key) => new BatchingLedger(
            provider.GetRequiredKeyedService<ISendLedger>(key), provider.GetRequiredService<TimeProvider>()));
        services.AddResolution(name);
        services.AddKeyedSends(name);
        services.AddWebhooks(name);
        services.TryAddKeyedSingleton<ISmsSender>(name, static (provider, key) => new SmsSender(
            new MessagePreparation(
                (string)key!,
                provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
                provider.GetRequiredKeyedService<ITemplateRenderer>(key),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredKeyedService<SmsDiagnostics>(key)),
            provider.GetRequiredKeyedService<MessageDelivery>(key),
            provider.GetRequiredKeyedService<OutcomeResolver>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredKeyedService<SmsDiagnostics>(key)));
    }

    private static void AddKeyedSends(this IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, static (provider, key) => new Settlements(
            provider.GetRequiredKeyedService<BatchingLedger>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredKeyedService<LedgerDiagnostics>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => new SendDrain(provider.GetRequiredKeyedService<Settlements>(key)));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<SendDrain>(name));
        services.AddKeyedSingleton(name, static (provider, key) => new KeyedSends(
            provider.GetRequiredKeyedService<BatchingLedger>(key),
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredKeyedService<TwilioClient>(key),
            provider.GetRequiredKeyedService<ClaimResolver>(key),
            provider.GetRequiredKeyedService<ClaimWatch>(key),
            new ClaimPolls(provider.GetRequiredKeyedService<ISendLedger>(key), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredKeyedService<Settlements>(key),
            provider.GetRequiredKeyedService<SendDrain>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredKeyedService<LedgerDiagnostics>(key)));
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
