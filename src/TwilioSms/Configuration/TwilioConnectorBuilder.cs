using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms.Configuration;

internal sealed class TwilioConnectorBuilder(IServiceCollection services, string name, IHttpClientBuilder httpClientBuilder)
    : ITwilioConnectorBuilder
{
    public IServiceCollection Services { get; } = services;

    public string Name { get; } = name;

    public IHttpClientBuilder HttpClientBuilder { get; } = httpClientBuilder;

    public ITwilioConnectorBuilder AddTemplateRenderer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRenderer>()
        where TRenderer : class, ITemplateRenderer
    {
        Services.RemoveAllKeyed<ITemplateRenderer>(Name);
        Services.AddKeyedSingleton<ITemplateRenderer, TRenderer>(Name);
        return this;
    }

    public ITwilioConnectorBuilder AddHealthCheck(HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        if (Services.Any(service => service.IsKeyedService && service.ServiceType == typeof(TwilioHealthCheck) && Name.Equals(service.ServiceKey)))
        {
            return this;
        }

        Services.AddKeyedSingleton(Name, static (provider, key) => new TwilioHealthCheck(
            (string)key!,
            provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
            provider.GetRequiredKeyedService<TwilioClient>(key),
            provider.GetRequiredService<TimeProvider>()));
        Services.AddHealthChecks().Add(new HealthCheckRegistration(
            Name.Length == 0 ? "twilio" : $"twilio:{Name}",
            provider => provider.GetRequiredKeyedService<TwilioHealthCheck>(Name),
            failureStatus,
            tags));
        return this;
    }

    public ITwilioConnectorBuilder AddLedgerHealthCheck(HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        if (Services.Any(service => service.IsKeyedService && service.ServiceType == typeof(LedgerHealthCheck) && Name.Equals(service.ServiceKey)))
        {
            return this;
        }

        Services.AddKeyedSingleton(Name, static (provider, key) => new LedgerHealthCheck(
            (string)key!,
            provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
            provider.GetRequiredKeyedService<ISendLedger>(key)));
        Services.AddHealthChecks().Add(new HealthCheckRegistration(
            Name.Length == 0 ? "twilio-ledger" : $"twilio-ledger:{Name}",
            provider => provider.GetRequiredKeyedService<LedgerHealthCheck>(Name),
            failureStatus,
            tags));
        return this;
    }
}
