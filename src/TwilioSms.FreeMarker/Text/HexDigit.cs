namespace TwilioSms.FreeMarker.Text;

/// <summary>Hexadecimal digits, in either case.</summary>
internal static class HexDigit
{
    /// <summary>What a character stands for as a digit; -1 where it is none.</summary>
    public static int ValueOf(int character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };
}
