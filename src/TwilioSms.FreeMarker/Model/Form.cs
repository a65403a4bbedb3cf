using System.Globalization;
using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <summary>
/// What the 64 bits beside it mean, in a <see cref="Value"/> as in a <see cref="Number"/>: so that each of them is two machine words, which
/// travel in registers. Usual forms are made once and shared.
/// </summary>
internal sealed class Form
{
    /// <summary>The scale of a whole number in per mille, the least that is usual.</summary>
    private const int LeastShared = -3;

    private const int SharedScales = 44;

    private static readonly Form[] Decimals = [.. Enumerable.Range(LeastShared, SharedScales).Select(static scale => new Form(ValueKind.Number)
    {
        Scale = scale,
        IsShort = scale is >= 0 and <= PowersOfTen.MaxExponent,
    })];

    // A BigInteger, or the digits as they were written, with a minus: they are not read before somebody needs the number.
    private object? big;

    private Form(ValueKind kind) => Kind = kind;

    /// <summary>The bits are 1 or 0.</summary>
    public static Form Boolean { get; } = new(ValueKind.Boolean);

    /// <summary>The bits are a whole number.</summary>
    public static Form Whole { get; } = Decimal(0);

    /// <summary>The bits are those of a double.</summary>
    public static Form Double { get; } = new(ValueKind.Number) { NumberKind = NumberKind.Double };

    /// <summary>The bits are those of a double that came from a single.</summary>
    public static Form Single { get; } = new(ValueKind.Number) { NumberKind = NumberKind.Single };

    public ValueKind Kind { get; }

    public NumberKind NumberKind { get; private init; }

    /// <summary>How many of a decimal's digits are behind the point.</summary>
    public int Scale { get; private init; }

    /// <summary>Whether 64 bits do not hold the unscaled value of a decimal; the bits are of no account then.</summary>
    public bool IsBig => big is not null;

    /// <summary>That unscaled value.</summary>
    public BigInteger Big
    {
        get
        {
            if (big is string digits)
            {
                big = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            }

            return (BigInteger)big!;
        }
    }

    /// <summary>How many digits it has; may be one too many.</summary>
    public int Precision => big is string digits ? digits.Length : (int)BigInteger.Log10(BigInteger.Abs(Big)) + 2;

    /// <summary>Whether this is a decimal of 64 bits with 0 to 18 digits after the point, as nearly all are.</summary>
    public bool IsShort { get; private init; }

    public DateKind DateKind { get; private init; }

    private static Form[] Dates { get; } =
        [.. Enumerable.Range(0, (int)DateKind.DateTime + 1).Select(static kind => new Form(ValueKind.Date) { DateKind = (DateKind)kind })];

    /// <summary>The bits are an unscaled value.</summary>
    public static Form Decimal(int scale) => (uint)(scale - LeastShared) < SharedScales ? Decimals[scale - LeastShared] : new(ValueKind.Number) { Scale = scale };

    /// <summary>A decimal of any size.</summary>
    public static Form Decimal(BigInteger unscaled, int scale) => new(ValueKind.Number) { big = unscaled, Scale = scale };

    /// <summary>A decimal of digits that 64 bits do not hold, perhaps after a minus.</summary>
    public static Form Decimal(string digits, int scale) => new(ValueKind.Number) { big = digits, Scale = scale };

    /// <summary>The bits are milliseconds since 1970.</summary>
    public static Form Date(DateKind kind) => Dates[(int)kind];
}
