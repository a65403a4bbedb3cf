using System.Buffers;
using System.Globalization;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>Prints numbers for programs, without loss: what <c>?c</c> does under every <c>c_format</c> but the legacy one.</summary>
internal sealed class LiteralNumberFormat : NumberFormat
{
    private readonly string infinity;
    private readonly string negativeInfinity;
    private readonly string notANumber;

    private LiteralNumberFormat(string infinity, string negativeInfinity, string notANumber)
    {
        this.infinity = infinity;
        this.negativeInfinity = negativeInfinity;
        this.notANumber = notANumber;
    }

    public static NumberFormat JavaScript { get; } = new LiteralNumberFormat("Infinity", "-Infinity", "NaN");

    public static NumberFormat Java { get; } = new LiteralNumberFormat("Double.POSITIVE_INFINITY", "Double.NEGATIVE_INFINITY", "Double.NaN");

    public static NumberFormat XmlSchema { get; } = new LiteralNumberFormat("INF", "-INF", "NaN");

    public override void Write(Number value, OutputWriter output)
    {
        if (!value.IsFinite)
        {
            output.Write(value.IsNaN ? notANumber : value.Sign > 0 ? infinity : negativeInfinity);
            return;
        }

        var number = value.ToDecimal();
        var rented = ArrayPool<char>.Shared.Rent(number.DigitCapacity);
        var written = number.WriteDigits(rented);
        var digits = new DecimalDigits(written, checked(written.Length - number.Scale));
        if (value.IsNegative && digits.Count > 0)
        {
            output.Write("-");
        }

        var exponent = digits.Point - 1;
        if (NeedsExponent(value, digits))
        {
            WriteDigits(digits, 1, output);
            var sign = exponent > 0 && value.Kind == NumberKind.Decimal ? "+" : string.Empty;
            output.Write($"E{sign}{exponent.ToString(CultureInfo.InvariantCulture)}");
        }
        else
        {
            WriteDigits(digits, digits.Point, output);
        }

        ArrayPool<char>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Where FreeMarker switches to an exponent: for decimals as BigDecimal does but later, for binary numbers as Double and Float do.</summary>
    private static bool NeedsExponent(Number value, in DecimalDigits digits)
    {
        var isWhole = digits.Count <= digits.Point;
        var exponent = digits.Point - 1;
        return digits.Count > 0 && value.Kind switch
        {
            NumberKind.Decimal => isWhole ? digits.Point - digits.Count >= 100 : exponent < -6,
            NumberKind.Double when isWhole => Math.Abs(value.ToDouble()) > 1L << 53,
            NumberKind.Single when isWhole => Math.Abs(value.ToDouble()) > 1 << 24,
            _ => exponent is < -3 or >= 7,
        };
    }

    private static void WriteDigits(in DecimalDigits digits, int point, OutputWriter output)
    {
        var integers = Math.Max(point, 1);
        var decimals = Math.Max(digits.Count - point, 0);
        var destination = output.Reserve(checked(integers + decimals + 1));
        var length = 0;
        for (var i = point - integers; i < point + decimals; i++)
        {
            if (i == point)
            {
                destination[length++] = '.';
            }

            destination[length++] = digits[i];
        }

        output.Advance(length);
    }
}
