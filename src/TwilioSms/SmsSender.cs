using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms;

internal sealed class SmsSender(
    string name,
    IOptionsMonitor<TwilioConnectorOptions> optionsMonitor,
    ITemplateRenderer renderer,
    ITwilioMessagesClient client,
    TimeProvider clock,
    SmsDiagnostics diagnostics) : ISmsSender
{
    private TwilioEndpoint? lastEndpoint;

    public Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendCoreAsync(message, cancellationToken);
    }

    private async Task<SmsResult> SendCoreAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        var endpoint = CurrentEndpoint();
        using var activity = SmsActivity.StartSend(endpoint, diagnostics.Registration);
        try
        {
            var sender = SmsSenderAddress.Of(message);
            SmsMessageValidator.Validate(message, sender, clock.GetUtcNow());
            var recipients = SmsRecipients.Of(message);
            activity.SetRecipientCount(recipients.Count);
            var text = await RenderAsync(message, recipients, cancellationToken).ConfigureAwait(false);
            diagnostics.RecordText(endpoint.Options, recipients.Count, text);
            var request = new MessageRequest(endpoint, MessageForm.Encode(message, sender, text));
            var outcomes = await new SmsFanOut(client, clock, diagnostics, request, recipients)
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

    private async ValueTask<string?> RenderAsync(SmsMessage message, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        SmsTemplate template;
        if (!string.IsNullOrWhiteSpace(message.TemplateName))
        {
            template = SmsTemplate.FromName(message.TemplateName!);
        }
        else if (!string.IsNullOrWhiteSpace(message.Body))
        {
            template = SmsTemplate.FromText(message.Body!);
        }
        else
        {
            return null;
        }

        string text;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            text = await renderer.RenderAsync(template, message.Metadata ?? new SmsMetadata(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            var outcomes = recipients.Select(SmsOutcome.NotAttempted).ToArray();
            throw new SmsSendCanceledException(new SmsResult(outcomes), cancellationToken, exception);
        }

        SmsMessageValidator.ValidateText(message, text);
        return text;
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

    // The options object changes when a setting does; until then the address and the credentials are made once.
    private TwilioEndpoint CurrentEndpoint()
    {
        var options = optionsMonitor.Get(name);
        var endpoint = Volatile.Read(ref lastEndpoint);
        if (endpoint is null || !ReferenceEquals(endpoint.Options, options))
        {
            endpoint = new TwilioEndpoint(options);
            diagnostics.RecordOptions(options);
            Volatile.Write(ref lastEndpoint, endpoint);
        }

        return endpoint;
    }
}
