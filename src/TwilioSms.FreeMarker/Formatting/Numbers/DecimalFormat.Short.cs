using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <content>Nearly all numbers are decimals of 64 bits in plain notation: integer arithmetic prints them.</content>
internal sealed partial class DecimalFormat
{
    private void WriteShort(long unscaled, int scale, OutputWriter output)
    {
        WriteAffix(unscaled < 0 ? pattern.NegativePrefix : pattern.PositivePrefix, output);
        var magnitude = Magnitude(Round(unscaled, ref scale));
        for (; scale > pattern.MinimumDecimals && magnitude % 10 == 0; scale--)
        {
            magnitude /= 10;
        }

        WriteDigits(magnitude, scale, output);
        WriteAffix(unscaled < 0 ? pattern.NegativeSuffix : pattern.PositiveSuffix, output);
    }

    private static ulong Magnitude(long value) => value < 0 ? unchecked((ulong)-value) : (ulong)value;

    private long Round(long unscaled, ref int scale)
    {
        var drop = scale - pattern.MaximumDecimals;
        if (drop <= 0)
        {
            return unscaled;
        }

        // Java drops a value below a tenth of the last place whatever the mode.
        scale = pattern.MaximumDecimals;
        return PowersOfTen.CountDigits(unscaled) < drop ? 0 : Number.DivideRounded(unscaled, PowersOfTen.Int64(drop), pattern.RoundingMode);
    }

    private void WriteDigits(ulong magnitude, int scale, OutputWriter output)
    {
        var decimals = Math.Max(pattern.MinimumDecimals, scale);
        var integers = Math.Max(pattern.MinimumIntegerDigits, magnitude == 0 ? 0 : PowersOfTen.CountDigits(magnitude) - scale);
        if (integers == 0 && decimals == 0)
        {
            integers = 1;
        }

        var groupingSize = pattern.GroupingSize;
        var separators = groupingSize == 0 || integers <= groupingSize ? 0 : (integers - 1) / groupingSize;
        var hasPoint = decimals > 0 || pattern.AlwaysShowsPoint;
        var length = checked(integers + separators + (hasPoint ? 1 : 0) + decimals);

        // From the last digit on.
        var destination = output.Reserve(length).Slice(0, length);
        destination.Slice(length - decimals + scale).Fill(symbols.Zero);
        var end = WriteBefore(destination, length - decimals + scale, scale, ref magnitude);
        if (hasPoint)
        {
            destination[--end] = decimalSeparator;
        }

        for (; separators > 0; separators--, integers -= groupingSize)
        {
            end = WriteBefore(destination, end, groupingSize, ref magnitude);
            destination[--end] = groupingSeparator;
        }

        WriteBefore(destination, end, integers, ref magnitude);
        output.Advance(length);
    }

    /// <summary>Takes the last digits off a number and writes them before a position; returns where they start.</summary>
    private int WriteBefore(Span<char> destination, int end, int count, ref ulong magnitude)
    {
        for (; count > 0; count--)
        {
            var rest = magnitude / 10;
            destination[--end] = (char)(symbols.Zero + (int)(magnitude - (rest * 10)));
            magnitude = rest;
        }

        return end;
    }
}
