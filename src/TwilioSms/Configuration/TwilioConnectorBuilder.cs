using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Configuration;

internal sealed class TwilioConnectorBuilder(IServiceCollection services, string name, IHttpClientBuilder httpClientBuilder)
    : ITwilioConnectorBuilder
{
    public IServiceCollection Services { get; } = services;

    public string Name { get; } = name;

    public IHttpClientBuilder HttpClientBuilder { get; } = httpClientBuilder;
}
