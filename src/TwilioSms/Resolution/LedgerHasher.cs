using System.Security.Cryptography;
using System.Text;

namespace TwilioSms.Resolution;

/// <summary>Hashes what a ledger knows by (HMAC-SHA256 under the ledger's salt). Equal words of different kinds have different hashes.</summary>
internal sealed class LedgerHasher(ReadOnlyMemory<byte> salt)
{
    private readonly byte[] salt = salt.ToArray();

    public LedgerHash OfKey(string idempotencyKey) => Of(Kind.Key, idempotencyKey);

    /// <param name="address">The normalised address.</param>
    public LedgerHash OfAddress(string address) => Of(Kind.Address, address);

    /// <summary>What the caller gave: sender, body or template name, metadata, media, content. Not the rendered text, which may tell the
    /// time, and not <see cref="SmsMessage.SendAt"/>.</summary>
    public LedgerHash OfContent(SmsMessage message, SmsSenderAddress sender) => Of(Kind.Content, GivenContent.Write(message, sender));

    /// <summary>A text as Twilio may list it; null for none.</summary>
    public LedgerHash? OfText(string? text) => ListedText.DigestOf(text) is { } digest ? OfText(digest) : null;

    /// <param name="digest">The digest of the text, by <see cref="ListedText"/>.</param>
    public LedgerHash OfText(LedgerHash digest) => Of(Kind.Text, digest.ToByteArray());

    private LedgerHash Of(Kind kind, string text) => Of(kind, Encoding.UTF8.GetBytes(text));

    private LedgerHash Of(Kind kind, byte[] bytes)
    {
        var source = new byte[bytes.Length + 1];
        source[0] = (byte)kind;
        bytes.CopyTo(source, 1);
        return new LedgerHash(HMACSHA256.HashData(salt, source));
    }

    private enum Kind : byte
    {
        Key = 1,
        Address = 2,
        Content = 3,
        Text = 4,
    }
}
