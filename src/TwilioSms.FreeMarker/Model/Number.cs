using System.Numerics;

namespace TwilioSms.FreeMarker;

/// <summary>
/// A number of the template language: an exact decimal, unscaled value x 10^-scale, of any size; or a binary floating-point
/// number, which is also the only way to be infinite or not a number.
/// </summary>
internal readonly partial struct Number : IComparable<Number>, IEquatable<Number>
{
    // One layout for all kinds: unscaled value, or the bits of the double. An unscaled value that fits is never in big.
    private readonly object? big;
    private readonly long bits;
    private readonly int scale;
    private readonly NumberKind kind;

    private Number(long unscaled, int scale)
    {
        bits = unscaled;
        this.scale = scale;
    }

    private Number(BigInteger unscaled, int scale)
    {
        if (unscaled >= long.MinValue && unscaled <= long.MaxValue)
        {
            bits = (long)unscaled;
        }
        else
        {
            big = unscaled;
        }

        this.scale = scale;
    }

    private Number(double value, NumberKind kind)
    {
        bits = BitConverter.DoubleToInt64Bits(value);
        this.kind = kind;
    }

    public static Number Zero => default;

    public static Number One => new(1L, 0);

    public NumberKind Kind => kind;

    public bool IsNaN => kind != NumberKind.Decimal && double.IsNaN(Binary);

    public bool IsInfinite => kind != NumberKind.Decimal && double.IsInfinity(Binary);

    public bool IsFinite => kind == NumberKind.Decimal || !(double.IsNaN(Binary) || double.IsInfinity(Binary));

    /// <summary>The number of decimals the value carries, trailing zeros included; negative for 1E+2.</summary>
    public int Scale => kind == NumberKind.Decimal ? scale : ToExact().scale;

    public BigInteger UnscaledValue => kind == NumberKind.Decimal ? Unscaled : ToExact().Unscaled;

    /// <summary>-1, 0 or 1.</summary>
    /// <exception cref="ArithmeticException">The value is not a number.</exception>
    public int Sign => kind != NumberKind.Decimal
        ? IsNaN ? throw NotFinite() : Math.Sign(Binary)
        : big is null ? Math.Sign(bits) : ((BigInteger)big).Sign;

    /// <summary>Whether the value prints with a minus: below zero, or the binary -0.0.</summary>
    public bool IsNegative => kind == NumberKind.Decimal ? Sign < 0 : bits < 0 && !IsNaN;

    /// <summary>
    /// How many digits the value has in plain notation, before and after the point; may be one too many. It costs nothing even
    /// for 1E+999999999, so a limit can refuse such a value before any operation has to write out its digits.
    /// </summary>
    public long Digits => kind == NumberKind.Decimal
        ? Math.Max(1, Precision - (long)scale) + Math.Max(0, scale)
        : 1;

    /// <summary>Whether the value has no fraction: 2.00 has none.</summary>
    public bool IsInteger => kind != NumberKind.Decimal
        ? IsFinite && Math.Floor(Binary).Equals(Binary)
        : scale <= 0 || Truncate(this).CompareTo(this) == 0;

    private double Binary => BitConverter.Int64BitsToDouble(bits);

    private BigInteger Unscaled => big is null ? bits : (BigInteger)big;

    private bool IsZero => kind == NumberKind.Decimal ? big is null && bits == 0 : Binary.Equals(0d);

    /// <summary>The number of digits of the unscaled value; for a value over 18 digits it may be one too many.</summary>
    private int Precision => big is null ? PowersOfTen.CountDigits(bits) : (int)BigInteger.Log10(BigInteger.Abs((BigInteger)big)) + 2;

    public static Number From(int value) => new(value, 0);

    public static Number From(long value) => new(value, 0);

    public static Number From(BigInteger value) => new(value, 0);

    /// <summary>An exact decimal from its parts: <paramref name="unscaled"/> x 10^-<paramref name="scale"/>.</summary>
    public static Number From(BigInteger unscaled, int scale) => new(unscaled, scale);

    /// <summary>The value with the scale it is written with: 1.10m has two decimals.</summary>
    public static Number From(decimal value)
    {
#if NET
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
#else
        int[] parts = decimal.GetBits(value);
#endif
        var scale = (parts[3] >> 16) & 0xFF;
        var negative = parts[3] < 0;
        if (parts[2] == 0 && parts[1] >= 0)
        {
            var unscaled = ((long)parts[1] << 32) | (uint)parts[0];
            return new Number(negative ? -unscaled : unscaled, scale);
        }

        var magnitude = ((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32) | (uint)parts[0];
        return new Number(negative ? -magnitude : magnitude, scale);
    }

    public static Number From(double value) => new(value, NumberKind.Double);

    public static Number From(float value) => new(value, NumberKind.Single);

    /// <summary>Whether two numbers have the same value, as <c>==</c> sees it: 1.0 equals 1.00.</summary>
    public bool Equals(Number other) => IsNaN || other.IsNaN ? IsNaN && other.IsNaN : CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    public override int GetHashCode() => ToDouble().GetHashCode();
}
