using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms;

/// <summary>Refines one registration of the connector.</summary>
public interface ITwilioConnectorBuilder
{
    /// <summary>The services the connector is registered in.</summary>
    IServiceCollection Services { get; }

    /// <summary>The name of the registration: of its <see cref="TwilioConnectorOptions"/> and the key of its
    /// <see cref="ISmsSender"/>. Empty for the default one.</summary>
    string Name { get; }

    /// <summary>The HTTP client of the registration, for the host's own handlers.</summary>
    IHttpClientBuilder HttpClientBuilder { get; }

    /// <summary>Renders templates with <typeparamref name="TRenderer"/>, a singleton, instead of
    /// <see cref="FreeMarkerTemplateRenderer"/>.</summary>
    ITwilioConnectorBuilder AddTemplateRenderer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRenderer>()
        where TRenderer : class, ITemplateRenderer;
}
