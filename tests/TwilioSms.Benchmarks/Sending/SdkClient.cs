using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>The other peer: Twilio's SDK as its own pages show it. It knows Twilio's hosts only, so a handler leads it to the server.</summary>
internal sealed class SdkClient : IDisposable
{
    private readonly System.Net.Http.HttpClient http;
    private readonly TwilioRestClient client;

    public SdkClient(Uri address, string account, string token)
    {
#pragma warning disable CA2000 // The client disposes of it.
        http = new System.Net.Http.HttpClient(new Rerouting(address));
#pragma warning restore CA2000
        client = new TwilioRestClient(account, token, httpClient: new SystemNetHttpClient(http));
    }

    public async Task<string> SendAsync(string from, string to, string body) => (await MessageResource.CreateAsync(
        to: new PhoneNumber(to), from: new PhoneNumber(from), body: body, client: client).ConfigureAwait(false)).Sid;

    public void Dispose() => http.Dispose();

#pragma warning disable CA2000 // A handler disposes of the one inside it.
    private sealed class Rerouting(Uri address) : DelegatingHandler(new SocketsHttpHandler())
#pragma warning restore CA2000
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
