namespace TwilioSms.FreeMarker;

/// <summary>Collects the text of a date, on the stack unless it is unusually long.</summary>
internal ref struct DateTextBuilder(Span<char> buffer)
{
    private Span<char> buffer = buffer;
    private int length;

    public void Append(char c)
    {
        if (length == buffer.Length)
        {
            Grow(1);
        }

        buffer[length++] = c;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > buffer.Length - length)
        {
            Grow(text.Length);
        }

        text.CopyTo(buffer.Slice(length));
        length += text.Length;
    }

    /// <summary>A number that is not negative, with leading zeros up to a width.</summary>
    public void AppendNumber(int value, int width, char zeroDigit = '0')
    {
        Span<char> digits = stackalloc char[10];
        var start = digits.Length;
        do
        {
            digits[--start] = (char)(zeroDigit + (value % 10));
            value /= 10;
        }
        while (value > 0);

        for (var i = digits.Length - start; i < width; i++)
        {
            Append(zeroDigit);
        }

        Append(digits.Slice(start));
    }

    public override readonly string ToString() => buffer.Slice(0, length).ToString();

    private void Grow(int more)
    {
        var larger = new char[Math.Max(buffer.Length * 2, length + more)];
        buffer.Slice(0, length).CopyTo(larger);
        buffer = larger;
    }
}
