namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of numbers.</summary>
internal static class NumberBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
