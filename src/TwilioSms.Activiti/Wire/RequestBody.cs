using System.IO.Compression;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Wire;

/// <summary>The body of a message as it was before its sender compressed it.</summary>
internal static class RequestBody
{
    /// <summary>Inflates a body, no further than it may be long.</summary>
    /// <param name="body">What came.</param>
    /// <param name="contentEncoding">As the message says: <c>gzip</c>, <c>deflate</c>, or such as <c>gzip:UTF-8</c>.</param>
    /// <param name="most">How long it may be, in bytes.</param>
    /// <exception cref="UnreadableRequestException">It is too long, damaged, or compressed in another way.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> body, string? contentEncoding, int most)
    {
        var encoding = contentEncoding?.Split(':')[0].Trim();
        if (string.IsNullOrEmpty(encoding) || IsPlain(encoding))
        {
            return body.Length <= most ? body : throw TooLong(most);
        }

        using var compressed = new MemoryStream(body.ToArray(), writable: false);
        using var inflating = encoding switch
        {
            _ when Is("gzip") => (Stream)new GZipStream(compressed, CompressionMode.Decompress),
            // What is called deflate has zlib's header where it comes from Java, and has none elsewhere.
            _ when Is("deflate") && HasZlibHeader(body.Span) => new ZLibStream(compressed, CompressionMode.Decompress),
            _ when Is("deflate") => new DeflateStream(compressed, CompressionMode.Decompress),
            _ => throw new UnreadableRequestException("The request is compressed in a way that is neither gzip nor deflate."),
        };
        try
        {
            return Inflate(inflating, most);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableRequestException("The request is not compressed as it says.");
        }

        bool Is(string name) => encoding.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlyMemory<byte> Inflate(Stream inflating, int most)
    {
        using var inflated = new MemoryStream();
        var piece = new byte[16 * 1024];
        int length;
        while ((length = inflating.Read(piece, 0, piece.Length)) > 0)
        {
            if (inflated.Length + length > most)
            {
                throw TooLong(most);
            }

            inflated.Write(piece, 0, length);
        }

        return inflated.GetBuffer().AsMemory(0, (int)inflated.Length);
    }

    // Some senders say here which characters the text is of.
    private static bool IsPlain(string encoding) =>
        encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) || encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase);

    private static bool HasZlibHeader(ReadOnlySpan<byte> body) =>
        body.Length >= 2 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;

    private static UnreadableRequestException TooLong(int most) =>
        new(FormattableString.Invariant($"The request is longer than the {most} bytes that Activiti:MaxRequestBytes allows."));
}
