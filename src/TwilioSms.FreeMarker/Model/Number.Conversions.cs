using System.Globalization;
using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <content>Comparison, and conversion to and from the binary types with Java's rules.</content>
internal readonly partial struct Number
{
    /// <summary>Compares values: 1.0 is 1.00; infinities are beyond all others.</summary>
    /// <exception cref="ArithmeticException">One side is not a number.</exception>
    public int CompareTo(Number other)
    {
        int sign = Sign, otherSign = other.Sign;
        if (sign != otherSign || sign == 0)
        {
            return sign.CompareTo(otherSign);
        }

        if (Kind == NumberKind.Decimal && other.Kind == NumberKind.Decimal)
        {
            return CompareExact(this, other);
        }

        if (IsInfinite || other.IsInfinite)
        {
            return IsInfinite == other.IsInfinite ? 0 : IsInfinite ? sign : -sign;
        }

        return Kind == other.Kind ? Binary.CompareTo(other.Binary) : CompareExact(ToDecimal(), other.ToDecimal());
    }

    /// <summary>The integer part; a decimal too large wraps around 32 bits, a binary one sticks to the ends of the range.</summary>
    public int ToInt32() => Kind == NumberKind.Decimal
        ? unchecked((int)ToInt64())
        : (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, ToInt64()));

    /// <summary>The integer part; a decimal too large wraps around 64 bits, a binary one sticks to the ends of the range.</summary>
    public long ToInt64()
    {
        if (Kind != NumberKind.Decimal)
        {
            var value = Binary;
            return double.IsNaN(value) ? 0 : value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
        }

        if (!IsBig && StoredScale == 0)
        {
            return bits;
        }

        // 10^64 is a multiple of 2^64, and a value with fewer digits than decimals has no integer part.
        if (StoredScale <= -64 || Precision <= StoredScale)
        {
            return 0;
        }

        return Truncate(this).WrapToInt64();
    }

    /// <summary>The value as a 32-bit integer, if it is exactly one.</summary>
    public bool TryToInt32(out int value)
    {
        var exact = TryToInt64(out long wide) && wide == (int)wide;
        value = exact ? (int)wide : 0;
        return exact;
    }

    /// <summary>The value as a 64-bit integer, if it is exactly one.</summary>
    public bool TryToInt64(out long value)
    {
        if (Form == Form.Whole)
        {
            value = bits;
            return true;
        }

        value = 0;
        if (!IsFinite || Math.Abs((long)StoredScale) > Precision + (long)PowersOfTen.MaxExponent)
        {
            return IsZero;
        }

        var integer = Truncate(this);
        var exact = !integer.IsBig && integer.CompareTo(this) == 0;
        value = exact ? integer.bits : 0;
        return exact;
    }

    /// <summary>The nearest 64-bit integer, halves away from zero, if there is one; a binary value sticks to the ends of the range.</summary>
    public bool TryRoundToInt64(out long value)
    {
        if (Kind != NumberKind.Decimal)
        {
            value = From(Math.Floor(Binary + 0.5)).ToInt64();
            return true;
        }

        if (Precision - (long)StoredScale > PowersOfTen.MaxExponent + 2)
        {
            value = 0;
            return IsZero;
        }

        var rounded = SetScale(0, RoundingMode.HalfUp);
        value = rounded.bits;
        return !rounded.IsBig;
    }

    /// <summary>The nearest double; infinite if there is none.</summary>
    public double ToDouble()
    {
        if (Kind != NumberKind.Decimal)
        {
            return Binary;
        }

        // Both operands are exact in a double, so the one division or multiplication rounds correctly.
        const long MaxExact = 1L << 53;
        if (!IsBig && bits is >= -MaxExact and <= MaxExact)
        {
            switch (StoredScale)
            {
                case 0:
                    return bits;
                case > 0 and <= PowersOfTen.MaxExponent:
                    return (double)bits / PowersOfTen.Int64(StoredScale);
                default:
                    break;
            }
        }

        var text = Unscaled.ToString(CultureInfo.InvariantCulture) + "E" + (-(long)StoredScale).ToString(CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
    }

    public float ToSingle() => Kind == NumberKind.Single ? (float)Binary : ToSingleRounded();

    /// <summary>The value as FreeMarker's arithmetic sees it: a binary number by its shortest decimal text, 0.1 and not 0.1000000000000000055.</summary>
    /// <exception cref="ArithmeticException">The value is infinite or not a number.</exception>
    public Number ToDecimal()
    {
        if (Kind == NumberKind.Decimal)
        {
            return this;
        }

        if (!IsFinite)
        {
            throw NotFinite();
        }

        if (Math.Abs(Binary) < 1UL << 63 && Math.Floor(Binary).Equals(Binary))
        {
            return WholeAsJavaWritesIt((long)Binary, Kind == NumberKind.Single ? 24 : 53);
        }

        var text = Kind == NumberKind.Single
            ? ((float)Binary).ToString("R", CultureInfo.InvariantCulture)
            : Binary.ToString("R", CultureInfo.InvariantCulture);
        return TryParse(text.AsSpan(), out Number value) ? value : Zero;
    }

    /// <summary>
    /// A whole binary number of <paramref name="precision"/> bits as Java 17 writes it: not with the fewest digits that tell it apart, but
    /// with all except as many as the bits beyond the precision are worth, rounded half up.
    /// </summary>
    private static Number WholeAsJavaWritesIt(long value, int precision)
    {
        var excess = -precision - 2;
        for (var rest = Math.Abs(value); rest > 0; rest >>= 1)
        {
            excess++;
        }

        var unit = PowersOfTen.Int64(Math.Max(0, excess) * 30_103 / 100_000); // 2^excess in decimal digits
        return From(((value / unit) + (value % unit / ((unit + 1) / 2))) * unit);
    }

    /// <summary>The decimal that Java's DecimalFormat prints: a binary number, single or double, by its shortest digits as a double.</summary>
    internal Number ToShortestDecimal() => Kind == NumberKind.Single ? From(Binary).ToDecimal() : ToDecimal();

    /// <summary>The exact value of a double: mantissa x 2^exponent, in decimal.</summary>
    internal static Number FromDoubleExact(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw From(value).NotFinite();
        }

        if (Math.Abs(value) < 1L << 53 && Math.Floor(value).Equals(value))
        {
            return new Number((long)value, 0);
        }

        var raw = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((raw >> 52) & 0x7FF);
        var mantissa = raw & 0xFFFFFFFFFFFFFL;
        if (exponent == 0)
        {
            exponent++;
        }
        else
        {
            mantissa |= 1L << 52;
        }

        exponent -= 1075;
        for (; (mantissa & 1) == 0; mantissa >>= 1)
        {
            exponent++;
        }

        BigInteger signed = raw < 0 ? -mantissa : mantissa;
        return exponent >= 0
            ? new Number(signed << exponent, 0)
            : new Number(signed * BigInteger.Pow(5, -exponent), -exponent);
    }

    private static int CompareExact(Number left, Number right)
    {
        if (left.StoredScale == right.StoredScale)
        {
            return !left.IsBig && !right.IsBig ? left.bits.CompareTo(right.bits) : left.Unscaled.CompareTo(right.Unscaled);
        }

        // Values of clearly different magnitude are told apart without writing out their digits.
        long magnitude = left.Precision - (long)left.StoredScale, other = right.Precision - (long)right.StoredScale;
        if (Math.Abs(magnitude - other) > 1)
        {
            return magnitude > other ? left.Sign : -left.Sign;
        }

        var scale = Math.Max(left.StoredScale, right.StoredScale);
        return left.TryRescale(scale, out long x) && right.TryRescale(scale, out long y)
            ? x.CompareTo(y)
            : left.Rescale(scale).CompareTo(right.Rescale(scale));
    }

    private Number ToExact() => Kind == NumberKind.Decimal ? this : FromDoubleExact(Binary);

    private ArithmeticException NotFinite() => new(IsNaN
        ? "NaN takes no part in arithmetic and comparisons."
        : "An infinite number takes no part in arithmetic.");

    private long WrapToInt64() => !IsBig ? bits : unchecked((long)(ulong)(Unscaled & ulong.MaxValue));

    private float ToSingleRounded() => Kind == NumberKind.Double
        ? (float)Binary
        : float.TryParse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            ? value
            : Sign < 0 ? float.NegativeInfinity : float.PositiveInfinity;
}
