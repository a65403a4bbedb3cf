namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that ask for a value's type.</summary>
internal static class TypeBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
