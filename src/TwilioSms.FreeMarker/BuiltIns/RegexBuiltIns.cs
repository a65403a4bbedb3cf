namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of regular expressions.</summary>
internal static class RegexBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
