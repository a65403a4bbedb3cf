using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TwilioSms.Segments;

namespace TwilioSms.Http;

/// <summary>Texts as Twilio lists them. It may have replaced look-alike characters (smart encoding can be on for a whole Messaging
/// Service), trimmed the text, unified its line ends, or put a trial account's words before it: texts that differ in nothing else count as
/// equal.</summary>
internal static class ListedText
{
    private const string TrialPrefix = "Sent from your Twilio trial account - ";

    /// <summary>What is equal for equal texts, and does not hold the text; null for none.</summary>
    public static LedgerHash? DigestOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var own = text!.StartsWith(TrialPrefix, StringComparison.Ordinal) ? text.Substring(TrialPrefix.Length) : text;
        var plain = SmartEncoding.Apply(own).Replace("\r\n", "\n").Replace('\r', '\n').Trim();
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(plain.Length));
        var source = buffer.AsSpan(0, Encoding.UTF8.GetBytes(plain, 0, plain.Length, buffer, 0));
#if NET
        Span<byte> hash = stackalloc byte[LedgerHash.Length];
        SHA256.HashData(source, hash);
#else
        var hash = SHA256.HashData(source);
#endif
        // It held the text of a message, which must not wait in the pool for its next user.
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return new LedgerHash(hash);
    }
}
