using System.Buffers;

namespace TwilioSms.Emulator.Messages;

/// <summary>Phone numbers in E.164.</summary>
internal static class PhoneNumber
{
    // The shortest numbers in use have seven digits with their country code (Niue); E.164 allows fifteen.
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" ().-");

    /// <summary>The number in E.164, or null where it is none. Without a plus sign it is read as a North American number.</summary>
    public static string? Normalize(string value)
    {
        var plus = value.StartsWith('+');
        var digits = string.Concat(value.Skip(plus ? 1 : 0).Where(static c => !Separators.Contains(c)));
        if (digits.AsSpan().ContainsAnyExceptInRange('0', '9') || digits.StartsWith('0'))
        {
            return null;
        }

        if (plus)
        {
            return digits.Length is >= FewestDigits and <= MostDigits ? "+" + digits : null;
        }

        return digits.Length switch
        {
            10 => "+1" + digits,
            11 when digits[0] == '1' => "+" + digits,
            _ => null,
        };
    }
}
