namespace TwilioSms.FreeMarker;

/// <summary>The built-in of template names.</summary>
internal static class TemplateNameBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.OptionalMethod("absolute_template_name", BuiltInTarget.Text, 1, 1, BuiltInCost.Own, static (in call) =>
            Absolute(call, call.OptionalTextArgument(0) ?? call.Environment.Source.Name)),
    ];

    /// <summary>The name from the template root on; steps like <c>..</c> stay in it until it is loaded.</summary>
    private static Value Absolute(in BuiltInCall call, string from)
    {
        call.Environment.ChargeString((long)from.Length + call.Text.Length, call.Node);
        var name = TemplateName.Resolve(from, call.Text);
        return name.Contains("://", StringComparison.Ordinal) || name.StartsWith('/') ? name : "/" + name;
    }
}
