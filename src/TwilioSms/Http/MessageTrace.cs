namespace TwilioSms.Http;

/// <summary>What it takes to recognise the messages of one send in Twilio's list. The digest of the text costs nothing until it is asked
/// for, which is when an answer was lost.</summary>
internal sealed class MessageTrace
{
    private readonly string? text;
    private LedgerHash? digest;

    public MessageTrace(TwilioEndpoint endpoint, SmsMessage message, SmsSenderAddress sender, string? text)
    {
        this.text = text;
        Account = endpoint.Options.Account!;
        Origin = endpoint.Origin;
        Sender = sender.MessagingServiceSid ?? sender.From!;
        IsNumberKept = message.AddressRetention is not SmsAddressRetention.Obfuscate;
        IsTextListed = text is not null && message.ShortenUrls is not true;
    }

    private MessageTrace(MessageTrace trace)
    {
        digest = trace.TextDigest;
        Account = trace.Account;
        Origin = trace.Origin;
        Sender = trace.Sender;
        IsNumberKept = trace.IsNumberKept;
        IsTextListed = trace.IsTextListed;
    }

    public string Account { get; }

    public string Origin { get; }

    /// <summary>The Messaging Service or the address that it is sent from.</summary>
    public string Sender { get; }

    public bool IsNumberKept { get; }

    /// <summary>Whether Twilio lists the text that was sent: it does not where it makes the text itself, or shortens links in it.</summary>
    public bool IsTextListed { get; }

    public LedgerHash? TextDigest => digest ??= ListedText.DigestOf(text);

    /// <summary>The same with the digest of the text instead of the text, to be kept for long.</summary>
    public MessageTrace WithoutText() => new(this);
}
