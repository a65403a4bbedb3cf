namespace TwilioSms.FreeMarker;

// How a Value keeps a number in its own fields.
internal readonly partial struct Number
{
    /// <summary>Whether sums of such numbers cannot grow beyond what a few steps compute.</summary>
    internal bool IsSmall => big is null && kind == NumberKind.Decimal && scale is >= 0 and <= 18;

    internal Number(object? big, long bits, int scale, NumberKind kind)
    {
        this.big = big;
        this.bits = bits;
        this.scale = scale;
        this.kind = kind;
    }

    internal void Store(out object? storedBig, out long storedBits, out int storedScale, out NumberKind storedKind)
    {
        storedBig = big;
        storedBits = bits;
        storedScale = scale;
        storedKind = kind;
    }
}
