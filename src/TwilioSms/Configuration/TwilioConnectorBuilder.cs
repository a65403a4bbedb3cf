using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
}
