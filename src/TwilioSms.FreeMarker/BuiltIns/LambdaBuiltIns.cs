namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that take a lambda.</summary>
internal static class LambdaBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
