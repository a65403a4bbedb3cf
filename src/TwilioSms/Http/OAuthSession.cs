using System.Net.Http.Headers;
using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>Signs in with OAuth client credentials: one access token for all, kept until shortly before it ends. One renewal runs at a time,
/// and whoever gives up waiting for it leaves it to the others.</summary>
internal sealed class OAuthSession(TwilioConnectorOptions options)
{
    private readonly object gate = new();
    private Task<AccessToken>? asked;

    /// <summary>The header that opens the API.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="TwilioApiException">There is no token to be had.</exception>
    public async ValueTask<AuthenticationHeaderValue> AuthorizeAsync(
        ITwilioTransport transport, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task<AccessToken> asking;
        lock (gate)
        {
            if (asked is null || (asked.IsCompleted && !IsGood(asked, clock)))
            {
                asked = AskAsync(transport, clock);
            }

            asking = asked;
        }

        return (await asking.WaitAsync(cancellationToken).ConfigureAwait(false)).Header;
    }

    /// <summary>Twilio does not accept a token any more: the next request asks for another.</summary>
    public void Drop(AuthenticationHeaderValue? header)
    {
        lock (gate)
        {
            if (asked is { Status: TaskStatus.RanToCompletion } && ReferenceEquals(asked.Result.Header, header))
            {
                asked = null;
            }
        }
    }

    private static bool IsGood(Task<AccessToken> asked, TimeProvider clock) =>
        asked.Status == TaskStatus.RanToCompletion && asked.Result is var token && clock.GetElapsedTime(token.Asked) < token.Life;

    private async Task<AccessToken> AskAsync(ITwilioTransport transport, TimeProvider clock)
    {
        // Not by a caller's token: others wait for the same answer.
        await Task.Yield();
        var address = TwilioHost.TokenAddressOf(options);
        var request = new TwilioRequest(HttpMethod.Post, address,
        [
            new("grant_type", "client_credentials"), new("client_id", options.ClientId!), new("client_secret", options.ClientSecret!),
        ]);
        using var timeout = TimeoutSource.Create(options.Timeout, clock);
        var began = clock.GetTimestamp();
        try
        {
            using var answer = await transport.SendAsync(request, timeout.Token).ConfigureAwait(false);
            return AccessToken.Read(answer, address, began);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw new TwilioConnectionException(new TwilioApiError(
                $"Twilio gave no access token within {options.Timeout.TotalSeconds:0.###} s ({address.Authority}).")
            { InnerException = exception });
        }
        catch (HttpRequestException exception)
        {
            throw new TwilioConnectionException(new TwilioApiError(
                $"The connection to Twilio for an access token failed ({address.Authority}). {TwilioErrors.AdviceOf(SmsErrorCode.TwilioConnectionError)}")
            { InnerException = exception });
        }
    }
}
