namespace TwilioSms.Resolution;

/// <summary>Country calling codes (ITU-T E.164): one digit, two, or three; none is the beginning of another.</summary>
internal static class CallingCode
{
    private static readonly HashSet<string> TwoDigits =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
        "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    // Mobile numbers that are written in two ways, of which Twilio lists one. What holds for the one does not hold for the other.
    private static readonly string[] Rewritten = ["521", "549"];

    /// <summary>The code of an international number, such as <c>49</c>, and <c>521</c> and <c>549</c> for mobile numbers of Mexico and
    /// Argentina that are written with that digit; null for every other address.</summary>
    public static string? Of(string address)
    {
        if (address.Length < 5 || address[0] != '+')
        {
            return null;
        }

        for (var i = 1; i < address.Length; i++)
        {
            if (address[i] is not (>= '0' and <= '9'))
            {
                return null;
            }
        }

        return IsRewritten(address) ? address.Substring(1, 3)
            : address[1] is '1' or '7' ? address.Substring(1, 1)
            : TwoDigits.Contains(address.Substring(1, 2)) ? address.Substring(1, 2)
            : address.Substring(1, 3);
    }

    /// <summary>The other way in which a mobile number of Mexico or Argentina is written; null for all that is written in one.</summary>
    public static string? OtherWritingOf(string address) => Of(address) switch
    {
        "52" or "54" => $"{address.Substring(0, 3)}{(address[2] == '2' ? '1' : '9')}{address.Substring(3)}",
        { Length: 3 } when IsRewritten(address) => address.Remove(3, 1),
        _ => null,
    };

    private static bool IsRewritten(string address) => Rewritten.Contains(address.Substring(1, 3));
}
