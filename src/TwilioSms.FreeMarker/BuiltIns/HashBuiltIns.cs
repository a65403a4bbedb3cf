namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of hashes.</summary>
internal static class HashBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
