using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that turn strings without content into missing values, so that the <c>!</c> operator applies (FreeMarker 2.3.34).</summary>
internal static class NullingBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("blank_to_null", BuiltInTarget.AnyOrMissing, BuiltInCost.Own, static (in call) =>
            Text(call) is { } text && !string.IsNullOrWhiteSpace(text) ? text : Value.Missing),
        BuiltIn.Of("empty_to_null", BuiltInTarget.AnyOrMissing, BuiltInCost.Own, static (in call) =>
            Text(call) is { Length: > 0 } text ? text : Value.Missing),
        BuiltIn.Of("trim_to_null", BuiltInTarget.AnyOrMissing, BuiltInCost.Own, static (in call) =>
            Text(call) is { } text && StringBuiltIns.Trim(text) is { Length: > 0 } trimmed ? trimmed : Value.Missing),
    ];

    private static string? Text(in BuiltInCall call)
    {
        if (call.Target.IsMissing)
        {
            return null;
        }

        string text = call.Environment.Convert.ToText(call.Target, call.TargetNode);
        call.Environment.Budget.ChargeReading(text.Length, call.Node);
        return text;
    }
}
