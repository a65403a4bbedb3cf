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
        IAsyncEnumerable<SmsMessage> messages, BulkSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        options ??= new BulkSendOptions();
        options.Validate();
        return StreamRun.RunAsync(preparation, delivery, diagnostics, clock, messages, options, cancellationToken);
    }

    public Task<SmsResult> ResolveAsync(SmsResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return resolver.ResolveAsync(preparation.CurrentEndpoint(), result, [], cancellationToken);
    }

    public Task<SmsResult> ResolveAsync(
        SmsMessage message, DateTimeOffset began, IReadOnlyCollection<string>? knownSids = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return RecallAsync(message, began, knownSids ?? [], cancellationToken);
    }

    private async Task<SmsResult> RecallAsync(
        SmsMessage message, DateTimeOffset began, IReadOnlyCollection<string> knownSids, CancellationToken cancellationToken)
    {
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
            var outcomes = await new MessageRun(delivery, clock, prepared, cancellationToken).RunAsync().ConfigureAwait(false);
            return Collect(outcomes, cancellationToken);
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

    private static SmsResult Collect(SmsOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var result = new SmsResult(outcomes);
        var first = Array.FindIndex(outcomes, static outcome => outcome.Error is not null);
        var interrupted = Array.Exists(outcomes, static outcome => outcome is { State: not SmsOutcomeState.Sent, Error: null });
        if (interrupted && cancellationToken.IsCancellationRequested)
        {
            throw new SmsSendCanceledException(result, cancellationToken);
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
