using System.Buffers;
using System.Text;

namespace TwilioSms.Resolution;

/// <summary>Writes text into a rented buffer, each with its length before it, so that no two lists of texts are the same bytes.</summary>
internal struct ContentWriter() : IDisposable
{
    private const int InitialCapacity = 512;
    private const int MaxUtf8BytesPerChar = 3;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int length;

    public readonly ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <param name="mark">What follows, in ASCII.</param>
    public void Write(char mark)
    {
        Reserve(1);
        buffer[length++] = (byte)mark;
    }

    public void Write(string text)
    {
        Reserve(sizeof(int) + (text.Length * MaxUtf8BytesPerChar));
        var count = Encoding.UTF8.GetBytes(text, 0, text.Length, buffer, length + sizeof(int));
        for (var i = 0; i < sizeof(int); i++)
        {
            buffer[length++] = (byte)(count >> (8 * i));
        }

        length += count;
    }

    // It held what must not wait in the pool for its next user.
    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private void Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            Array.Copy(buffer, larger, length);
            Dispose();
            buffer = larger;
        }
    }
}
