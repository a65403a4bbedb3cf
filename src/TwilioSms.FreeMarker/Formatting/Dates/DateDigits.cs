using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>Writes the characters and numbers dates are made of.</summary>
internal static class DateDigits
{
    private const int MaximumDigits = 10;

    public static void Write(this OutputWriter output, char c)
    {
        output.Reserve(1)[0] = c;
        output.Advance(1);
    }

    /// <summary>A number that is not negative, with leading zeros up to a width.</summary>
    public static void WriteDigits(this OutputWriter output, int value, int width, char zero = '0')
    {
        Span<char> digits = stackalloc char[MaximumDigits];
        var start = MaximumDigits;
        do
        {
            digits[--start] = (char)(zero + (value % 10));
            value /= 10;
        }
        while (value > 0);

        if (MaximumDigits - start < width)
        {
            var zeros = width - (MaximumDigits - start);
            output.Reserve(zeros).Slice(0, zeros).Fill(zero);
            output.Advance(zeros);
        }

        output.Write(digits.Slice(start));
    }
}
