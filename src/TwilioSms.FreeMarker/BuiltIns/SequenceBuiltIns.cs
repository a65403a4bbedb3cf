namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of sequences.</summary>
internal static class SequenceBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
