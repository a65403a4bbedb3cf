
namespace TwilioSms.Http;

/// <summary>Speaks Twilio's REST API itself.</summary>
internal sealed class TwilioRestClient(IHttpClientFactory factory, string clientName, TimeProvider clock) : ITwilioMessagesClient
{
    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        var endpoint = request.Endpoint;
        using var content = new MessageContent(request.Form, MessageForm.EncodeRecipient(to));
        using var timeout = TimeoutSource.Create(endpoint.Options.Timeout, clock);
        using var registration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            using var message = CreateMessage(endpoint, content);
            using var client = factory.CreateClient(clientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            return await TwilioResponse.ReadAsync(response, to, clock, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return content.Started ? SmsOutcome.Unknown(to, null) : SmsOutcome.NotAttempted(to);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            return Interrupted(to, content, new TwilioConnectionException(new TwilioApiError(
                $"Twilio did not answer within {endpoint.Options.Timeout.TotalSeconds:0.###} s ({Where(endpoint)}).")
            { InnerException = exception }));
        }
        catch (HttpRequestException exception)
        {
            return Interrupted(to, content, new TwilioConnectionException(new TwilioApiError(
                $"The connection to Twilio failed ({Where(endpoint)}): check the network, proxy and TWILIO_BASE_ADDRESS.")
            { InnerException = exception }));
        }
#pragma warning disable CA1031 // A host's own handler may throw anything, and the fate of the other recipients must not be lost.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Interrupted(to, content, new TwilioUnknownException(new TwilioApiError(
                $"The request to Twilio failed unexpectedly: {exception.GetType().Name}.")
            { InnerException = exception }));
        }
    }

    private static HttpRequestMessage CreateMessage(TwilioEndpoint endpoint, MessageContent content)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Messages) { Content = content };
        message.Headers.Authorization = endpoint.Authorization;
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        return message;
    }

    // What broke before the request was begun was not accepted; what broke later may have been.
    private static SmsOutcome Interrupted(string to, MessageContent content, TwilioApiException error) =>
        content.Started ? SmsOutcome.Unknown(to, error) : SmsOutcome.Failed(to, error);

    private static string Where(TwilioEndpoint endpoint) => endpoint.Messages.Authority;
}
