using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using TwilioSms.Diagnostics;
using TwilioSms.Errors;
using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Webhooks;

namespace TwilioSms.Sending;

/// <summary>Delivers one message to one recipient and reports what came of it.</summary>
internal sealed class MessageDelivery(
    TwilioClient client,
    RecentSends recent,
    KeyedSends keyed,
    OutcomeResolver resolver,
    SendDrain drain,
    OptOutGuard optOuts,
    TimeProvider clock,
    Jitter jitter,
    SmsDiagnostics diagnostics)
{
    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;

    /// <summary>Whether the process ends: nothing new is to be begun.</summary>
    public bool IsStopping => drain.IsStopping;

    /// <summary>Cancelled once nothing new is to be begun.</summary>
    public CancellationToken Stopping => drain.Stopping;

    /// <param name="delivery">The message and its recipient.</param>
    /// <param name="refuse">Told that the message's key was used for other content; null where that does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SmsOutcome> DeliverAsync(
        Delivery delivery, Action<TwilioIdempotencyException>? refuse, CancellationToken cancellationToken)
    {
        var request = delivery.Message.Request;
        var key = delivery.Message.Message.IdempotencyKey;
        drain.Enter();
        var began = clock.GetTimestamp();
        diagnostics.RecordQueue(clock.GetElapsedTime(delivery.Prepared, began));
        var span = diagnostics.StartRecipient(request.Endpoint, delivery.To);
        var unkeyed = key is null ? recent.Begin(request, delivery.To) : null;
        SmsOutcome outcome;
        try
        {
            outcome = unkeyed is null
                ? await SendAsync(delivery, refuse, span, cancellationToken).ConfigureAwait(false)
                : await TryAsync(request, delivery.To, null, span, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A fault of ours must not cost the outcomes of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = Unexpected(delivery.To, exception);
        }

        if (unkeyed is not null)
        {
            recent.End(unkeyed, outcome);
        }

        outcome.IdempotencyKey = key;
        if (outcome.State == SmsOutcomeState.Unknown && request.Endpoint.Options.ResolveUnknown)
        {
            outcome = await ResolveAsync(request.Endpoint, outcome, cancellationToken).ConfigureAwait(false);
        }

        diagnostics.Record(request.Endpoint, outcome, clock.GetElapsedTime(began));
        span.SetOutcome(outcome);
        diagnostics.Stop(span);
        drain.Leave();
        return outcome;
    }

    /// <summary>How messages of a stream are spaced: with whoever shares the ledger, where it lasts.</summary>
    public SendPace PaceOf(double messagesPerSecond) => keyed.PaceOf(messagesPerSecond);

    /// <summary>What is known of a recipient for good, before anything is waited for; null where there is something to do.</summary>
    public async ValueTask<SmsOutcome?> FindSettledAsync(Delivery delivery, bool retryRefused) =>
        delivery.Message.Message.IdempotencyKey is not null && await keyed.FindSettledAsync(delivery, retryRefused).ConfigureAwait(false) is { } outcome
            ? Report(delivery, outcome)
            : null;

    /// <summary>A recipient whose turn did not come.</summary>
    public SmsOutcome Skip(Delivery delivery)
    {
        var outcome = delivery.Claim is { } claim ? keyed.Skip(claim) : SmsOutcome.NotAttempted(delivery.To);
        return Report(delivery, outcome);
    }

    /// <summary>A recipient whose turn cannot come.</summary>
    public SmsOutcome Fail(Delivery delivery, TwilioConnectorException error) => Report(delivery, SmsOutcome.Failed(delivery.To, error));

    /// <summary>Claims the recipients of a message that can begin at once.</summary>
    public Task<Claim[]> ClaimAsync(PreparedMessage message, IReadOnlyList<string> to, CancellationToken cancellationToken) =>
        keyed.ClaimAsync(message, to, cancellationToken);

    /// <summary>What is known of a recipient of a message that cannot be prepared: that it failed, unless the ledger knows better.</summary>
    public async Task<SmsOutcome> RecallAsync(
        TwilioEndpoint endpoint, string key, string to, TwilioConnectorException error, CancellationToken cancellationToken)
    {
        SmsOutcome? outcome;
        try
        {
            outcome = await keyed.RecallAsync(endpoint, key, to, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException exception)
        {
            outcome = SmsOutcome.InDoubt(to, SmsUnresolvedReason.InDoubt, null, exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = SmsOutcome.Unknown(to, null);
        }
#pragma warning disable CA1031 // A fault of ours, or of a host's own ledger, must not cost the outcomes of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = Unexpected(to, exception);
        }

        outcome ??= SmsOutcome.Failed(to, error);
        outcome.IdempotencyKey = key;
        return outcome;
    }

    private SmsOutcome Report(Delivery delivery, SmsOutcome outcome)
    {
        outcome.IdempotencyKey = delivery.Message.Message.IdempotencyKey;
        diagnostics.Record(delivery.Message.Request.Endpoint, outcome);
        return outcome;
    }

    private Task<SmsOutcome> SendAsync(
        Delivery delivery, Action<TwilioIdempotencyException>? refuse, Activity? span, CancellationToken cancellationToken) => keyed.SendAsync(
            delivery, refuse, (fence, stop) => TryAsync(delivery.Message.Request, delivery.To, fence, span, stop), cancellationToken);

    /// <summary>Tries a message until its fate is known, or cannot be: again only what provably was not processed. That is a 429, and a
    /// connection that failed before the message was begun; whatever else went wrong, a second try might be a second message.</summary>
    private async Task<SmsOutcome> TryAsync(
        MessageRequest request, string to, IFence? fence, Activity? span, CancellationToken cancellationToken)
    {
        if (optOuts.IsAsked && await RefuseAsync(request, to, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            return refused;
        }

        var schedule = new RetrySchedule(request.Endpoint.Options, clock, jitter);
        while (true)
        {
            var (outcome, status) = await client.PostAsync(request, to, fence, cancellationToken).ConfigureAwait(false);
            span.SetAnswer(status);
            if (!WasNotProcessed(outcome, out var error) || schedule.Next(error.RetryAfter) is not { } wait)
            {
                await optOuts.LearnAsync(request, outcome).ConfigureAwait(false);
                return outcome;
            }

            diagnostics.RecordRetry(request.Endpoint, to, error, wait);
            span.CountRetry();
            if (!await WaitAsync(wait, cancellationToken).ConfigureAwait(false))
            {
                return SmsOutcome.NotAttempted(to);
            }
        }
    }

    private async ValueTask<SmsOutcome?> RefuseAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        try
        {
            return await optOuts.RefuseAsync(request, to, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioLedgerException exception)
        {
            return SmsOutcome.Failed(to, exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return SmsOutcome.NotAttempted(to);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Stopping);
        try
        {
            await Task.Delay(wait, clock, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<SmsOutcome> ResolveAsync(TwilioEndpoint endpoint, SmsOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveAsync(endpoint, outcome, [], cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What broke the send may break the search too. The send's own error is what the caller has to know.
        catch
#pragma warning restore CA1031
        {
            return outcome;
        }
    }

    private static SmsOutcome Unexpected(string to, Exception exception) => SmsOutcome.Unknown(to, new TwilioUnknownException(
        new TwilioApiError($"The send failed unexpectedly: {exception.GetType().Name}.") { InnerException = exception }));

    private static bool WasNotProcessed(SmsOutcome outcome, [NotNullWhen(true)] out TwilioApiException? error)
    {
        error = outcome.State == SmsOutcomeState.Failed ? outcome.Error as TwilioApiException : null;
        return error is TwilioConnectionException { StatusCode: null } || (error is { StatusCode: TooManyRequests } && !IsQuota(error.TwilioCode));
    }

    // Of the messages that may be scheduled, of a channel or of a day: no wait of seconds helps.
    private static bool IsQuota(int? twilioCode) => twilioCode is 35125 or 63018 or 63038;
}
