using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <summary>
/// A number of the template language: an exact decimal, unscaled value x 10^-scale, of any size; or a binary floating-point
/// number, which is also the only way to be infinite or not a number.
/// </summary>
internal readonly partial struct Number : IComparable<Number>, IEquatable<Number>
{
    // The unscaled value, or the bits of the double; the form says which. Zero is the default and has no form.
    private readonly Form? form;
    private readonly long bits;

    internal Number(Form form, long bits)
    {
        this.form = form;
        this.bits = bits;
    }

    private Number(long unscaled, int scale)
        : this(Form.Decimal(scale), unscaled)
    {
    }

    private Number(BigInteger unscaled, int scale)
    {
        // An unscaled value that fits is always in the bits.
        if (unscaled >= long.MinValue && unscaled <= long.MaxValue)
        {
            (form, bits) = (Form.Decimal(scale), (long)unscaled);
        }
        else
        {
            form = Form.Decimal(unscaled, scale);
        }
    }

    private Number(double value, NumberKind kind)
        : this(kind == NumberKind.Double ? Form.Double : Form.Single, BitConverter.DoubleToInt64Bits(value))
    {
    }

    public static Number Zero => default;

    public static Number One => new(1L, 0);

    public NumberKind Kind => Form.NumberKind;

    public bool IsNaN => Kind != NumberKind.Decimal && double.IsNaN(Binary);

    public bool IsInfinite => Kind != NumberKind.Decimal && double.IsInfinity(Binary);

    public bool IsFinite => Kind == NumberKind.Decimal || !(double.IsNaN(Binary) || double.IsInfinity(Binary));

    /// <summary>The number of decimals the value carries, trailing zeros included; negative for 1E+2.</summary>
    public int Scale => Kind == NumberKind.Decimal ? StoredScale : ToExact().StoredScale;

    public BigInteger UnscaledValue => Kind == NumberKind.Decimal ? Unscaled : ToExact().Unscaled;

    /// <summary>-1, 0 or 1.</summary>
    /// <exception cref="ArithmeticException">The value is not a number.</exception>
    public int Sign => Kind != NumberKind.Decimal
        ? IsNaN ? throw NotFinite() : Math.Sign(Binary)
        : !IsBig ? Math.Sign(bits) : Unscaled.Sign;

    /// <summary>Whether the value prints with a minus: below zero, or the binary -0.0.</summary>
    public bool IsNegative => Kind == NumberKind.Decimal ? Sign < 0 : bits < 0 && !IsNaN;

    /// <summary>
    /// How many digits the value has in plain notation, before and after the point; may be one too many. It costs nothing even
    /// for 1E+999999999, so a limit can refuse such a value before any operation has to write out its digits.
    /// </summary>
    public long Digits => Kind == NumberKind.Decimal
        ? Math.Max(1, Precision - (long)StoredScale) + Math.Max(0, StoredScale)
        : 1;

    /// <summary>What <see cref="Bits"/> are.</summary>
    internal Form Form => form ?? Form.Whole;

    /// <summary>How a <see cref="Value"/> keeps the number, with its <see cref="Form"/>.</summary>
    internal long Bits => bits;

    /// <summary>Whether the number is a decimal of 64 bits with 0 to 18 decimals, as nearly all are.</summary>
    internal bool IsShort => Form.IsShort;

    private bool IsBig => Form.IsBig;

    private int StoredScale => Form.Scale;

    private double Binary => BitConverter.Int64BitsToDouble(bits);

    private BigInteger Unscaled => IsBig ? Form.Big : bits;

    private bool IsZero => Kind == NumberKind.Decimal ? !IsBig && bits == 0 : Binary.Equals(0d);

    /// <summary>The number of digits of the unscaled value; for a value over 18 digits it may be one too many.</summary>
    private int Precision => !IsBig ? PowersOfTen.CountDigits(bits) : Form.Precision;

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
