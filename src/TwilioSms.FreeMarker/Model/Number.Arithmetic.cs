using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <content>Arithmetic as FreeMarker's default engine does it: in exact decimals, rounding half up where it must.</content>
internal readonly partial struct Number
{
    // FreeMarker's arithmetic engine: a quotient has at least, a product at most, this many decimals.
    private const int EngineScale = 12;

    public static Number Add(Number left, Number right)
    {
        if (left.IsShort && left.Form == right.Form && !WouldOverflow(left.bits, right.bits))
        {
            return new Number(left.Form, left.bits + right.bits);
        }

        return AddExact(left.ToDecimal(), right.ToDecimal());
    }

    public static Number Subtract(Number left, Number right) => Add(left, NegateExact(right.ToDecimal()));

    public static Number Multiply(Number left, Number right)
    {
        if (left.IsShort && right.IsShort && left.StoredScale + right.StoredScale <= EngineScale && TryMultiply(left.bits, right.bits, out var product))
        {
            return new Number(product, left.StoredScale + right.StoredScale);
        }

        return MultiplyExact(left.ToDecimal(), right.ToDecimal());
    }

    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static Number Divide(Number left, Number right)
    {
        Number a = left.ToDecimal(), b = right.ToDecimal();
        if (b.IsZero)
        {
            throw new DivideByZeroException();
        }

        var scale = Math.Max(Math.Max(a.StoredScale, b.StoredScale), EngineScale);
        var shift = CheckedScale((long)scale + b.StoredScale - a.StoredScale);
        if (!a.IsBig && !b.IsBig && shift is >= 0 and <= PowersOfTen.MaxExponent
            && TryMultiply(a.bits, PowersOfTen.Int64(shift), out long dividend) && dividend != long.MinValue)
        {
            return new Number(DivideRounded(dividend, b.bits, RoundingMode.HalfUp), scale);
        }

        BigInteger numerator = a.Unscaled, denominator = b.Unscaled;
        if (shift >= 0)
        {
            numerator *= PowersOfTen.Big(shift);
        }
        else
        {
            denominator *= PowersOfTen.Big(-shift);
        }

        return new Number(DivideRounded(numerator, denominator, RoundingMode.HalfUp), scale);
    }

    /// <summary>The remainder of the two values truncated to 64-bit integers, which is how FreeMarker defines <c>%</c>.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero after truncation.</exception>
    public static Number Remainder(Number left, Number right)
    {
        var divisor = right.ToInt64();
        return divisor switch
        {
            0 => throw new DivideByZeroException(),
            -1 => Zero, // Int64.MinValue % -1 overflows
            _ => From(left.ToInt64() % divisor),
        };
    }

    /// <summary>The unary minus: FreeMarker multiplies by -1, so the result obeys the rules of a product; but binary numbers stay binary, as
    /// -0 and NaN are among them.</summary>
    public static Number Negate(Number value) => value.Kind == NumberKind.Decimal ? Multiply(From(-1), value) : new Number(-value.Binary, value.Kind);

    public static Number Abs(Number value) => value.Kind switch
    {
        NumberKind.Decimal => value.Sign < 0 ? NegateExact(value) : value,
        _ => value.Binary < 0 ? Negate(value) : value, // as in Java, -0 stays
    };

    /// <summary>The value times <paramref name="factor"/> with every decimal of the product, as formats like percent need it.</summary>
    internal Number Scaled(int factor) => factor switch
    {
        1 => this,
        _ when Kind != NumberKind.Decimal => From(Binary * factor),
        100 => WithScale(CheckedScale((long)StoredScale - 2)),
        1000 => WithScale(CheckedScale((long)StoredScale - 3)),
        _ => new Number(Unscaled * factor, StoredScale),
    };

    private static Number AddExact(Number a, Number b)
    {
        var scale = Math.Max(a.StoredScale, b.StoredScale);
        return a.TryRescale(scale, out long x) && b.TryRescale(scale, out long y) && !WouldOverflow(x, y)
            ? new Number(x + y, scale)
            : new Number(a.Rescale(scale) + b.Rescale(scale), scale);
    }

    private static Number MultiplyExact(Number a, Number b)
    {
        var scale = CheckedScale((long)a.StoredScale + b.StoredScale);
        var product = !a.IsBig && !b.IsBig && TryMultiply(a.bits, b.bits, out long fast)
            ? new Number(fast, scale)
            : new Number(a.Unscaled * b.Unscaled, scale);
        return scale > EngineScale ? product.SetScale(EngineScale, RoundingMode.HalfUp) : product;
    }

    private static Number NegateExact(Number value) => !value.IsBig && value.bits != long.MinValue
        ? new Number(-value.bits, value.StoredScale)
        : new Number(-value.Unscaled, value.StoredScale);

    private Number WithScale(int newScale) => IsBig ? new(Form.Decimal(Unscaled, newScale), 0) : new(bits, newScale);

    private static bool WouldOverflow(long x, long y)
    {
        var sum = unchecked(x + y);
        return ((x ^ sum) & (y ^ sum)) < 0;
    }

    private static bool TryMultiply(long x, long y, out long product)
    {
        product = unchecked(x * y);
        if ((int)x == x && (int)y == y)
        {
            return true;
        }

        return x == 0 || ((x != -1 || y != long.MinValue) && product / x == y);
    }

    private static int CheckedScale(long scale) => scale is >= int.MinValue and <= int.MaxValue
        ? (int)scale
        : throw new OverflowException("The result has too many digits to be represented.");

    /// <summary>The unscaled value at a scale that is not below this one's, where 64 bits hold it.</summary>
    private bool TryRescale(int newScale, out long unscaled)
    {
        var shift = (long)newScale - StoredScale;
        unscaled = 0;
        return !IsBig && (bits == 0 || (shift <= PowersOfTen.MaxExponent && TryMultiply(bits, PowersOfTen.Int64((int)shift), out unscaled)));
    }

    private BigInteger Rescale(int newScale) => IsZero ? BigInteger.Zero : Unscaled * PowersOfTen.Big(CheckedScale((long)newScale - StoredScale));
}
