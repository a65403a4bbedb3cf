namespace TwilioSms;

/// <summary>What may be said of a phone number outside the caller's own data.</summary>
internal static class Redaction
{
    /// <summary><c>+15551230006</c> becomes <c>+1555***0006</c>; at least three characters are always hidden.</summary>
    public static string Mask(string? address) => address switch
    {
        null or "" => "(none)",
        { Length: < 6 } => "***",
        { Length: < 12 } => $"***{address.Substring(address.Length - 2)}",
        _ => $"{address.Substring(0, 5)}***{address.Substring(address.Length - 4)}",
    };
}
