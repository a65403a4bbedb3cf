namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of strings.</summary>
internal static class StringBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("length", BuiltInTarget.Text, BuiltInCost.Constant, static (in call) => Value.From(call.Text.Length)),
        BuiltIn.Method("starts_with", BuiltInTarget.Text, 1, 1, BuiltInCost.Constant, static (in call) =>
            call.Text.StartsWith(call.TextArgument(0), StringComparison.Ordinal)),
    ];
}
