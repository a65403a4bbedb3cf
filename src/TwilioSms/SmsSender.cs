using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms;

internal sealed class SmsSender(
    SmsMessagePreparation preparation, ITwilioMessagesClient client, TimeProvider clock, SmsDiagnostics diagnostics, AttemptLedger ledger)
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
        return BulkRun.RunAsync(preparation, client, diagnostics, clock, messages, options, cancellationToken);
    }

    public Task<SmsResult> ResolveAsync(SmsResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Resolver(preparation.CurrentEndpoint()).ResolveAsync(result, [], cancellationToken);
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
        var prepared = await preparation.PrepareAsync(endpoint, message, began, cancellationToken).ConfigureAwait(false);
        var outcomes = prepared.Recipients.Select(to => SmsOutcome.Unknown(ledger.Recall(prepared.Request, to, began))).ToArray();
        return await Resolver(endpoint).ResolveAsync(new SmsResult(outcomes), knownSids, cancellationToken).ConfigureAwait(false);
    }

    private SmsResolver Resolver(TwilioEndpoint endpoint) => new(client, ledger, clock, endpoint);

    private async Task<SmsResult> SendCoreAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        var endpoint = preparation.CurrentEndpoint();
        using var activity = SmsActivity.StartSend(endpoint, diagnostics.Registration);
        try
        {
            var prepared = await preparation.PrepareAsync(endpoint, message, cancellationToken).ConfigureAwait(false);
            activity.SetRecipientCount(prepared.Recipients.Count);
            var outcomes = await new SmsFanOut(client, clock, diagnostics, prepared.Request, prepared.Recipients)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            return Collect(new SmsResult(outcomes), cancellationToken);
        }
        catch (TwilioConnectorException exception)
        {
            activity.SetError(exception);
            if (exception.Result is null)
            {
                diagnostics.RecordRefusal(exception);
            }

            throw;
        }
    }

    private static SmsResult Collect(SmsResult result, CancellationToken cancellationToken)
    {
        TwilioConnectorException? firstError = null;
        var interrupted = false;
        foreach (var outcome in result.Outcomes)
        {
            firstError ??= outcome.Error;
            interrupted |= outcome is { State: not SmsOutcomeState.Sent, Error: null };
        }

        if (interrupted && cancellationToken.IsCancellationRequested)
        {
            throw new SmsSendCanceledException(result, cancellationToken);
        }

        if (firstError is not null)
        {
            firstError.Result = result;
            throw firstError;
        }

        return result;
    }
}
