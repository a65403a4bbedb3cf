using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>Why a message that Twilio had accepted was not delivered.</summary>
public sealed class SmsDeliveryError
{
    // Twilio's error dictionary, https://www.twilio.com/docs/api/errors, a page a code: what happened, and whether its page has the same
    // message sent again. Where nobody knows whether the first one arrived, sending again may text somebody twice.
    private static readonly Dictionary<int, SmsDeliveryError> Table = new SmsDeliveryError[]
    {
        new(20504, true, "Something failed inside Twilio."),
        new(30001, true, "The sender's queue is full: it was given more than it could send in four hours."),
        new(30002, false, "The account was suspended between the message being accepted and being sent."),
        new(30003, true, "The phone cannot be reached: it is off or without signal, or it does not take texts."),
        new(30004, false, "The recipient, or their carrier, blocks the message."),
        new(30005, false, "The number is not known to its carrier, or not in service any more."),
        new(30006, false, "The number is a landline, or its carrier cannot be reached."),
        new(30007, false, "Twilio or a carrier filtered the message: its content, or how it is sent, is taken for spam."),
        new(30008, true, "The carrier does not say why."),
        new(30009, false, "A part of an incoming message did not arrive."),
        new(30010, false, "The message costs more than its maximum price."),
        new(30011, false, "The number cannot receive pictures and other media."),
        new(30017, true, "The carrier's network is congested."),
        new(30018, false, "The carrier wants senders to be registered, and this one is not."),
        new(30019, false, "The content is larger than the carrier takes."),
        new(30020, true, "Something failed inside Twilio while the message was scheduled."),
        new(30021, true, "Something failed inside Twilio's Messaging Services."),
        new(30022, true, "The registered campaign sends faster than US carriers allow it."),
        new(30023, true, "The registered campaign has sent what US carriers allow it a day."),
        new(30024, false, "The sender is not provisioned at the recipient's carrier: it was registered a short time ago, or never."),
        new(30025, false, "A warning: the campaign has used 50 % of what T-Mobile allows it a day."),
        new(30026, false, "A warning: the campaign has used 70 % of what T-Mobile allows it a day."),
        new(30027, true, "The registered campaign has sent what T-Mobile allows it a day."),
        new(30032, false, "The toll-free number has not been verified."),
        new(30033, false, "The registered campaign is suspended."),
        new(30034, false, "The sender is a US number that belongs to no registered campaign."),
        new(30035, false, "The sender's registration is still under way, which takes up to a day."),
        new(30036, false, "The message could not be delivered within its validity period."),
        new(30037, false, "Sending is disabled for the account."),
        new(30038, false, "The message has a one-time code, which Twilio numbers do not receive."),
        new(30039, false, "The incoming message was written by a machine: answering it might never end."),
        new(30040, false, "The carrier wants senders to be registered, and this one is not."),
        new(30041, false, "The sender is a number that is not registered for the United Kingdom."),
        new(30042, false, "The sender's name is too general, or has characters that are not allowed."),
        new(30043, false, "The carrier takes the message for one from abroad, which came in as one of the country's own."),
        new(30101, false, "The links of the message could not be shortened: the domain is not verified."),
        new(30102, false, "The links of the message could not be shortened: the domain's certificate has expired."),
        new(30103, false, "The links of the message could not be shortened."),
        new(30410, true, "A provider did not answer in time. The message may have arrived all the same."),
        new(30450, false, "Twilio's protection against pumped traffic blocked the message."),
        new(30453, false, "Twilio did not deliver the message, for a reason it does not tell."),
        new(30454, true, "The account has sent what it may for now."),
        new(30485, false, "Twilio did not deliver the message, for a reason it does not tell."),
        new(30500, true, "Something failed inside Twilio."),
        new(30610, false, "Rules of the recipient's region forbid such a message at that time of day: it has to be sent by day."),
        new(30615, false, "Rules of the recipient's region forbid such a message at that time of day: it has to be sent by day."),
        new(30620, false, "The message does not fit the use that its sender is registered for."),
        new(30630, false, "The recipient has unsubscribed from this sender (STOP): only START from that phone lifts it."),
        new(63001, false, "The channel does not accept the sender's credentials."),
        new(63002, false, "The channel does not know the sender."),
        new(63003, false, "The channel does not know the recipient."),
        new(63005, false, "The channel does not accept the content."),
        new(63006, false, "The content cannot be put into the form that the channel wants."),
        new(63008, false, "The channel is not configured as it has to be."),
        new(63009, true, "Something failed at the channel's provider."),
        new(63010, true, "Something failed inside Twilio on the way to the channel."),
        new(63011, false, "The channel's provider could not tell what the recipient can receive."),
        new(63012, true, "Something failed at the channel's provider."),
        new(63013, false, "The message violates a policy of the channel."),
        new(63014, false, "The recipient has blocked the sender on the channel."),
        new(63015, false, "The recipient has not joined the channel's sandbox."),
        new(63016, false, "The recipient has not written within 24 hours: the channel takes only a template."),
        new(63017, true, "The channel takes messages more slowly."),
        new(63019, false, "A medium could not be downloaded."),
        new(63020, false, "The sender's account at Meta has a problem."),
        new(63021, false, "The channel finds the content invalid."),
        new(63023, false, "The channel failed without saying why; ChannelStatusMessage may say more."),
        new(63024, false, "The recipient cannot be written to on the channel."),
        new(63027, false, "The template does not exist in the language."),
        new(63028, false, "The template has another number of parameters."),
        new(63029, false, "The recipient's phone could not load the template."),
        new(63030, false, "The channel does not take a parameter of the message."),
        new(63032, false, "A limit of WhatsApp's keeps this recipient from being written to."),
        new(63033, false, "The recipient does not want messages from the sender."),
        new(63034, false, "A medium is larger than the channel takes, which is 5 MB."),
        new(63035, false, "The RCS sender is not launched, or not in the recipient's region."),
        new(63036, false, "The phone does not take RCS at this time."),
        new(63037, false, "A medium could not be handed to the channel; Twilio tries that again by itself."),
        new(63039, true, "Meta slows the sender down, as people find its messages bothersome."),
        new(63049, false, "Meta chose not to deliver the message, to keep the recipient from too much marketing."),
        new(63051, false, "WhatsApp has locked the sender's business account, as it violated a policy."),
        new(63052, false, "A template was sent as a text: WhatsApp takes it by ContentSid and ContentVariables only."),
    }.ToDictionary(static error => error.Code);

