using System.Buffers.Text;

namespace TwilioSms.Http;

/// <summary>A date as HTTP writes it (RFC 9110, 5.6.7): <c>Sun, 06 Nov 1994 08:49:37 GMT</c>. Every answer has one, and the general parser of
/// dates costs more than all the rest of an answer.</summary>
internal static class HttpDate
{
    private const int Length = 29;

    /// <summary>The date; null for what is none, the two obsolete forms among it.</summary>
    public static DateTimeOffset? Read(string? written)
    {
        if (written is not { Length: Length })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        for (var i = 0; i < Length; i++)
        {
            bytes[i] = written[i] <= sbyte.MaxValue ? (byte)written[i] : (byte)0;
        }

        return Utf8Parser.TryParse(bytes, out DateTimeOffset date, out _, 'R') ? date : null;
    }
}
