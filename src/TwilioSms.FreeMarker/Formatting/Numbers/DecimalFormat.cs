using System.Buffers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>Prints numbers by a pattern of Java's DecimalFormat.</summary>
internal sealed partial class DecimalFormat(DecimalPattern pattern, NumberSymbols symbols) : NumberFormat
{
    private const int StackDigits = 20;

    private readonly char decimalSeparator = pattern.IsCurrency ? symbols.MonetaryDecimal : symbols.Decimal;
    private readonly char groupingSeparator = pattern.IsCurrency ? symbols.MonetaryGrouping : symbols.Grouping;
    private readonly int zeroOffset = symbols.Zero - '0';
    private readonly bool isPlain = pattern is { ExponentDigits: 0, Multiplier: 1 };

    /// <summary>The same format with other bounds of the number of decimals.</summary>
    public DecimalFormat WithDecimals(int minimum, int maximum) =>
        new(pattern with { MinimumDecimals = minimum, MaximumDecimals = maximum }, symbols);

    public DecimalFormat WithoutGrouping() => new(pattern with { GroupingSize = 0 }, symbols);

    public override void Write(Number value, OutputWriter output)
    {
        if (isPlain && value.IsShort)
        {
            WriteShort(value.Bits, value.Form.Scale, output);
        }
        else
        {
            WriteScaled(value.Scaled(pattern.Multiplier), output);
        }
    }

    private void WriteScaled(Number value, OutputWriter output)
    {
        if (value.IsNaN)
        {
            output.Write(symbols.NaN);
            return;
        }

        var isNegative = value.IsNegative;
        WriteAffix(isNegative ? pattern.NegativePrefix : pattern.PositivePrefix, output);
        if (value.IsInfinite)
        {
            output.Write(symbols.Infinity);
        }
        else
        {
            WriteFinite(value, isNegative ? -1 : 1, output);
        }

        WriteAffix(isNegative ? pattern.NegativeSuffix : pattern.PositiveSuffix, output);
    }

    private static void WriteAffix(string affix, OutputWriter output)
    {
        if (affix.Length > 0)
        {
            output.Write(affix);
        }
    }

    private void WriteFinite(Number number, int sign, OutputWriter output)
    {
        var value = number.ToShortestDecimal();
        char[]? rented = null;
        var buffer = value.DigitCapacity <= StackDigits
            ? stackalloc char[StackDigits]
            : (rented = ArrayPool<char>.Shared.Rent(value.DigitCapacity));
        var written = value.WriteDigits(buffer);
        var digits = new DecimalDigits(written, checked(written.Length - value.Scale));

        // A binary number's shortest digits may lie on the edge between two roundings where the number itself does not.
        var beyond = number.Kind == NumberKind.Decimal ? 0 : Number.FromDoubleExact(Math.Abs(number.ToDouble())).CompareTo(Number.Abs(value));
        if (pattern.ExponentDigits == 0)
        {
            digits.RoundDecimals(pattern.MaximumDecimals, pattern.RoundingMode, sign, beyond);
            WritePlain(digits, output);
        }
        else
        {
            digits.Round(pattern.MaximumIntegerDigits + pattern.MaximumDecimals, pattern.RoundingMode, sign, beyond);
            WriteScientific(digits, output);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    private void WritePlain(in DecimalDigits digits, OutputWriter output)
    {
        var integers = Math.Max(pattern.MinimumIntegerDigits, digits.Point);
        var decimals = Math.Max(pattern.MinimumDecimals, digits.Count - digits.Point);
        if (integers == 0 && decimals == 0)
        {
            integers = 1;
        }

        var destination = output.Reserve(checked((integers * 2) + decimals + 1));
        var length = 0;
        var untilSeparator = pattern.GroupingSize == 0 ? -1 : (integers - 1) % pattern.GroupingSize;
        for (var place = integers; place > 0; place--, untilSeparator--)
        {
            destination[length++] = (char)(digits[digits.Point - place] + zeroOffset);
            if (untilSeparator == 0 && place > 1)
            {
                destination[length++] = groupingSeparator;
                untilSeparator = pattern.GroupingSize;
            }
        }

        if (decimals > 0 || pattern.AlwaysShowsPoint)
        {
            destination[length++] = decimalSeparator;
        }

        for (var place = 0; place < decimals; place++)
        {
            destination[length++] = (char)(digits[digits.Point + place] + zeroOffset);
        }

        output.Advance(length);
    }

    private void WriteScientific(in DecimalDigits digits, OutputWriter output)
    {
        var isZero = digits.Count == 0;
        var minimumIntegers = pattern.MinimumIntegerDigits;
        int exponent;
        if (pattern.MaximumIntegerDigits > 1 && pattern.MaximumIntegerDigits > minimumIntegers)
        {
            // Engineering notation: the exponent is a multiple of the most digits before the point.
            var period = pattern.MaximumIntegerDigits;
            exponent = (digits.Point >= 1 ? digits.Point - 1 : digits.Point - period) / period * period;
            minimumIntegers = 1;
        }
        else
        {
            exponent = digits.Point - minimumIntegers;
        }

        var integers = isZero ? minimumIntegers : digits.Point - exponent;
        var total = Math.Max(Math.Max(pattern.MinimumIntegerDigits + pattern.MinimumDecimals, integers), digits.Count);
        var destination = output.Reserve(total + 1);
        var length = 0;
        for (var i = 0; i < total; i++)
        {
            if (i == integers)
            {
                destination[length++] = decimalSeparator;
            }

            destination[length++] = (char)(digits[i] + zeroOffset);
        }

        if (pattern.AlwaysShowsPoint && total == integers)
        {
            destination[length++] = decimalSeparator;
        }

        output.Advance(length);
        WriteExponent(isZero ? 0 : exponent, output);
    }

    private void WriteExponent(int exponent, OutputWriter output)
    {
        output.Write(symbols.Exponent);
        if (exponent < 0)
        {
            output.Write(symbols.Minus);
        }

        Span<char> buffer = stackalloc char[StackDigits];
        var digits = Number.From(exponent).WriteDigits(buffer);
        var count = digits.Length;
        var destination = output.Reserve(pattern.ExponentDigits + count);
        var length = 0;
        for (; length < pattern.ExponentDigits - count; length++)
        {
            destination[length] = symbols.Zero;
        }

        for (var i = 0; i < count; i++)
        {
            destination[length++] = (char)(digits[i] + zeroOffset);
        }

        output.Advance(length);
    }
}
