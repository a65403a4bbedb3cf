using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>Delivers one message to one recipient and reports what came of it.</summary>
internal sealed class MessageDelivery(TwilioClient client, RecentSends recent, OutcomeResolver resolver, TimeProvider clock, Jitter jitter, SmsDiagnostics diagnostics)
{
    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;

    public async Task<SmsOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var endpoint = delivery.Message.Request.Endpoint;
        diagnostics.RecordQueue(clock.GetElapsedTime(delivery.Prepared));
        var span = diagnostics.StartRecipient(endpoint, delivery.To);
        var began = clock.GetTimestamp();
        var outcome = await SendAsync(delivery.Message.Request, delivery.To, span, cancellationToken).ConfigureAwait(false);
        diagnostics.Record(endpoint, outcome, clock.GetElapsedTime(began));
        span.SetOutcome(outcome);
        diagnostics.Stop(span);
        return outcome;
    }

    /// <summary>A recipient whose turn did not come.</summary>
    public SmsOutcome Skip(TwilioEndpoint endpoint, string to)
    {
        var outcome = SmsOutcome.NotAttempted(to);
        diagnostics.Record(endpoint, outcome);
        return outcome;
    }

    private async Task<SmsOutcome> SendAsync(MessageRequest request, string to, Activity? span, CancellationToken cancellationToken)
    {
        var attempt = recent.Begin(request, to);
        var outcome = await TryAsync(request, to, null, span, cancellationToken).ConfigureAwait(false);
        recent.End(attempt, outcome);
        if (outcome.State != SmsOutcomeState.Unknown)
        {
            return outcome;
        }

        outcome.AttemptId = attempt.Id;
        return request.Endpoint.Options.ResolveUnknown
            ? await ResolveAsync(request.Endpoint, outcome, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    /// <summary>Tries a message until its fate is known, or cannot be: again only what provably was not processed. That is a 429, and a
    /// connection that failed before the message was begun; whatever else went wrong, a second try might be a second message.</summary>
    private async Task<SmsOutcome> TryAsync(
        MessageRequest request, string to, IFence? fence, Activity? span, CancellationToken cancellationToken)
    {
        var schedule = new RetrySchedule(request.Endpoint.Options, clock, jitter);
        while (true)
        {
            var (outcome, status) = await client.PostAsync(request, to, fence, cancellationToken).ConfigureAwait(false);
            span.SetAnswer(status);
            if (!WasNotProcessed(outcome, out var error) || schedule.Next(error.RetryAfter) is not { } wait)
            {
                return outcome;
            }

            diagnostics.RecordRetry(request.Endpoint, to, error, wait);
            span.CountRetry();
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

    private async Task<SmsOutcome> ResolveAsync(TwilioEndpoint endpoint, SmsOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveAsync(endpoint, outcome, [], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TwilioConnectorException or OperationCanceledException)
        {
            // What broke the send may break the search too. The send's own error is what the caller has to know.
            return outcome;
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
