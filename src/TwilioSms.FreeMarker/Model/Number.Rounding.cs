using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <content>Rounding and the integer next to a value.</content>
internal readonly partial struct Number
{
    /// <summary>The nearest integer, halves upwards: -2.5 gives -2.</summary>
    /// <remarks>FreeMarker's ?round, ?floor and ?ceiling go through a double, which shows beyond its 15 digits; so do these.</remarks>
    /// <exception cref="ArithmeticException">The value is infinite, not a number, or out of the range of a double.</exception>
    public static Number Round(Number value) => Add(FromDoubleExact(value.ToDouble()), new Number(5L, 1)).SetScale(0, RoundingMode.Floor);

    /// <inheritdoc cref="Round"/>
    public static Number Floor(Number value) => FromDoubleExact(value.ToDouble()).SetScale(0, RoundingMode.Floor);

    /// <inheritdoc cref="Round"/>
    public static Number Ceiling(Number value) => FromDoubleExact(value.ToDouble()).SetScale(0, RoundingMode.Ceiling);

    /// <summary>The integer part.</summary>
    /// <exception cref="ArithmeticException">The value is infinite or not a number.</exception>
    public static Number Truncate(Number value) => value.ToExact().SetScale(0, RoundingMode.Down);

    /// <summary>The same value with <paramref name="newScale"/> decimals.</summary>
    /// <exception cref="ArithmeticException">Rounding is needed and <paramref name="mode"/> forbids it.</exception>
    public Number SetScale(int newScale, RoundingMode mode)
    {
        if (newScale == StoredScale)
        {
            return this;
        }

        if (newScale > StoredScale)
        {
            return TryRescale(newScale, out long raised) ? new Number(raised, newScale) : new Number(Rescale(newScale), newScale);
        }

        var drop = (long)StoredScale - newScale;
        if (drop > Precision)
        {
            // Nothing but a fraction far below one half is left: no need to write out the power of ten.
            var increment = IsZero ? 0 : RoundingIncrement(Sign, -1, mode, odd: false);
            return new Number((long)increment, newScale);
        }

        if (!IsBig && drop <= PowersOfTen.MaxExponent)
        {
            return new Number(DivideRounded(bits, PowersOfTen.Int64((int)drop), mode), newScale);
        }

        return new Number(DivideRounded(Unscaled, PowersOfTen.Big((int)drop), mode), newScale);
    }

    /// <summary>What to add to a quotient truncated towards zero: its sign's unit, or nothing.</summary>
    /// <param name="sign">The sign of the exact quotient.</param>
    /// <param name="half">The dropped part compared with one half.</param>
    /// <param name="mode">How to round.</param>
    /// <param name="odd">Whether the last digit kept is odd.</param>
    internal static int RoundingIncrement(int sign, int half, RoundingMode mode, bool odd)
    {
        var away = mode switch
        {
            RoundingMode.Up => true,
            RoundingMode.Down => false,
            RoundingMode.Ceiling => sign > 0,
            RoundingMode.Floor => sign < 0,
            RoundingMode.HalfUp => half >= 0,
            RoundingMode.HalfDown => half > 0,
            RoundingMode.HalfEven => half > 0 || (half == 0 && odd),
            _ => throw new ArithmeticException("Rounding is needed, but the rounding mode is \"unnecessary\"."),
        };
        return away ? sign : 0;
    }

    /// <summary>A quotient of 64-bit integers, rounded to one.</summary>
    internal static long DivideRounded(long dividend, long divisor, RoundingMode mode)
    {
        var quotient = Math.DivRem(dividend, divisor, out long remainder);
        return quotient + RoundingIncrement(quotient, remainder, divisor, mode);
    }

    private static int RoundingIncrement(long quotient, long remainder, long divisor, RoundingMode mode)
    {
        if (remainder == 0)
        {
            return 0;
        }

        // |remainder| < |divisor|, so the distance to the next multiple cannot overflow on the negative side.
        var distance = -Math.Abs(remainder) - (divisor > 0 ? -divisor : divisor);
        var half = Math.Abs(remainder).CompareTo(distance);
        return RoundingIncrement((remainder < 0) == (divisor < 0) ? 1 : -1, half, mode, (quotient & 1) != 0);
    }

    private static BigInteger DivideRounded(BigInteger numerator, BigInteger denominator, RoundingMode mode)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        if (remainder.IsZero)
        {
            return quotient;
        }

        var half = (BigInteger.Abs(remainder) << 1).CompareTo(BigInteger.Abs(denominator));
        return quotient + RoundingIncrement(remainder.Sign * denominator.Sign, half, mode, !quotient.IsEven);
    }
}
