using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What a registration looks messages up with.</summary>
internal static class ResolutionServices
{
    public static void AddResolution(this IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, static (provider, _) => new TwilioTime(provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new LedgerHashing(provider.GetRequiredKeyedService<ISendLedger>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => new RecentSends(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredKeyedService<TwilioTime>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => new ClaimWatch(
            provider.GetRequiredKeyedService<TwilioTime>(key), provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new ListReader(
            provider.GetRequiredKeyedService<ISendLedger>(key),
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredKeyedService<RecentSends>(key),
            provider.GetRequiredKeyedService<ClaimWatch>(key),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new Witness(
            provider.GetRequiredKeyedService<ISendLedger>(key),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(key),
            provider.GetRequiredKeyedService<RecentSends>(key),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new ClaimResolver(
            provider.GetRequiredKeyedService<ISendLedger>(key),
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredKeyedService<ClaimWatch>(key),
            provider.GetRequiredKeyedService<ListReader>(key),
            provider.GetRequiredKeyedService<Witness>(key),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new SendResolver(
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredKeyedService<RecentSends>(key),
            provider.GetRequiredKeyedService<ListReader>(key),
            provider.GetRequiredKeyedService<Witness>(key),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (provider, key) => new OutcomeResolver(
            provider.GetRequiredKeyedService<ISendLedger>(key),
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<RecentSends>(key),
            provider.GetRequiredKeyedService<SendResolver>(key),
            provider.GetRequiredKeyedService<ClaimResolver>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => DiagnosticsOf(provider, (string)key!));
        services.TryAddKeyedSingleton<ISmsLedgerReview>(name, static (provider, key) => new SmsLedgerReview(
            EndpointOf(provider, (string)key!),
            provider.GetRequiredKeyedService<ISendLedger>(key),
            provider.GetRequiredKeyedService<LedgerHashing>(key),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(key),
            provider.GetRequiredKeyedService<TwilioTime>(key),
            provider.GetRequiredKeyedService<ClaimWatch>(key),
            provider.GetRequiredKeyedService<ClaimResolver>(key)));
        services.AddSingleton<IHostedService>(provider => new LedgerCaretaker(
            EndpointOf(provider, name),
            provider.GetRequiredKeyedService<ISendLedger>(name),
            provider.GetRequiredKeyedService<ITwilioMessagesClient>(name),
            provider.GetRequiredKeyedService<TwilioTime>(name),
            provider.GetRequiredKeyedService<ClaimResolver>(name),
            provider.GetRequiredKeyedService<LedgerDiagnostics>(name),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Jitter>()));
        services.AddDefaultOrRefusal<ISmsLedgerReview>(name);
    }

    private static LedgerDiagnostics DiagnosticsOf(IServiceProvider provider, string name)
    {
        var registration = name.Length == 0 ? "default" : name;
        var logger = new HarmlessLogger(provider.GetRequiredService<ILoggerFactory>().CreateLogger(name.Length == 0 ? "TwilioSms" : $"TwilioSms.{name}"));
        return new LedgerDiagnostics(logger, new Wall(logger), new LedgerMetrics(provider.GetRequiredService<IMeterFactory>(), registration));
    }

    // Made once for each set of options.
    private static Func<TwilioEndpoint> EndpointOf(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
        TwilioEndpoint? last = null;
        return () => last is { } endpoint && ReferenceEquals(endpoint.Options, options.Get(name))
            ? endpoint
            : last = new TwilioEndpoint(options.Get(name));
    }
}
