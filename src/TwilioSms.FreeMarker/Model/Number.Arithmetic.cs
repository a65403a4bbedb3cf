using System.Numerics;

namespace TwilioSms.FreeMarker;

/// <content>Arithmetic as FreeMarker's default engine does it: in exact decimals, rounding half up where it must.</content>
internal readonly partial struct Number
{
    // FreeMarker's arithmetic engine: a quotient has at least, a product at most, this many decimals.
    private const int EngineScale = 12;

    public static Number Add(in Number left, in Number right)
    {
        Number a = left.ToDecimal(), b = right.ToDecimal();
        if (a.scale == b.scale && a.big is null && b.big is null)
        {
            var sum = unchecked(a.bits + b.bits);
            if (((a.bits ^ sum) & (b.bits ^ sum)) >= 0)
            {
                return new Number(sum, a.scale);
            }
        }

        var scale = Math.Max(a.scale, b.scale);
        return a.TryRescale(scale, out long x) && b.TryRescale(scale, out long y) && !WouldOverflow(x, y)
            ? new Number(x + y, scale)
            : new Number(a.Rescale(scale) + b.Rescale(scale), scale);
    }

    public static Number Subtract(in Number left, in Number right) => Add(left, NegateExact(right.ToDecimal()));

    public static Number Multiply(in Number left, in Number right)
    {
        Number a = left.ToDecimal(), b = right.ToDecimal();
        var scale = CheckedScale((long)a.scale + b.scale);
        var product = a.big is null && b.big is null && TryMultiply(a.bits, b.bits, out long fast)
            ? new Number(fast, scale)
            : new Number(a.Unscaled * b.Unscaled, scale);
        return scale > EngineScale ? product.SetScale(EngineScale, RoundingMode.HalfUp) : product;
    }

    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static Number Divide(in Number left, in Number right)
    {
        Number a = left.ToDecimal(), b = right.ToDecimal();
        if (b.IsZero)
        {
            throw new DivideByZeroException();
        }

        var scale = Math.Max(Math.Max(a.scale, b.scale), EngineScale);
        var shift = CheckedScale((long)scale + b.scale - a.scale);
        if (a.big is null && b.big is null && shift is >= 0 and <= PowersOfTen.MaxExponent
            && TryMultiply(a.bits, PowersOfTen.Int64(shift), out long dividend) && dividend != long.MinValue)
        {
            var quotient = Math.DivRem(dividend, b.bits, out long remainder);
            return new Number(quotient + RoundingIncrement(quotient, remainder, b.bits, RoundingMode.HalfUp), scale);
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
    public static Number Remainder(in Number left, in Number right)
    {
        var divisor = right.ToInt64();
        return divisor switch
        {
            0 => throw new DivideByZeroException(),
            -1 => Zero, // Int64.MinValue % -1 overflows
            _ => From(left.ToInt64() % divisor),
        };
    }

    /// <summary>The unary minus: FreeMarker multiplies by -1, so the result obeys the rules of a product.</summary>
    /// <summary>Unlike other arithmetic, negation leaves binary numbers binary: -0 and NaN are among them.</summary>
    public static Number Negate(in Number value) => value.kind == NumberKind.Decimal ? Multiply(From(-1), value) : new Number(-value.Binary, value.kind);

    public static Number Abs(in Number value) => value.kind switch
    {
        NumberKind.Decimal => value.Sign < 0 ? NegateExact(value) : value,
        _ => value.Binary < 0 ? Negate(value) : value, // as in Java, -0 stays
    };

    /// <summary>The value times <paramref name="factor"/> with every decimal of the product, as formats like percent need it.</summary>
    internal Number Scaled(int factor) => factor switch
    {
        1 => this,
        _ when kind != NumberKind.Decimal => From(Binary * factor),
        100 => WithScale(CheckedScale((long)scale - 2)),
        1000 => WithScale(CheckedScale((long)scale - 3)),
        _ => new Number(Unscaled * factor, scale),
    };

    private static Number NegateExact(in Number value) => value.big is null && value.bits != long.MinValue
        ? new Number(-value.bits, value.scale)
        : new Number(-value.Unscaled, value.scale);

    private Number WithScale(int newScale) => new(big, bits, newScale, NumberKind.Decimal);

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
        var shift = (long)newScale - scale;
        unscaled = 0;
        return big is null && (bits == 0 || (shift <= PowersOfTen.MaxExponent && TryMultiply(bits, PowersOfTen.Int64((int)shift), out unscaled)));
    }

    private BigInteger Rescale(int newScale) => IsZero ? BigInteger.Zero : Unscaled * PowersOfTen.Big(CheckedScale((long)newScale - scale));
}
