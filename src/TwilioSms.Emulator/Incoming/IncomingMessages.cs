using System.Globalization;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Resources;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Incoming;

/// <summary>
/// What a phone writes: kept, acted upon where it is STOP or its kin, posted to the application's webhook as Twilio posts it, and
/// answered with what the application asks for.
/// </summary>
internal sealed class IncomingMessages(
    TwilioEmulatorOptions options,
    AccountDirectory accounts,
    MessagingServices services,
    MessageStore store,
    OptOuts optOuts,
    OutgoingMessages outgoing,
    WebhookClient webhooks)
{
    /// <summary>Twilio's code for a webhook that does not answer with success.</summary>
    private const int RetrievalFailure = 11200;

    /// <param name="phone">The number that writes.</param>
    /// <param name="application">Whom it writes to: a number of the application's, or a Messaging Service that named none.</param>
    /// <param name="body">The text.</param>
    /// <param name="media">The addresses of media.</param>
    /// <param name="baseAddress">The emulator's own address, where media are read.</param>
    /// <param name="cancellationToken">Gives up waiting for the application.</param>
    public async Task<EmulatedMessage> ReceiveAsync(
        string phone, string application, string body, IReadOnlyList<string> media, Uri baseAddress, CancellationToken cancellationToken)
    {
        var message = New(RecipientRules.Normalize(phone), RecipientRules.Normalize(application), body, media);
        store.Add(message);
        var keyword = media.Count == 0 ? OptOutWords.In(body) : OptOutKeyword.None;
        if (keyword != OptOutKeyword.None)
        {
            optOuts.Apply(keyword, phone: message.From!, message.MessagingServiceSid is { } service ? [message.To, service] : [message.To]);
            outgoing.Reply(message, OptOutWords.AnswerTo(keyword));
        }

        var problem = options.InboundWebhook is { } webhook
            ? await PostAsync(webhook.OriginalString, message, keyword, baseAddress, cancellationToken).ConfigureAwait(false)
            : new TwilioError(RetrievalFailure, "No webhook is configured, so the application knows nothing of this message.");
        return store.Change(message.Sid, current => current with
        {
            Status = EmulatedMessageStatus.Received,
            DateUpdated = options.TimeProvider.GetUtcNow(),
            ErrorCode = problem?.Code,
            Note = problem?.Message,
        }) ?? message;
    }

    private EmulatedMessage New(string phone, string application, string body, IReadOnlyList<string> media)
    {
        var now = options.TimeProvider.GetUtcNow();
        var isService = Sid.IsValid(application, "MG");
        // A service without a pool named no sender; the number that is always the account's own stands for it.
        var to = isService ? MagicNumbers.ValidFrom : application;
        return new EmulatedMessage
        {
            Sid = Sid.New(media.Count > 0 ? "MM" : "SM"),
            AccountSid = accounts.OwnerOf(to),
            Direction = EmulatedMessageDirection.Inbound,
            From = phone,
            To = to,
            MessagingServiceSid = isService ? application : services.WithSender(to)?.Sid,
            Body = body,
            MediaUrls = media,
            Status = EmulatedMessageStatus.Receiving,
            Segments = SegmentCount.Of(body, media),
            DateCreated = now,
            DateUpdated = now,
            DateSent = now,
            ValidityPeriod = 0,
            RequestId = Sid.New("RQ"),
            Parameters = [],
        };
    }

    private async Task<TwilioError?> PostAsync(
        string webhook, EmulatedMessage message, OptOutKeyword keyword, Uri baseAddress, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = Parameters(message, keyword, baseAddress);
            using var response = await webhooks.PostAsync(message.AccountSid, webhook, parameters, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return new TwilioError(RetrievalFailure, FormattableString.Invariant($"The webhook answered with {(int)response.StatusCode}."));
            }

            var content = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return Answer(message, Twiml.Read(response.Content.Headers.ContentType?.MediaType, content));
        }
        catch (HttpRequestException exception)
        {
            return new TwilioError(RetrievalFailure, "The webhook could not be reached: " + exception.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TwilioError(RetrievalFailure, "The webhook did not answer within 15 seconds.");
        }
    }

    private TwilioError? Answer(EmulatedMessage message, Twiml twiml)
    {
        var refusals = twiml.Messages.Select(reply => outgoing.Reply(message, reply)).ToList();
        return twiml.Problem ?? refusals.Find(static refusal => refusal is not null);
    }

    // https://www.twilio.com/docs/messaging/guides/webhook-request
    private static List<KeyValuePair<string, string>> Parameters(EmulatedMessage message, OptOutKeyword keyword, Uri baseAddress)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("AccountSid", message.AccountSid),
            new("ApiVersion", MessageResource.ApiVersion),
            new("Body", message.Body),
            new("From", message.From!),
            new("MessageSid", message.Sid),
            new("NumMedia", message.MediaUrls.Count.ToString(CultureInfo.InvariantCulture)),
            new("NumSegments", message.Segments.ToString(CultureInfo.InvariantCulture)),
            new("SmsMessageSid", message.Sid),
            new("SmsSid", message.Sid),
            new("SmsStatus", "received"),
            new("To", message.To),
        ];
        foreach (var (index, medium) in MessageMedia.Of(message).Index())
        {
            var position = index.ToString(CultureInfo.InvariantCulture);
            parameters.Add(new("MediaContentType" + position, medium.ContentType));
            parameters.Add(new("MediaUrl" + position, new Uri(baseAddress, medium.Path).ToString()));
        }

        if (message.MessagingServiceSid is { } service)
        {
            parameters.Add(new("MessagingServiceSid", service));
        }

        if (keyword != OptOutKeyword.None)
        {
            parameters.Add(new("OptOutType", OptOutWords.TypeOf(keyword)));
        }

        return parameters;
    }
}
