using System.Globalization;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>Sends what a person writes on the page to the application's webhook, as Twilio does with an incoming message.</summary>
internal sealed class InboundMessageSender(TwilioEmulatorOptions options, InboxLog log, WebhookClient webhooks)
{
    /// <summary>Twilio's code for a webhook that does not answer with success.</summary>
    private const int RetrievalFailure = 11200;

    public async Task SendAsync(string phone, string sender, string body, CancellationToken cancellationToken)
    {
        var message = new InboxEntry
        {
            Id = Sid.New("SM"),
            Kind = InboxEntryKind.Received,
            Phone = phone,
            Sender = sender,
            Body = body,
            Status = "receiving",
            Time = options.TimeProvider.GetUtcNow(),
        };
        log.Put(message);
        var problem = options.InboundWebhook is { } webhook
            ? await PostAsync(webhook.OriginalString, message, cancellationToken).ConfigureAwait(false)
            : "No webhook is configured, so the application knows nothing of this message.";
        log.Put(message with
        {
            Status = "received",
            Error = problem is null ? null : InboxError.Of(new TwilioError(RetrievalFailure, problem)),
        });
    }

    private async Task<string?> PostAsync(string webhook, InboxEntry message, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await webhooks.PostAsync(options.AccountSid, webhook, Parameters(message), cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : FormattableString.Invariant($"The webhook answered with {(int)response.StatusCode}.");
        }
        catch (HttpRequestException exception)
        {
            return "The webhook could not be reached: " + exception.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The webhook did not answer within 15 seconds.";
        }
    }

    // https://www.twilio.com/docs/messaging/guides/webhook-request
    private List<KeyValuePair<string, string>> Parameters(InboxEntry message)
    {
        var service = Sid.IsValid(message.Sender, "MG");
        List<KeyValuePair<string, string>> parameters =
        [
            new("AccountSid", options.AccountSid),
            new("ApiVersion", MessageResource.ApiVersion),
            new("Body", message.Body),
            new("From", message.Phone),
            new("MessageSid", message.Id),
            new("NumMedia", "0"),
            new("NumSegments", SegmentCount.Of(message.Body).ToString(CultureInfo.InvariantCulture)),
            new("SmsMessageSid", message.Id),
            new("SmsSid", message.Id),
            new("SmsStatus", "received"),
            // A service of the emulator has no pool of senders; the number that is always the account's own stands for it.
            new("To", service ? Validation.MagicNumbers.ValidFrom : message.Sender),
        ];
        if (service)
        {
            parameters.Add(new("MessagingServiceSid", message.Sender));
        }

        return parameters;
    }
}
