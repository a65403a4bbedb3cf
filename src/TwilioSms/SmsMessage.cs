namespace TwilioSms;

/// <summary>A text message to one or more recipients.</summary>
public sealed class SmsMessage
{
    /// <summary>A message to be filled.</summary>
    public SmsMessage()
    {
    }

    /// <summary>A copy of a message, to be changed: <c>new SmsMessage(message) { To = ["+14155550111"] }</c>.</summary>
    /// <param name="message">The message, which stays as it is.</param>
    public SmsMessage(SmsMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        From = message.From;
        To = message.To;
        Body = message.Body;
        TemplateName = message.TemplateName;
        Metadata = message.Metadata;
        MessagingServiceSid = message.MessagingServiceSid;
        FallbackFrom = message.FallbackFrom;
        MediaUrls = message.MediaUrls;
        ContentSid = message.ContentSid;
        ContentVariables = message.ContentVariables;
        StatusCallback = message.StatusCallback;
        ApplicationSid = message.ApplicationSid;
        ProvideFeedback = message.ProvideFeedback;
        Attempt = message.Attempt;
        ValidityPeriod = message.ValidityPeriod;
        ForceDelivery = message.ForceDelivery;
        ContentRetention = message.ContentRetention;
        AddressRetention = message.AddressRetention;
        SmartEncoded = message.SmartEncoded;
        MaxSegments = message.MaxSegments;
        PersistentActions = message.PersistentActions;
        TrafficType = message.TrafficType;
        ShortenUrls = message.ShortenUrls;
        SendAt = message.SendAt;
        SendAsMms = message.SendAsMms;
        RiskCheck = message.RiskCheck;
        MessageIntent = message.MessageIntent;
        IdempotencyKey = message.IdempotencyKey;
    }

    /// <summary>The sender: a phone number in E.164 form, an alphanumeric sender, a short code, a channel address
    /// (<c>whatsapp:+...</c>) or a Messaging Service SID (<c>MG...</c>). Required unless <see cref="MessagingServiceSid"/> is set.</summary>
    public string? From { get; init; }

    /// <summary>The recipients: phone numbers in E.164 form or channel addresses. Required. They are sent to as
    /// <see cref="SmsAddress.Normalize"/> reads them; one given twice is sent to once.</summary>
    public IReadOnlyList<string> To { get; init => field = value ?? []; } = [];

    /// <summary>The text: a FreeMarker template over <see cref="Metadata"/>. Required unless <see cref="TemplateName"/>,
    /// <see cref="MediaUrls"/> or <see cref="ContentSid"/> says what to send. At most 1,600 characters once rendered.</summary>
    public string? Body { get; init; }

    /// <summary>The name of a template that holds the text, read through the template loader of the connector's template settings;
    /// instead of <see cref="Body"/>.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The values that the template refers to.</summary>
    public SmsMetadata? Metadata { get; init; }

    /// <summary>The Messaging Service that chooses the sender: <c>MG</c> and 32 hexadecimal digits.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>The sender to fall back to when a rich (RCS) message cannot be delivered. Needs <see cref="MessagingServiceSid"/>.</summary>
    public string? FallbackFrom { get; init; }

    /// <summary>Pictures and other media, fetched by Twilio: at most 10 absolute URLs.</summary>
    public IReadOnlyList<Uri> MediaUrls { get; init => field = value ?? []; } = [];

    /// <summary>A stored content template of Twilio's: <c>HX</c> and 32 hexadecimal digits.</summary>
    public string? ContentSid { get; init; }

    /// <summary>The variables of <see cref="ContentSid"/>, a JSON object as text: a FreeMarker template over <see cref="Metadata"/>, in
    /// which values are written as <c>"${name?json_string}"</c>, so that a quotation mark in one cannot end it.</summary>
    public string? ContentVariables { get; init; }

    /// <summary>Where Twilio reports the message's status, an absolute http or https URL. It is sent as it was written, so that the
    /// signature of Twilio's request can be checked by it. Twilio reports once, and again only as a fragment says: with
    /// <c>#rc=3&amp;rp=5xx</c> up to three times more after an answer of 500 and above, within 15 seconds.</summary>
    public Uri? StatusCallback { get; init; }

