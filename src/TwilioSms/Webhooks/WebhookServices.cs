using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Ledger;
using TwilioSms.Resolution;

namespace TwilioSms.Webhooks;

/// <summary>What a registration handles webhooks with.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services, string name)
    {
        services.TryAddKeyedSingleton<IOptOutStore>(name, static (provider, key) => new LedgerOptOuts(
            LedgerOf(provider, key, WebhookLedger.OptOuts), OptionsOf(provider, key), provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<ISmsWebhooks>(name, static (provider, key) => new SmsWebhooks(
            LedgerOf(provider, key, WebhookLedger.Claims),
            provider.GetRequiredKeyedService<IOptOutStore>(key),
            OptionsOf(provider, key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredKeyedService<LedgerDiagnostics>(key)));
        services.AddKeyedSingleton(name, static (provider, key) => new OptOutGuard(
            provider.GetRequiredKeyedService<IOptOutStore>(key),
            provider.GetKeyedService<AskedOptOuts>(key) is not null,
            provider.GetRequiredKeyedService<LedgerDiagnostics>(key)));
        services.AddDefaultOrRefusal<IOptOutStore>(name);
        services.AddDefaultOrRefusal<ISmsWebhooks>(name);
    }

    public static void AskOptOuts(this IServiceCollection services, string name) => services.TryAddKeyedSingleton(name, new AskedOptOuts());

    private static Func<TwilioConnectorOptions> OptionsOf(IServiceProvider provider, object? key)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
        return () => monitor.Get((string?)key);
    }

    // In memory each has room of its own: reports, of which there are many, must not push out messages and opt-outs.
    private static WebhookLedger LedgerOf(IServiceProvider provider, object? key, string suffix)
    {
        if (provider.GetRequiredKeyedService<ISendLedger>(key) is not MemoryLedger)
        {
            return new WebhookLedger(provider.GetRequiredKeyedService<BatchingLedger>(key), suffix);
        }

        var ledger = new MemoryLedger(provider.GetRequiredService<TimeProvider>());
        ledger.Forgot += provider.GetRequiredKeyedService<LedgerDiagnostics>(key).RecordForgotten;
        return new WebhookLedger(ledger, suffix);
    }

    /// <summary>There where opt-outs are asked before each send.</summary>
    private sealed class AskedOptOuts;
}
