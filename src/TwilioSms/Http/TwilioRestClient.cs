using TwilioSms.Diagnostics;

namespace TwilioSms.Http;

/// <summary>Speaks Twilio's REST API itself.</summary>
internal sealed class TwilioRestClient(IHttpClientFactory factory, string clientName, TimeProvider clock) : ITwilioMessagesClient
{
    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        var endpoint = request.Endpoint;
        using var content = new MessageContent(request.Form, MessageForm.EncodeRecipient(to));
        using var message = CreateMessage(HttpMethod.Post, endpoint.Messages, endpoint);
        message.Content = content;
        try
        {
            return await ExchangeAsync(
                message,
                endpoint,
                (response, stop) => TwilioResponse.ReadOutcomeAsync(response, to, clock, stop),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return content.Started ? SmsOutcome.Unknown(to, null) : SmsOutcome.NotAttempted(to);
        }
        catch (TwilioApiException exception)
        {
            // What broke before the request was begun was not accepted; what broke later may have been.
            return content.Started ? SmsOutcome.Unknown(to, exception) : SmsOutcome.Failed(to, exception);
        }
    }

    public async Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(HttpMethod.Get, page, endpoint);
        return await ExchangeAsync(
            message,
            endpoint,
            (response, stop) => TwilioResponse.ReadPageAsync(response, page, clock, stop),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(HttpMethod.Get, endpoint.Message(sid), endpoint);
        return await ExchangeAsync(
            message,
            endpoint,
            (response, stop) => TwilioResponse.ReadMessageAsync(response, clock, stop),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The status of the account: <c>active</c>, <c>suspended</c> or <c>closed</c>. Costs nothing.</summary>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    public async Task<string> ReadAccountStatusAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(HttpMethod.Get, endpoint.Account, endpoint);
        return await ExchangeAsync(
            message,
            endpoint,
            (response, stop) => TwilioResponse.ReadAccountStatusAsync(response, clock, stop),
            cancellationToken).ConfigureAwait(false);
    }

    private static HttpRequestMessage CreateMessage(HttpMethod method, Uri address, TwilioEndpoint endpoint)
    {
        var message = new HttpRequestMessage(method, address);
        message.Headers.Authorization = endpoint.Authorization;
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        return message;
    }

    /// <summary>Sends a request and reads its answer within the time that one request may take.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="TwilioApiException">There was no answer; or <paramref name="read"/> threw it.</exception>
    private async Task<T> ExchangeAsync<T>(
        HttpRequestMessage message,
        TwilioEndpoint endpoint,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var timeout = TimeoutSource.Create(endpoint.Options.Timeout, clock);
        using var registration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            using var client = factory.CreateClient(clientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            SmsActivity.SetAnswer(response.StatusCode);
            return await read(response, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw new TwilioConnectionException(new TwilioApiError(
                $"Twilio did not answer within {endpoint.Options.Timeout.TotalSeconds:0.###} s ({Where(endpoint)}).")
            { InnerException = exception });
        }
        catch (HttpRequestException exception) when (exception.InnerException is MessageRepeatedException)
        {
            throw new TwilioUnknownException(new TwilioApiError(exception.InnerException.Message) { InnerException = exception });
        }
        catch (HttpRequestException exception)
        {
            throw new TwilioConnectionException(new TwilioApiError(
                $"The connection to Twilio failed ({Where(endpoint)}). {TwilioErrors.AdviceOf(SmsErrorCode.TwilioConnectionError)}")
            { InnerException = exception });
        }
        catch (Exception exception) when (exception is not TwilioApiException)
        {
            // A host's own handler may throw anything, and the fate of the other recipients must not be lost.
            throw new TwilioUnknownException(new TwilioApiError($"The request to Twilio failed unexpectedly: {exception.GetType().Name}.")
            {
                InnerException = exception,
            });
        }
    }

    private static string Where(TwilioEndpoint endpoint) => endpoint.Messages.Authority;
}
