namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that escape strings.</summary>
internal static class EscapingBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
