using System.Security.Cryptography;
using System.Text;
using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What it takes to recognise a message in Twilio's list. It holds a digest of the text, never the text.</summary>
internal sealed class MessageTrace
{
    private const int LongestShortCode = 6;
    private const string TrialPrefix = "Sent from your Twilio trial account - ";

    private readonly Uri account;
    private readonly SmsSenderAddress sender;
    private readonly bool numberKept;
    private readonly string? digest;

    public MessageTrace(TwilioEndpoint endpoint, SmsMessage message, SmsSenderAddress sender, string? text)
    {
        account = endpoint.Messages;
        this.sender = sender;
        numberKept = message.AddressRetention is not SmsAddressRetention.Obfuscate;
        digest = string.IsNullOrWhiteSpace(text) ? null : DigestOf(text!);
    }

    /// <summary>The sender that Twilio's list can be filtered by; null where it may name another one.</summary>
    public string? From => sender.MessagingServiceSid is null && IsKeptAsGiven(sender.From!) ? sender.From : null;

    /// <summary>Whose message it is: equal for messages of one account from one sender.</summary>
    public (Uri Account, SmsSenderAddress Sender) Source => (account, sender);

    /// <summary>Whether <paramref name="endpoint"/>'s list shows messages to <paramref name="to"/> under that very number.</summary>
    public bool IsListed(TwilioEndpoint endpoint, string to) => numberKept && account == endpoint.Messages && IsKeptAsGiven(to);

    public bool HasSameText(MessageTrace other) => digest is not null && digest == other.digest;

    public bool HasText(string? listed) => digest is not null && !string.IsNullOrEmpty(listed) && digest == DigestOf(listed!);

    /// <summary>Whether a message of the list was sent by this sender.</summary>
    public bool IsSentBy(ListedMessage listed) => listed.Direction != "inbound" && (sender.MessagingServiceSid is { } service
        ? listed.MessagingServiceSid == service
        : From is null || string.Equals(listed.From, From, StringComparison.OrdinalIgnoreCase));

    // Twilio completes numbers that are not international.
    private static bool IsKeptAsGiven(string address) =>
        address.Length <= LongestShortCode || !address.All(static c => c is >= '0' and <= '9');

    // Twilio may have replaced look-alike characters (smart encoding can be on for a whole Messaging Service), trimmed the text, unified
    // its line ends, or put a trial account's words before it. Texts that differ in nothing else count as equal.
    private static string DigestOf(string text)
    {
        var own = text.StartsWith(TrialPrefix, StringComparison.Ordinal) ? text.Substring(TrialPrefix.Length) : text;
        var plain = SmartEncoding.Apply(own).Replace("\r\n", "\n").Replace('\r', '\n').Trim();
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
