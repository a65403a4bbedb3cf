using System.Buffers;
using System.Globalization;
using System.Text;

namespace TwilioSms.Http;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> text as UTF-8, once, with no string in between.</summary>
internal ref struct FormWriter
{
    private const int MaxUtf8BytesPerChar = 3;
    private const int EscapeLength = 3;

    private byte[] buffer;
    private int length;

    public FormWriter(int capacity) => buffer = new byte[capacity];

    public readonly ReadOnlyMemory<byte> Written => new(buffer, 0, length);

    public void Add(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        Reserve(name.Length + 2);
        if (length > 0)
        {
            buffer[length++] = (byte)'&';
        }

        length += Encoding.ASCII.GetBytes(name, 0, name.Length, buffer, length);
        buffer[length++] = (byte)'=';
        Escape(value);
    }

    public void Add(string name, bool? value) => Add(name, value switch { null => null, true => "true", false => "false" });

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    private void Escape(string value)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(value.Length * MaxUtf8BytesPerChar);
        var count = Encoding.UTF8.GetBytes(value, 0, value.Length, utf8, 0);
        Reserve(count * EscapeLength);
        for (var i = 0; i < count; i++)
        {
            Escape(utf8[i]);
        }

        // The buffer held the text of a message: it must not wait in the pool for its next user.
        ArrayPool<byte>.Shared.Return(utf8, clearArray: true);
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
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
        }
    }
}
