using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Which messages of Twilio's list went from one sender to one recipient.</summary>
/// <param name="Sender">A normalised address or a Messaging Service SID.</param>
/// <param name="To">The recipient.</param>
/// <param name="IsNumberKept">Whether Twilio keeps the recipient's number.</param>
internal readonly record struct SearchTerms(string Sender, string To, bool IsNumberKept)
{
    private const int LongestShortCode = 6;

    /// <summary>Whether the list can show a message to the recipient under that very address: numbers without a plus are completed.</summary>
    public bool IsSearchable => IsNumberKept && !To.All(IsDigit);

    /// <summary>The sender that the list can be filtered by; null where it may name another one.</summary>
    public string? From => IsService || (Sender.Length > LongestShortCode && Sender.All(IsDigit)) ? null : Sender;

    private bool IsService => SmsAddress.IsSid(Sender, "MG");

    /// <summary>Whether a message of the list was sent by the sender.</summary>
    public bool IsSentBy(ListedMessage message) => message.Direction != "inbound" && (IsService
        ? message.MessagingServiceSid == Sender
        : From is null || string.Equals(message.From, From, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a message that is listed under another address may yet have gone to the recipient: its number is masked, or was
    /// rewritten (+52 1 and +52, +54 9 and +54 stand for one number), which leaves its last digits as they are.</summary>
    public bool MayBeListedAs(string? address)
    {
        const int KeptDigits = 6;
        return address is null || address.Length < KeptDigits || To.Length < KeptDigits
            || !address.Skip(address.Length - KeptDigits).All(IsDigit)
            || address.EndsWith(To.Substring(To.Length - KeptDigits), StringComparison.Ordinal);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
