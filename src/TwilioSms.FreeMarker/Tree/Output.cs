using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Text that is printed as it is.</summary>
internal sealed class TextElement(int start, string text) : Element(start)
{
    public string Text => text;

    public override Flow Execute(Environment environment)
    {
        // Not entered: no error is blamed on text but that of a limit.
        environment.Budget.Step(this);
        environment.Output.Write(text, this);
        return Flow.Next;
    }
}

/// <summary><c>${a}</c>.</summary>
internal sealed class Interpolation(int start, Expression expression, OutputFormat format, bool escapes) : Element(start)
{
    private readonly IPrintingExpression? printing = expression as IPrintingExpression;

    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var textStart = environment.Output.Length;
        var value = PrintOrEvaluate(environment);
        if (value.Object is Markup markup)
        {
            environment.Output.Write(InFormat(environment, markup), this);
            return Flow.Next;
        }

        if (!value.IsPrinted)
        {
            environment.Convert.WriteText(value, expression);
        }

        if (escapes)
        {
            environment.Output.Escape(textStart, format.Escaping!, this);
        }

        return Flow.Next;
    }

    /// <summary>Inside a string literal: writes text, which is not escaped there; markup is returned instead.</summary>
    public Markup? WriteOrReturnMarkup(Environment environment)
    {
        // Not entered: FreeMarker blames the directive or interpolation around the string literal.
        environment.Budget.Step(this);
        var value = PrintOrEvaluate(environment);
        if (value.Object is Markup markup)
        {
            return markup;
        }

        if (!value.IsPrinted)
        {
            environment.Convert.WriteText(value, expression);
        }

        return null;
    }

    private Value PrintOrEvaluate(Environment environment) =>
        printing is null ? expression.Evaluate(environment) : printing.PrintOrEvaluate(environment);

    private string InFormat(Environment environment, Markup markup)
    {
        if (markup.Format == format || format.AllowsMixing)
        {
            return markup.Text;
        }

        if (markup.PlainText is not { } plain)
        {
            throw environment.Errors.AtElement($"Markup of {markup.Format} cannot be printed into {format}, as it cannot be converted.");
        }

        return format.IsMarkup ? format.Escape(plain) : plain;
    }
}

/// <summary><c>#{a; m1M3}</c>: a number with a fixed range of decimals.</summary>
internal sealed class NumericInterpolation(int start, Expression expression, int minimum, int maximum) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        Write(environment);
        return Flow.Next;
    }

    public void Write(Environment environment) =>
        environment.Numbers.WriteFixed(expression.EvaluateNumber(environment), minimum, maximum, this);
}
