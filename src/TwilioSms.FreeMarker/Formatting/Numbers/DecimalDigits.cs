using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>
/// The significant digits of a value that is being printed: 0.DDD x 10^<see cref="Point"/>, without zeros at either end.
/// </summary>
internal ref struct DecimalDigits
{
    private readonly Span<char> digits;

    /// <param name="digits">The digits of a value without its sign; none are leading zeros.</param>
    /// <param name="point">The place of the decimal point from their start.</param>
    public DecimalDigits(Span<char> digits, int point)
    {
        this.digits = digits;
        Count = digits.Length;
        Point = Count == 0 ? 0 : point;
        TrimEnd();
    }

    public int Count { get; private set; }

    public int Point { get; private set; }

    /// <summary>The digit at a place from the most significant one on, zero beyond the last.</summary>
    public readonly char this[int index] => index >= 0 && index < Count ? digits[index] : '0';

    /// <summary>Rounds to <paramref name="decimals"/> digits after the point.</summary>
    /// <param name="decimals">How many decimals are kept.</param>
    /// <param name="mode">How to round.</param>
    /// <param name="sign">The sign of the value, for the modes that depend on it.</param>
    /// <param name="beyond">How the true value compares with these digits, where they are only the shortest ones of a binary number.</param>
    public void RoundDecimals(int decimals, RoundingMode mode, int sign, int beyond)
    {
        if (decimals >= Count - Point)
        {
            return;
        }

        // Java drops a value below a tenth of the last place whatever the mode.
        if (-Point > decimals)
        {
            Count = Point = 0;
        }
        else
        {
            Round(decimals + Point, mode, sign, beyond);
        }
    }

    /// <summary>Rounds to the <paramref name="kept"/> most significant digits.</summary>
    public void Round(int kept, RoundingMode mode, int sign, int beyond)
    {
        if (kept >= Count)
        {
            return;
        }

        var half = digits[kept].CompareTo('5');
        if (half == 0)
        {
            half = kept < Count - 1 ? 1 : beyond;
        }

        var isOdd = kept > 0 && (digits[kept - 1] & 1) != 0;
        Count = kept;
        if (Number.RoundingIncrement(sign, half, mode, isOdd) != 0)
        {
            Increment();
        }
        else if (kept == 0)
        {
            Point = 0;
        }

        TrimEnd();
    }

    private void Increment()
    {
        while (Count > 0 && digits[Count - 1] == '9')
        {
            Count--;
        }

        if (Count > 0)
        {
            digits[Count - 1]++;
        }
        else
        {
            digits[0] = '1';
            Count = 1;
            Point++;
        }
    }

    private void TrimEnd()
    {
        while (Count > 0 && digits[Count - 1] == '0')
        {
            Count--;
        }
    }
}
