using System.Net;

/// <summary>Twilio in place of the network: every message is accepted.</summary>
internal sealed class Accepting : HttpMessageHandler
{
    public const string Sid = "SM0123456789abcdef0123456789abcdef";

    public string Sent { get; private set; } = string.Empty;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent = await request.Content!.ReadAsStringAsync(cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent($$"""{"sid":"{{Sid}}","status":"queued","num_segments":"1"}""") };
    }
}
