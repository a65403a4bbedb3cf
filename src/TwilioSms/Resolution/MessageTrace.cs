using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What it takes to recognise the messages of one send in Twilio's list. The digest of the text costs nothing until it is asked
/// for, which is when an answer was lost.</summary>
internal sealed class MessageTrace
{
    private readonly SmsSenderAddress sender;
    private readonly Uri account;
    private readonly string? text;
    private LedgerHash? digest;

    public MessageTrace(TwilioEndpoint endpoint, SmsMessage message, SmsSenderAddress sender, string? text)
    {
        this.text = text;
        this.sender = sender;
        account = endpoint.Messages;
        Account = endpoint.Options.Account!;
        Origin = endpoint.Origin;
        Sender = sender.MessagingServiceSid ?? sender.From!;
        IsNumberKept = message.AddressRetention is not SmsAddressRetention.Obfuscate;
        IsTextListed = text is not null && message.ShortenUrls is not true;
    }

    private MessageTrace(MessageTrace trace)
    {
        digest = trace.TextDigest;
        sender = trace.sender;
        account = trace.account;
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

    /// <summary>The sender that Twilio's list can be filtered by; null where it may name another one.</summary>
    public string? From => new SearchTerms(Sender, string.Empty, true).From;

    /// <summary>Whose message it is: equal for messages of one account from one sender.</summary>
    public (Uri Account, SmsSenderAddress Sender) Source => (account, sender);

    /// <summary>Whether <paramref name="endpoint"/>'s list shows messages to <paramref name="to"/> under that very number.</summary>
    public bool IsListed(TwilioEndpoint endpoint, string to) =>
        account == endpoint.Messages && new SearchTerms(Sender, to, IsNumberKept).IsSearchable;

    public bool HasSameText(MessageTrace other) => TextDigest is not null && TextDigest == other.TextDigest;

    public bool HasText(string? listed) => TextDigest is not null && TextDigest == ListedText.DigestOf(listed);

    /// <summary>Whether a message of the list was sent by this sender.</summary>
    public bool IsSentBy(ListedMessage listed) => new SearchTerms(Sender, string.Empty, true).IsSentBy(listed);
}
