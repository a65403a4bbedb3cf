namespace TwilioSms.Tests;

/// <summary>Leads the SDK, which knows Twilio's hosts only, to another address, and tells of each request.</summary>
#pragma warning disable CA2000 // A handler disposes of the one inside it.
internal sealed class Rerouting(Uri address, Action? asked = null) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false })
#pragma warning restore CA2000
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        asked?.Invoke();
        request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
