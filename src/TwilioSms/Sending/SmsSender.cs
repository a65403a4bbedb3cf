using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>The way in: one message or a stream of them goes through the same deliveries.</summary>
internal sealed class SmsSender(
    MessagePreparation preparation,
    MessageDelivery delivery,
    OutcomeResolver resolver,
    TimeProvider clock,
    SmsDiagnostics diagnostics)
    : ISmsSender
{
    public Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendCoreAsync(message, cancellationToken);
    }

    public IAsyncEnumerable<SmsOutcome> SendManyAsync(
        IAsyncEnumerable<SmsMessage> messages, BulkSendOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return StreamRun.RunAsync(preparation, delivery, diagnostics, clock, messages, options, cancellationToken);
    }

    public Task<SmsResult> ResolveAsync(SmsResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Interrupted is { } interrupted
            ? RecallAsync(interrupted, cancellationToken)
            : resolver.ResolveAsync(preparation.CurrentEndpoint(), result, [], cancellationToken);
    }

    private async Task<SmsResult> RecallAsync(InterruptedSend interrupted, CancellationToken cancellationToken)
    {
        var (message, began, knownSids) = interrupted;
        var endpoint = preparation.CurrentEndpoint();
        var (trace, recipients) = await preparation.TraceAsync(endpoint, message, began, cancellationToken).ConfigureAwait(false);
        return await resolver.RecallAsync(endpoint, message.IdempotencyKey, trace, recipients, began, knownSids, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<SmsResult> SendCoreAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        var endpoint = preparation.CurrentEndpoint();
        var span = diagnostics.StartSend(endpoint);
        try
        {
            var prepared = await preparation.PrepareAsync(endpoint, message, cancellationToken).ConfigureAwait(false);
            span.SetRecipientCount(prepared.Recipients.Count);
            var run = new MessageRun(delivery, clock, prepared, cancellationToken);
            await run.RunAsync().ConfigureAwait(false);
            return Collect(run.Outcomes, run.Conflict, cancellationToken);
        }
        catch (TwilioConnectorException exception) when (exception.Result is null && message.IdempotencyKey is { } key)
        {
            span.SetError(exception);
            return await RecallAsync(endpoint, message, key, exception, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException exception)
        {
            span.SetError(exception);
            if (exception.Result is null)
            {
                diagnostics.RecordRefusal(exception);
            }

            throw;
        }
        finally
        {
            diagnostics.Stop(span);
        }
    }

    // What cannot be prepared may have been sent before it could not: a recorded fate is the answer.
    private async Task<SmsResult> RecallAsync(
        TwilioEndpoint endpoint, SmsMessage message, string key, TwilioConnectorException error, CancellationToken cancellationToken)
    {
        diagnostics.RecordRefusal(error);
        IReadOnlyList<string> recipients;
        try
        {
            recipients = SmsRecipients.Of(message, endpoint.Options);
        }
        catch (TwilioConnectorException)
        {
            recipients = [];
        }

        var outcomes = new SmsOutcome[recipients.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = await delivery.RecallAsync(endpoint, key, recipients[i], error, cancellationToken).ConfigureAwait(false);
        }

        if (Array.TrueForAll(outcomes, outcome => outcome.Error == error))
        {
            error.With(null).Throw();
        }

        return Collect(outcomes, null, cancellationToken);
    }

    private SmsResult Collect(SmsOutcome[] outcomes, TwilioIdempotencyException? conflict, CancellationToken cancellationToken)
    {
        var result = new SmsResult(outcomes);
        conflict?.With(result).Throw();
        var first = Array.FindIndex(outcomes, static outcome => outcome.Error is not null);
        var interrupted = Array.Exists(outcomes, static outcome => outcome is { State: not SmsOutcomeState.Sent, Error: null });
        if (interrupted && (cancellationToken.IsCancellationRequested || delivery.IsStopping))
        {
            throw new TwilioSendCanceledException(result, cancellationToken.IsCancellationRequested ? cancellationToken : delivery.Stopping);
        }

        if (first >= 0)
        {
            var error = outcomes[first].Error!.With(result);
            outcomes[first] = outcomes[first].With((TwilioConnectorException)error.SourceException);
            error.Throw();
        }

        return result;
    }
}
