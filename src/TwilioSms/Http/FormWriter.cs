using System.Buffers;
using System.Text;

namespace TwilioSms.Http;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> text as UTF-8, with no string in between.</summary>
internal ref struct FormWriter
{
    // Room for the text of one segment and the usual parameters.
    private const int InitialCapacity = 1024;
    private const int MaxUtf8BytesPerChar = 3;
    private const int EscapeLength = 3;

    private byte[] buffer;
    private int length;

    private FormWriter(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Encodes parameters in their order.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var writer = new FormWriter(InitialCapacity);
        for (var i = 0; i < parameters.Count; i++)
        {
            writer.Add(parameters[i].Key, parameters[i].Value);
        }

        return writer.ToMemory();
    }

    /// <summary>Encodes one parameter.</summary>
    public static ReadOnlyMemory<byte> Write(string name, string value)
    {
        var writer = new FormWriter(InitialCapacity);
        writer.Add(name, value);
        return writer.ToMemory();
    }

    private void Add(string name, string value)
    {
        Reserve(name.Length + 2);
        if (length > 0)
        {
            buffer[length++] = (byte)'&';
        }

        length += Encoding.ASCII.GetBytes(name, 0, name.Length, buffer, length);
        buffer[length++] = (byte)'=';
        Escape(value);
    }

    private void Escape(string value)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(value.Length * MaxUtf8BytesPerChar);
        var count = Encoding.UTF8.GetBytes(value, 0, value.Length, utf8, 0);
        Reserve(count * EscapeLength);
        for (var i = 0; i < count; i++)
        {
            Escape(utf8[i]);
        }

        Return(utf8);
    }

    private void Escape(byte value)
    {
        if (value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9')
            or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' or (byte)'*')
        {
            buffer[length++] = value;
        }
        else if (value == (byte)' ')
        {
            buffer[length++] = (byte)'+';
        }
        else
        {
            buffer[length++] = (byte)'%';
            buffer[length++] = HexDigit(value >> 4);
            buffer[length++] = HexDigit(value & 0xF);
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private void Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            Array.Copy(buffer, larger, length);
            Return(buffer);
            buffer = larger;
        }
    }

    private readonly ReadOnlyMemory<byte> ToMemory()
    {
        var written = buffer.AsSpan(0, length).ToArray();
        Return(buffer);
        return written;
    }

    // The buffer held the text of a message: it must not wait in the pool for its next user.
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
