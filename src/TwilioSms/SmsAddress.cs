namespace TwilioSms;

/// <summary>The forms of what a message can be from or to.</summary>
internal static class SmsAddress
{
    private const int SidDigits = 32;

    /// <summary>A phone number without what people write between its digits; every other address only trimmed.</summary>
    public static string Normalize(string address)
    {
        var trimmed = address.Trim();
        var kept = 0;
        foreach (var c in trimmed)
        {
            if (IsDigit(c) || (c == '+' && kept == 0))
            {
                kept++;
            }
            else if (!IsSeparator(c))
            {
                return trimmed;
            }
        }

        return kept == trimmed.Length || kept == 0 ? trimmed : string.Concat(trimmed.Where(static c => !IsSeparator(c)));
    }

    /// <summary>Whether <paramref name="text"/> is a SID: its prefix and 32 hexadecimal digits.</summary>
    public static bool IsSid(string text, string prefix) =>
        text.Length == prefix.Length + SidDigits
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Skip(prefix.Length).All(static c => IsDigit(c) || c is (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    // White space as people paste it includes no-break spaces; dashes include the typographic ones, U+2010 to U+2015.
    private static bool IsSeparator(char c) =>
        c is '.' or '-' or '(' or ')' or (>= '\u2010' and <= '\u2015') || char.IsWhiteSpace(c);
}
