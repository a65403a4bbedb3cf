namespace TwilioSms.Emulator.Callbacks;

/// <summary>Posts forms to an application as Twilio does: signed, without following redirects.</summary>
internal sealed class WebhookClient(string authToken) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        // How long Twilio waits for a webhook.
        Timeout = TimeSpan.FromSeconds(15),
    };

    /// <exception cref="HttpRequestException">The application cannot be reached.</exception>
    /// <exception cref="TaskCanceledException">The application did not answer in time.</exception>
    public async Task<HttpResponseMessage> PostAsync(
        string address, IReadOnlyCollection<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent(parameters);
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", WebhookSignature.Of(address, parameters, authToken));
        return await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => client.Dispose();
}
