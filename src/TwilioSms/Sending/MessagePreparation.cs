using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms.Sending;

/// <summary>The first half of a message's path: it is validated, rendered once, and encoded. Nothing touches the network here.</summary>
internal sealed class MessagePreparation(
    Func<TwilioEndpoint> endpointOf, ITemplateRenderer renderer, TimeProvider clock, SmsDiagnostics diagnostics)
{
    /// <exception cref="TwilioConnectorException">The message cannot be sent.</exception>
    /// <exception cref="TwilioSendCanceledException">The caller cancelled.</exception>
    public ValueTask<PreparedMessage> PrepareAsync(TwilioEndpoint endpoint, SmsMessage message, CancellationToken cancellationToken) =>
        PrepareAsync(endpoint, message, clock.GetUtcNow(), cancellationToken);

    /// <summary>Prepares a message as it was prepared at another time: what was to be sent later may be due by now.</summary>
    public async ValueTask<PreparedMessage> PrepareAsync(
        TwilioEndpoint endpoint, SmsMessage message, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var sender = SmsSenderAddress.Of(message, endpoint.Options);
        SmsMessageValidator.Validate(message, sender, at);
        if (message.IdempotencyKey is { } key && string.IsNullOrWhiteSpace(key))
        {
            throw new TwilioInvalidInputException(nameof(message.IdempotencyKey), "IdempotencyKey is blank: derive it from what causes the message.");
        }

        var recipients = SmsRecipients.Of(message, endpoint.Options);
        string? text = null;
        if (TemplateOf(message) is { } template)
        {
            text = await RenderAsync(template, message, recipients, cancellationToken).ConfigureAwait(false);
            SmsMessageValidator.ValidateText(message, text);
        }

        string? variables = null;
        if (message.ContentVariables is { } values)
        {
            variables = await RenderAsync(SmsTemplate.FromText(values), message, recipients, cancellationToken).ConfigureAwait(false);
            SmsMessageValidator.ValidateVariables(variables);
        }

        diagnostics.RecordText(endpoint.Options, recipients.Count, text);
        return new PreparedMessage(message, MessageRequest.Of(endpoint, message, sender, text, variables), sender, recipients);
    }

    /// <summary>How to recognise a message that was sent at another time. One that can no longer be prepared, as its template or a limit
    /// changed, may have been sent all the same: then its text is not known.</summary>
    /// <exception cref="TwilioConnectorException">Its sender or its recipients are not known.</exception>
    public async ValueTask<(MessageTrace Trace, IReadOnlyList<string> Recipients)> TraceAsync(
        TwilioEndpoint endpoint, SmsMessage message, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            var prepared = await PrepareAsync(endpoint, message, at, cancellationToken).ConfigureAwait(false);
            return (prepared.Request.Trace, prepared.Recipients);
        }
        catch (TwilioConnectorException) when (SmsSenderAddress.Of(message, endpoint.Options) is { From: not null } or { MessagingServiceSid: not null })
        {
            var sender = SmsSenderAddress.Of(message, endpoint.Options);
            return (new MessageTrace(endpoint, message, sender, null), SmsRecipients.Of(message, endpoint.Options));
        }
    }

    /// <summary>Where messages go now, and as whom.</summary>
    public TwilioEndpoint CurrentEndpoint() => endpointOf();

    private static SmsTemplate? TemplateOf(SmsMessage message) =>
        !string.IsNullOrWhiteSpace(message.TemplateName) ? SmsTemplate.FromName(message.TemplateName!)
        : !string.IsNullOrWhiteSpace(message.Body) ? SmsTemplate.FromText(message.Body!)
        : null;

    private async ValueTask<string> RenderAsync(
        SmsTemplate template, SmsMessage message, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await renderer.RenderAsync(template, message.Metadata ?? new SmsMetadata(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            var outcomes = recipients.Select(SmsOutcome.NotAttempted).ToArray();
            throw new TwilioSendCanceledException(new SmsResult(outcomes), cancellationToken, exception);
        }
    }
}
