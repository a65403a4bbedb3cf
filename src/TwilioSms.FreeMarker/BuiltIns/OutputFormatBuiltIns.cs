namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of output formats.</summary>
internal static class OutputFormatBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