    /// <summary>The Twilio application whose status callback is used: <c>AP</c> and 32 hexadecimal digits.
    /// <see cref="StatusCallback"/> wins over it.</summary>
    public string? ApplicationSid { get; init; }

    /// <summary>Whether the recipient's confirmation of delivery will be reported to Twilio.</summary>
    public bool? ProvideFeedback { get; init; }

    /// <summary>How many times this message has been attempted, this one included.</summary>
    public int? Attempt { get; init; }

    /// <summary>How long the message may wait in Twilio's queue before it fails: whole seconds, 1 to 36,000. Twilio's default is
    /// 36,000 s.</summary>
    public TimeSpan? ValidityPeriod { get; init; }

    /// <summary>Whether to attempt the message although Twilio takes the number for a landline.</summary>
    public bool? ForceDelivery { get; init; }

    /// <summary>Whether Twilio keeps the text and the media after delivery.</summary>
    public SmsContentRetention? ContentRetention { get; init; }

    /// <summary>Whether Twilio keeps the recipient's number after delivery.</summary>
    public SmsAddressRetention? AddressRetention { get; init; }

    /// <summary>Whether Twilio replaces look-alike Unicode characters so that the text fits into fewer segments.</summary>
    public bool? SmartEncoded { get; init; }

    /// <summary>The most segments that the text may take once rendered, at least 1; null for no limit. A dearer message is refused
    /// before anything is sent. Counted as <see cref="SmsSegments.Count(string, bool)"/> does, with smart encoding where <see cref="SmartEncoded"/> is
    /// true. A message with media, or one sent as MMS, has no segments and is not refused.</summary>
    public int? MaxSegments { get; init; }

    /// <summary>Rich actions, such as a location (<c>geo:...</c>), for channels that support them.</summary>
    public IReadOnlyList<string> PersistentActions { get; init => field = value ?? []; } = [];

    /// <summary>The kind of traffic the message is, where it is not ordinary.</summary>
    public SmsTrafficType? TrafficType { get; init; }

    /// <summary>What the message is for, by which Twilio shapes traffic and keeps to rules of compliance.</summary>
    public SmsMessageIntent? MessageIntent { get; init; }

    /// <summary>Whether Twilio shortens the links in the text. Needs <see cref="MessagingServiceSid"/>.</summary>
    public bool? ShortenUrls { get; init; }

    /// <summary>When Twilio sends the message: 5 minutes to 35 days ahead. Needs <see cref="MessagingServiceSid"/>.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Whether the message goes out as an MMS whatever it holds.</summary>
    public bool? SendAsMms { get; init; }

    /// <summary>Whether Twilio's SMS pumping protection looks at the message. Twilio's default is <see cref="SmsRiskCheck.Enable"/>.</summary>
    public SmsRiskCheck? RiskCheck { get; init; }

    /// <summary>Makes the message one that is sent once: under this key at most one message is accepted for each recipient and account, whoever
    /// sends it and how often, for as long as the ledger remembers. Derive it from what causes the message, such as an order's number. A
    /// repeated send answers what became of the first one. Null: each send is a message of its own.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Describes the message without its text and with the numbers masked.</summary>
    public override string ToString() =>
        $"SmsMessage from {Redaction.Mask(From ?? MessagingServiceSid)} to {To.Count} recipient(s)";
}

/// <summary>Whether Twilio keeps the text and the media of a message.</summary>
public enum SmsContentRetention
{
    /// <summary>Kept.</summary>
    Retain,

    /// <summary>Dropped after delivery.</summary>
    Discard,
}

/// <summary>Whether Twilio keeps the recipient's number of a message.</summary>
public enum SmsAddressRetention
{
    /// <summary>Kept.</summary>
    Retain,

    /// <summary>Its last digits are masked after delivery.</summary>
    Obfuscate,
}

/// <summary>Kinds of traffic.</summary>
public enum SmsTrafficType
{
    /// <summary>Traffic free of charge to the recipient.</summary>
    Free,
}

/// <summary>Whether Twilio's SMS pumping protection looks at a message.</summary>
public enum SmsRiskCheck
{
    /// <summary>It does.</summary>
    Enable,

    /// <summary>It does not.</summary>
    Disable,
}
