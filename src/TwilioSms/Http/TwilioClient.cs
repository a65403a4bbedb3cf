using System.Net;
using TwilioSms.Diagnostics;
using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>Asks Twilio through the transport and understands its answers.</summary>
internal sealed class TwilioClient(
    ITwilioTransport transport, TwilioTime time, TimeProvider clock, Jitter jitter, SmsDiagnostics diagnostics)
    : ITwilioMessagesClient
{
    private const int MaxPageLength = 4 * 1024 * 1024;

    /// <summary>Posts a message once. Whatever Twilio, the network or the caller's cancellation does is the outcome: a recipient whose request
    /// was not begun when the caller cancelled is not attempted; one in flight is unknown, without an error.</summary>
    /// <returns>The outcome, and the status of the answer where there was one.</returns>
    public async Task<(SmsOutcome Outcome, HttpStatusCode? Status)> PostAsync(
        MessageRequest request, string to, IFence? fence, CancellationToken cancellationToken)
    {
        var message = new TwilioRequest(request.Endpoint, request.Form, to, fence);
        try
        {
            using var answer = await ExchangeAsync(message, request.Endpoint, cancellationToken).ConfigureAwait(false);
            var outcome = TwilioAnswers.OutcomeOf(answer, to, clock);
            Learn(answer, outcome.State == SmsOutcomeState.Sent || IsTwilioS(outcome.Error));
            return (outcome, answer.StatusCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (message.IsBegun ? SmsOutcome.Unknown(to, null) : SmsOutcome.NotAttempted(to), null);
        }
        catch (TwilioApiException exception)
        {
            // What broke before the request was begun was not accepted; what broke later may have been.
            return (message.IsBegun ? SmsOutcome.Unknown(to, exception) : SmsOutcome.Failed(to, exception), null);
        }
    }

    public Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken) =>
        ReadAsync(endpoint, page, answer => TwilioAnswers.PageOf(answer, page, clock), cancellationToken);

    public Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken) => ReadAsync(
        endpoint, endpoint.Message(sid), answer => TwilioAnswers.MessageOf(answer, clock), cancellationToken);

    /// <summary>The status of the account: <c>active</c>, <c>suspended</c> or <c>closed</c>. Costs nothing, and is asked once.</summary>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    public async Task<string> ReadAccountStatusAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var answer = await ExchangeAsync(Get(endpoint, endpoint.Account), endpoint, cancellationToken).ConfigureAwait(false);
        return TwilioAnswers.AccountStatusOf(answer, clock);
    }

    /// <summary>Whether the account's messages may be read: of a standard API key that is all there is to know. It is asked once.</summary>
    /// <exception cref="TwilioApiException">They may not, or that cannot be known.</exception>
    public async Task ReadAnyMessageAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var answer = await ExchangeAsync(Get(endpoint, endpoint.AnyMessage), endpoint, cancellationToken).ConfigureAwait(false);
        TwilioAnswers.PageOf(answer, endpoint.AnyMessage, clock);
    }

    private static TwilioRequest Get(TwilioEndpoint endpoint, Uri address) => new(HttpMethod.Get, address)
    {
        Authorization = endpoint.Authorization,
        MaxAnswerLength = MaxPageLength,
    };

    // Reading changes nothing, so it is tried again whenever it may succeed.
    private async Task<T> ReadAsync<T>(
        TwilioEndpoint endpoint, Uri address, Func<TwilioAnswer, T> read, CancellationToken cancellationToken)
    {
        var schedule = new RetrySchedule(endpoint.Options, clock, jitter);
        while (true)
        {
            TimeSpan wait;
            try
            {
                using var answer = await ExchangeAsync(Get(endpoint, address), endpoint, cancellationToken).ConfigureAwait(false);
                return Understand(answer, read);
            }
            catch (TwilioApiException error) when (error.IsTransient && schedule.Next(error.RetryAfter) is { } next)
            {
                diagnostics.RecordRetry(endpoint, null, error, next);
                wait = next;
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private T Understand<T>(TwilioAnswer answer, Func<TwilioAnswer, T> read)
    {
        try
        {
            var understood = read(answer);
            Learn(answer, true);
            return understood;
        }
        catch (TwilioApiException error)
        {
            Learn(answer, IsTwilioS(error));
            throw;
        }
    }

    // What a gateway in between answers has a date as well, by whatever clock it has.
    private void Learn(TwilioAnswer answer, bool isTwilioS)
    {
        if (isTwilioS && answer.Date is { } date)
        {
            time.Learn(date);
        }
    }

    private static bool IsTwilioS(TwilioConnectorException? error) => error is TwilioApiException { TwilioCode: not null };

    /// <summary>Makes a request within the time that one may take.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="TwilioApiException">There was no answer.</exception>
    private async Task<TwilioAnswer> ExchangeAsync(TwilioRequest request, TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var timeout = TimeoutSource.Create(endpoint.Options.Timeout, clock);
        using var registration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            if (endpoint.Options.OAuth is { } oauth)
            {
                request.Authorize(await oauth.AuthorizeAsync(transport, clock, timeout.Token).ConfigureAwait(false));
            }

            var answer = await transport.SendAsync(request, timeout.Token).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                endpoint.Options.OAuth?.Drop(request.Authorization);
            }

            return answer;
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
        catch (Exception exception) when (request.Refusal == RequestRefusal.Repeated)
        {
            throw new TwilioUnknownException(new TwilioApiError(
                "A handler of the HTTP client tried to send the message again after it was begun, and was stopped: it might be sent twice. "
                + "Let no handler repeat POST requests; the connector repeats what is safe.")
            { InnerException = exception });
        }
        catch (Exception exception) when (request.Refusal == RequestRefusal.Fenced)
        {
            throw new TwilioUnknownException(new TwilioApiError("The message's claim in the ledger was over, so it was not sent.")
            {
                InnerException = exception,
            });
        }
        catch (HttpRequestException exception)
        {
            throw new TwilioConnectionException(new TwilioApiError(
                $"The connection to Twilio failed ({Where(endpoint)}). {TwilioErrors.AdviceOf(SmsErrorCode.TwilioConnectionError)}")
            { InnerException = exception });
        }
        catch (Exception exception) when (exception is not TwilioConnectorException)
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
