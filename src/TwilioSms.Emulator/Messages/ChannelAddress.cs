namespace TwilioSms.Emulator.Messages;

/// <summary>Addresses of channels other than SMS: a scheme, a colon and the address, as in <c>whatsapp:+14155550100</c>.</summary>
internal static class ChannelAddress
{
    private static readonly string[] Schemes = ["whatsapp", "messenger", "rcs"];

    /// <summary>The address's scheme; empty for a plain number.</summary>
    public static string SchemeOf(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : address[..colon];
    }

    public static bool IsValid(string address)
    {
        var scheme = SchemeOf(address);
        var rest = address[Math.Min(scheme.Length + 1, address.Length)..];
        return Schemes.Contains(scheme, StringComparer.Ordinal)
            && (scheme == "whatsapp" ? PhoneNumber.Normalize(rest) == rest : rest.Length > 0);
    }
}
