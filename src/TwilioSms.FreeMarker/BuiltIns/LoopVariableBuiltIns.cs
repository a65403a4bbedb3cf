namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of loop variables.</summary>
internal static class LoopVariableBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
