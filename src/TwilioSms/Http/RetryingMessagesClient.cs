using System.Diagnostics.CodeAnalysis;
using System.Net;
using TwilioSms.Diagnostics;

namespace TwilioSms.Http;

/// <summary>Tries again what provably was not processed. For a message that is a 429, and a connection that failed before the
/// message was begun to be written: whatever else went wrong, a second try might be a second message. Reading changes nothing, so
/// reading is tried again whenever it may succeed.</summary>
internal sealed class RetryingMessagesClient(ITwilioMessagesClient inner, TimeProvider clock, Jitter jitter, SmsDiagnostics diagnostics)
    : ITwilioMessagesClient
{
    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;

    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        var schedule = new RetrySchedule(request.Endpoint.Options, clock, jitter);
        while (true)
        {
            var outcome = await inner.SendAsync(request, to, cancellationToken).ConfigureAwait(false);
            if (!WasNotProcessed(outcome, out var error) || schedule.Next(error.RetryAfter) is not { } wait)
            {
                return outcome;
            }

            diagnostics.RecordRetry(request.Endpoint, to, error, wait);
            try
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return SmsOutcome.NotAttempted(to);
            }
        }
    }

    public Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken) =>
        ReadAsync(endpoint, () => inner.ReadPageAsync(endpoint, page, cancellationToken), cancellationToken);

    public Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken) =>
        ReadAsync(endpoint, () => inner.ReadMessageAsync(endpoint, sid, cancellationToken), cancellationToken);

    private async Task<T> ReadAsync<T>(TwilioEndpoint endpoint, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        var schedule = new RetrySchedule(endpoint.Options, clock, jitter);
        while (true)
        {
            TimeSpan wait;
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (TwilioApiException error) when (error.IsTransient && schedule.Next(error.RetryAfter) is { } next)
            {
                diagnostics.RecordRetry(endpoint, null, error, next);
                wait = next;
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool WasNotProcessed(SmsOutcome outcome, [NotNullWhen(true)] out TwilioApiException? error)
    {
        error = outcome.State == SmsOutcomeState.Failed ? outcome.Error as TwilioApiException : null;
        return error is TwilioConnectionException { StatusCode: null } || (error is { StatusCode: TooManyRequests } && !IsQuota(error.TwilioCode));
    }

    // Of the messages that may be scheduled, of a channel or of a day: no wait of seconds helps.
    private static bool IsQuota(int? twilioCode) => twilioCode is 35125 or 63018 or 63038;
}
