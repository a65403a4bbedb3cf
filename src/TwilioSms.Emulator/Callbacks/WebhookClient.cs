using System.Diagnostics;
using System.Net;
using TwilioSms.Emulator.Accounts;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>Posts forms to an application as Twilio does: signed, again as the address says, without following redirects.</summary>
internal sealed class WebhookClient(AccountDirectory accounts, WebhookSharedKey? sharedKey) : IDisposable
{
    // How long Twilio waits for a webhook, after which it does not ask again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient client = new(NewHandler(credential: null)) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
    private volatile WebhookSharedKey? sharedKey = sharedKey;

    /// <summary>What signs in place of the account's token; null for the token.</summary>
    public WebhookSharedKey? SharedKey
    {
        get => sharedKey;
        set => sharedKey = value;
    }

    /// <exception cref="HttpRequestException">The application cannot be reached.</exception>
    /// <exception cref="TaskCanceledException">The application did not answer in time.</exception>
    public async Task<HttpResponseMessage> PostAsync(
        string accountSid,
        string address,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters,
        CancellationToken cancellationToken)
    {
        var called = WebhookAddress.Parse(address);
        var policy = RetryPolicy.Of(address);
        var since = Stopwatch.StartNew();
        // The same for every request of one webhook: it is there to tell a repeated one.
        var token = Guid.NewGuid().ToString();
        for (var left = policy.Retries; ; left--)
        {
            var isLast = left == 0 || since.Elapsed > Patience;
            try
            {
                var response = await PostOnceAsync(accountSid, called, parameters, token, cancellationToken).ConfigureAwait(false);
                if (isLast || !policy.Covers(response.StatusCode))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException exception) when (!isLast && policy.Covers(exception))
            {
            }
        }
    }

    private async Task<HttpResponseMessage> PostOnceAsync(
        string accountSid,
        WebhookAddress address,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters,
        string token,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Called);
        request.Content = new FormUrlEncodedContent(parameters);
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        request.Headers.TryAddWithoutValidation("I-Twilio-Idempotency-Token", token);
        Sign(request, accountSid, address.Called, parameters);
        if (address.Credential is null)
        {
            return await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        // The platform answers challenges, Basic and Digest, and sends no credentials before one. A client of its own for each such
        // post keeps the credentials of two callbacks to one host apart.
        using var handler = NewHandler(address.Credential);
        using var challenged = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
        var response = await challenged.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        return response;
    }

    public void Dispose() => client.Dispose();

    private void Sign(HttpRequestMessage request, string accountSid, string called, IReadOnlyCollection<KeyValuePair<string, string>> parameters)
    {
        if (SharedKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-Twilio-Webhooks-Signature-Settings", $"key={key.Id},algorithm=HMAC_SHA256");
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", WebhookSignature.OfSharedKey(called, parameters, key.Secret));
            return;
        }

        var token = accounts.TokenOf(accountSid) ?? throw new ArgumentException("There is no such account.", nameof(accountSid));
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", WebhookSignature.Of(called, parameters, token));
    }

    private static SocketsHttpHandler NewHandler(ICredentials? credential) =>
        new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, Credentials = credential };
}