    private SmsDeliveryError(int code, bool canRetry, string meaning)
    {
        Code = code;
        CanRetry = canRetry;
        Meaning = meaning;
    }

    /// <summary>Twilio's code, such as 30003.</summary>
    public int Code { get; }

    /// <summary>What happened, in a sentence.</summary>
    public string Meaning { get; }

    /// <summary>Whether sending the same message again, later, can help. It is a new message, under an idempotency key of its own.</summary>
    public bool CanRetry { get; }

    /// <summary>Twilio's page of the error.</summary>
    public Uri MoreInfo => TwilioErrorPage.Of(Code)!;

    /// <summary>What is known of a code. Of one that is not known, that the message was not delivered, and Twilio's page.</summary>
    /// <param name="code">The code.</param>
    public static SmsDeliveryError Of(int code) =>
        Table.TryGetValue(code, out var error) ? error
        // With a Messaging Service, what would have been refused at once is often told later.
        : TwilioCode.Find(code) is { } refusal ? new SmsDeliveryError(code, refusal.Error == SmsErrorCode.ServiceUnavailable, refusal.Meaning)
        : new SmsDeliveryError(code, false, "The message was not delivered.");

    /// <summary>The code and what happened.</summary>
    public override string ToString() => FormattableString.Invariant($"{Code}: {Meaning}");
}
