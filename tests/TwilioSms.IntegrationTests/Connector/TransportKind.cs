using Microsoft.Extensions.DependencyInjection;
using Twilio.Clients;
using Twilio.Http;
using TwilioSms.TwilioSdk;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>What carries the requests of the connector under test.</summary>
public enum TransportKind
{
    /// <summary>The connector's own.</summary>
    Http,

    /// <summary>Twilio's SDK, with a client that the connector makes.</summary>
    Sdk,

    /// <summary>Twilio's SDK, with a client that the host made: nobody knows when it begins to write.</summary>
    HostsClient,
}

internal static class Transports
{
    /// <summary>Has a registration send over a transport that leads to an address.</summary>
    public static ITwilioConnectorBuilder SendOver(
        this ITwilioConnectorBuilder builder, TransportKind transport, Uri address, string account, string token, HttpMessageHandler handler)
    {
        builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => handler);
        if (transport == TransportKind.Http)
        {
            return builder;
        }

        if (transport == TransportKind.HostsClient)
        {
#pragma warning disable CA2000 // The client keeps them for as long as the test lasts.
            var http = new System.Net.Http.HttpClient(new Rerouting(address, handler));
            builder.Services.AddSingleton<ITwilioRestClient>(new TwilioRestClient(account, token, httpClient: new SystemNetHttpClient(http)));
#pragma warning restore CA2000
            builder.Services.PostConfigure<TwilioConnectorOptions>(options => options.BaseAddress = null);
        }

        return builder.UseTwilioSdk();
    }

    /// <summary>The SDK knows Twilio's hosts only.</summary>
    private sealed class Rerouting(Uri address, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
