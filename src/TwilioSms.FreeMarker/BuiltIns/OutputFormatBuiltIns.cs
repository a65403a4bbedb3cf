using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of markup: text that is in an output format already.</summary>
internal static class OutputFormatBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Node("esc", BuiltInArguments.None, 0, 0, static (in syntax) => new ToMarkup(syntax.Target, Format(syntax), isMarkup: false)),
        BuiltIn.Node("no_esc", BuiltInArguments.None, 0, 0, static (in syntax) => new ToMarkup(syntax.Target, Format(syntax), isMarkup: true)),
        BuiltIn.Of("markup_string", BuiltInTarget.Any, BuiltInCost.Own, static (in call) => MarkupString(call)),
    ];

    /// <summary>The output format where the built-in stands.</summary>
    private static OutputFormat Format(in BuiltInSyntax syntax) =>
        syntax.Place.OutputFormat is { IsMarkup: true } format
            ? format
            : throw syntax.Error(
                $"?{syntax.BuiltIn.Name} needs a markup output format such as HTML, but here it is {syntax.Place.OutputFormat}. Set it with <#ftl output_format='HTML'>.",
                syntax.NameStart);

    private static Value MarkupString(in BuiltInCall call)
    {
        if (call.Target.Object is not Markup markup)
        {
            throw call.Environment.Errors.WrongType(call.TargetNode, "markup, which ?esc, ?no_esc and captured output give", call.Target);
        }

        call.Environment.Budget.ChargeString(markup.Text.Length, call.Node);
        return markup.Text;
    }

    /// <summary><c>?esc</c> and <c>?no_esc</c>: markup of plain text, or of text that is markup already.</summary>
    private sealed class ToMarkup(Expression target, OutputFormat format, bool isMarkup) : Expression(target.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            var value = target.Evaluate(environment);
            if (value.Object is Markup markup)
            {
                return Value.FromObject(markup.In(format) ?? throw environment.Errors.AtElement(
                    $"Markup of {markup.Format} cannot be converted to {format}: it was never plain text."));
            }

            var text = environment.Convert.ToText(value, target);
            environment.Budget.ChargeString(text.Length, this);
            return Value.FromObject(isMarkup ? Markup.FromMarkup(format, text) : Markup.FromPlainText(format, text));
        }
    }
}
