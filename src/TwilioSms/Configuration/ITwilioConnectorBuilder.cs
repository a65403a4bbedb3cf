using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms;

/// <summary>Refines one registration of the connector. What can be refined are extension methods.</summary>
public interface ITwilioConnectorBuilder
{
    /// <summary>The services the connector is registered in.</summary>
    IServiceCollection Services { get; }

    /// <summary>The name of the registration: of its <see cref="TwilioConnectorOptions"/> and the key of its
    /// <see cref="ISmsSender"/>. Empty for the default one.</summary>
    string Name { get; }

    /// <summary>The HTTP client of the registration, for the host's own handlers.</summary>
    IHttpClientBuilder HttpClientBuilder { get; }
}
