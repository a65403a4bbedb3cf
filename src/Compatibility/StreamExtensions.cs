#if NETSTANDARD2_0
using System.Runtime.InteropServices;

namespace TwilioSms;

internal static class StreamExtensions
{
    public static Task WriteAsync(this Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray(bytes, out var segment);
        return stream.WriteAsync(segment.Array, segment.Offset, segment.Count, cancellationToken);
    }

    public static Task<int> ReadAsync(this Stream stream, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray((ReadOnlyMemory<byte>)bytes, out var segment);
        return stream.ReadAsync(segment.Array, segment.Offset, segment.Count, cancellationToken);
    }

    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }
}
#endif
