using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>The built-in of template names.</summary>
internal static class TemplateNameBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.OptionalMethod("absolute_template_name", BuiltInTarget.Text, 1, 1, BuiltInCost.Own, static (in call) => Absolute(call)),
    ];

    private static Value Absolute(in BuiltInCall call)
    {
        var name = new AbsoluteName(call.Environment, call.Text, call.Environment.Position.Source.Name, call.Node);
        return call.Count == 0 ? Value.FromObject(name) : name.From(call.TextArgument(0));
    }

    /// <summary>
    /// What <c>name?absolute_template_name</c> is: the name as seen from the template that it stands in, if it is asked for, and a method
    /// that takes another one.
    /// </summary>
    private sealed class AbsoluteName(Environment environment, string name, string current, Expression node) : IText, IMethod
    {
        public bool TakesTexts => false;

        public string GetText() => From(current);

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) =>
            arguments.Length == 1 && arguments[0].TryGetString(out var from)
                ? From(from)
                : throw environment.Errors.AtElement("?absolute_template_name takes the name of a template as its argument.");

        /// <summary>The name from the template root on; steps like <c>..</c> stay in it until it is loaded.</summary>
        public string From(string template)
        {
            environment.Budget.ChargeString((long)template.Length + name.Length, node);
            var resolved = environment.Templates.Resolve(template, name);
            return resolved.Contains("://", StringComparison.Ordinal) || resolved.StartsWith('/') ? resolved : "/" + resolved;
        }
    }
}
