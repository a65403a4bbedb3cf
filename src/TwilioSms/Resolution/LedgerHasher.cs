using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TwilioSms.Http;

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
    public LedgerHash OfContent(SmsMessage message, SmsSenderAddress sender)
    {
        var writer = new ContentWriter();
        GivenContent.Write(ref writer, message, sender);
        var hash = Of(Kind.Content, writer.Written);
        writer.Dispose();
        return hash;
    }

    /// <summary>A text as Twilio may list it; null for none.</summary>
    public LedgerHash? OfText(string? text) => ListedText.DigestOf(text) is { } digest ? OfText(digest) : null;

    /// <param name="digest">The digest of the text, by <see cref="ListedText"/>.</param>
    public LedgerHash OfText(LedgerHash digest) => Of(Kind.Text, digest.ToByteArray());

    private LedgerHash Of(Kind kind, string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        return Of(kind, buffer, Encoding.UTF8.GetBytes(text, 0, text.Length, buffer, 1));
    }

    private LedgerHash Of(Kind kind, ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        bytes.CopyTo(buffer.AsSpan(1));
        return Of(kind, buffer, bytes.Length);
    }

    /// <param name="kind">What it is.</param>
    /// <param name="buffer">A rented buffer that holds the bytes from its second on, given back here.</param>
    /// <param name="length">How many.</param>
    private LedgerHash Of(Kind kind, byte[] buffer, int length)
    {
        buffer[0] = (byte)kind;
        var source = buffer.AsSpan(0, length + 1);
#if NET
        Span<byte> hash = stackalloc byte[LedgerHash.Length];
        HMACSHA256.HashData(salt, source, hash);
#else
        var hash = HMACSHA256.HashData(salt, source);
#endif
        // It held what must not wait in the pool for its next user.
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return new LedgerHash(hash);
    }

    private enum Kind : byte
    {
        Key = 1,
        Address = 2,
        Content = 3,
        Text = 4,
    }
}
