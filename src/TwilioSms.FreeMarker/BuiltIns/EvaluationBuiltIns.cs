namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that run text as templates and expressions.</summary>
internal static class EvaluationBuiltIns
{
    public static readonly BuiltIn[] All =
    [
    ];
}
