namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of dates.</summary>
internal static class DateBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
