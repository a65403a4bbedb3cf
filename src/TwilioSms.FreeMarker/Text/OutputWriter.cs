using System.Buffers;

namespace TwilioSms.FreeMarker.Text;

/// <summary>Collects the output; its buffer is kept for the next rendering.</summary>
internal class OutputWriter
{
    private char[] buffer = new char[256];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => buffer.AsSpan(0, Length);

    public void Write(string text)
    {
        text.AsSpan().CopyTo(Reserve(text.Length));
        Length += text.Length;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        Length += text.Length;
    }

    /// <summary>What was written from <paramref name="start"/> on, which is taken away.</summary>
    public string Take(int start)
    {
        var text = Writable(start).ToString();
        Truncate(start);
        return text;
    }

    /// <summary>Forgets what was written from <paramref name="start"/> on: texts must not linger in memory that is used again.</summary>
    public void Truncate(int start)
    {
        if (start < Length)
        {
            Writable(start).Clear();
            Length = start;
        }
    }

    /// <summary>What was written from <paramref name="start"/> on, to be changed in place.</summary>
    public Span<char> Writable(int start) => buffer.AsSpan(start, Length - start);

    /// <summary>Room for at least <paramref name="size"/> more characters; <see cref="Advance"/> says how many were used.</summary>
    public Span<char> Reserve(int size)
    {
        if (buffer.Length - Length < size)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + size));
        }

        return buffer.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void CopyTo(IBufferWriter<char> destination) => destination.Write(Written);
}
