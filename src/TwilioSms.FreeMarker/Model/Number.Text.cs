using System.Globalization;
using System.Numerics;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Model;

/// <content>Numbers from and to text.</content>
internal readonly partial struct Number
{
    // A 64-bit integer holds any 18 digits.
    private const int FastDigits = 18;

    /// <summary>
    /// Parses a decimal in the syntax that template literals, JSON and ?number share: an optional sign, decimal digits of any script with
    /// at most one point among or around them, and an optional exponent. The scale is as written: 1.10 has two decimals.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Number number)
    {
        number = default;
        var negative = false;
        var i = 0;
        if (!text.IsEmpty && text[0] is '-' or '+')
        {
            negative = text[0] == '-';
            i++;
        }

        int start = i, digits = 0, point = -1;
        long unscaled = 0;
        for (; i < text.Length && text[i] is not ('e' or 'E'); i++)
        {
            if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else if (UnicodeData.DigitOf(text[i]) is var digit and >= 0)
            {
                digits++;
                unscaled = digits <= FastDigits ? (unscaled * 10) + digit : unscaled;
            }
            else
            {
                return false;
            }
        }

        var end = i;
        long exponent = 0;
        if (digits == 0 || (i < text.Length && !TryParseExponent(text.Slice(i + 1), out exponent)))
        {
            return false;
        }

        var scale = (point < 0 ? 0 : end - point - 1) - exponent;
        if (scale is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        if (digits <= FastDigits)
        {
            number = new Number(negative ? -unscaled : unscaled, (int)scale);
        }
        else
        {
            number = OfMany(text.Slice(start, end - start), digits, negative, (int)scale);
        }

        return true;
    }

    /// <summary>The plain decimal notation, trailing zeros included: 1.10, 100 for 1E+2.</summary>
    public override string ToString()
    {
        if (Kind != NumberKind.Decimal)
        {
            return Binary.ToString("R", CultureInfo.InvariantCulture);
        }

        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
        if (StoredScale < 0)
        {
            digits += IsZero ? "" : new string('0', -StoredScale);
        }
        else if (StoredScale > 0)
        {
            digits = digits.PadLeft(StoredScale + 1, '0');
            digits = digits.Insert(digits.Length - StoredScale, ".");
        }

        return Sign < 0 ? "-" + digits : digits;
    }

    /// <summary>How much room <see cref="WriteDigits"/> needs.</summary>
    internal int DigitCapacity => !IsBig ? PowersOfTen.MaxExponent + 1 : Precision;

    /// <summary>Writes the digits of the unscaled value, without sign and leading zeros, and returns those written: none for zero.</summary>
    internal Span<char> WriteDigits(Span<char> buffer)
    {
        if (IsBig)
        {
#if NET
            BigInteger.Abs(Unscaled).TryFormat(buffer, out int written, default, CultureInfo.InvariantCulture);
            return buffer.Slice(0, written);
#else
            var text = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
            text.AsSpan().CopyTo(buffer);
            return buffer.Slice(0, text.Length);
#endif
        }

        var first = buffer.Length;
        for (var rest = bits < 0 ? unchecked((ulong)-bits) : (ulong)bits; rest != 0; rest /= 10)
        {
            buffer[--first] = (char)('0' + (int)(rest % 10));
        }

        return buffer.Slice(first);
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is '-' or '+')
        {
            text = text.Slice(1);
        }

        foreach (char c in text)
        {
            var digit = UnicodeData.DigitOf(c);
            if (digit < 0)
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + digit, uint.MaxValue);
        }

        exponent = negative ? -exponent : exponent;
        return !text.IsEmpty;
    }

    /// <summary>A number of more digits than a 64-bit integer surely holds; if it does not without the zeros at their start, they are not read yet.</summary>
    private static Number OfMany(ReadOnlySpan<char> mantissa, int digits, bool negative, int scale)
    {
        var plain = new char[digits + 1];
        plain[0] = '-';
        var length = 1;
        foreach (char c in mantissa)
        {
            if (c != '.' && (length > 1 || UnicodeData.DigitOf(c) > 0))
            {
                plain[length++] = (char)('0' + UnicodeData.DigitOf(c));
            }
        }

        var text = new string(plain, negative ? 0 : 1, negative ? length : length - 1);
        return length - 1 > FastDigits + 1 ? new Number(Form.Decimal(text, scale), 0)
            : length == 1 ? new Number(0L, scale)
            : new Number(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), scale);
    }
}
