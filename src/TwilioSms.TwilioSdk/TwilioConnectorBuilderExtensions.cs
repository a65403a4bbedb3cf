using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Twilio.Clients;

namespace TwilioSms.TwilioSdk;

/// <summary>Has the connector speak to Twilio through Twilio's own SDK.</summary>
public static class TwilioConnectorBuilderExtensions
{
    /// <summary>Sends messages, look-ups and health checks through an <see cref="ITwilioRestClient"/>: the host's own where the container has
    /// one (under the registration's name as its key, for a registration with a name), else one made from the connector's options.</summary>
    /// <remarks>The host's client brings its own credentials, handlers and timeouts; its <see cref="System.Net.Http.HttpClient.Timeout"/> has to be at most
    /// <see cref="TwilioConnectorOptions.Timeout"/> and a minute, as nothing else ends what it has begun. Where
    /// <see cref="TwilioConnectorOptions.BaseAddress"/> is set, as the emulator does, it is left aside: it knows Twilio's hosts only.</remarks>
    /// <param name="builder">The registration.</param>
    public static ITwilioConnectorBuilder UseTwilioSdk(this ITwilioConnectorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var clientName = builder.HttpClientBuilder.Name;
        builder.Services.RemoveAllKeyed<ITwilioTransport>(builder.Name);
        builder.Services.AddKeyedSingleton<ITwilioTransport>(builder.Name, (provider, key) => new SdkTransport(
            (string)key!,
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
            provider.GetRequiredService<IHttpMessageHandlerFactory>(),
            clientName));
        return builder;
    }
}
