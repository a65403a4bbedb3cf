using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>A piece of a template that has a value.</summary>
internal abstract class Expression(int start) : Node(start)
{
    private const int LongestQuoted = 60;

    /// <summary>The value; missing where there is none, an error where getting at it is one.</summary>
    public abstract Value Evaluate(Environment environment);

    /// <summary>
    /// The value for operators that accept a missing one (<c>!</c>, <c>??</c>, <c>?has_content</c>): parentheses around the
    /// expression make them accept a missing part of it too.
    /// </summary>
    public virtual Value EvaluateOrMissing(Environment environment) => Evaluate(environment);

    /// <summary>The value, or missing where any part of the expression is missing: what stands in such parentheses.</summary>
    public virtual Value EvaluateTolerantly(Environment environment) => environment.EvaluateTolerantly(this);

    /// <summary>Whether the value is known while parsing and the same in every rendering.</summary>
    public virtual bool IsLiteral => false;

    /// <summary>Whether something can be attached to it, as in <c>a?c</c>, without parentheses around it.</summary>
    public virtual bool IsOperand => true;

    /// <summary>The name, where the expression is that of a variable.</summary>
    public virtual string? VariableName => null;

    /// <summary>Where something is asked for a name, <c>a.b</c>: what is asked, and for which.</summary>
    public virtual (Expression Target, string Key)? Member => null;

    /// <summary>The list of which an item is asked for by a number that is written there.</summary>
    public virtual Expression? IndexedList => null;

    /// <summary>Whether it leads from a variable by names to a part of it.</summary>
    public virtual bool IsPath => false;

    /// <summary>The offset after the expression's last character.</summary>
    public int End { get; private set; } = start;

    /// <summary>Sets where the expression stands. For the parser only: what <c>#escape</c> puts in place of its variable keeps its own place, and what is made of it has another one.</summary>
    public void Place(int from, int to) => (Start, End) = (from, to);

    /// <summary>The expression for messages, where its source is not at hand.</summary>
    public virtual string Describe() => "the expression";

    /// <summary>Advice what to write instead; none where the expression has no text of its own that could be repeated.</summary>
    /// <param name="source">Its template.</param>
    /// <param name="forms">What to write, where <c>{}</c> stands for the expression: as it is, or in parentheses where it is no operand. A form with quotation
    /// marks is left out inside of a string.</param>
    public Advice? Advise(TemplateSource source, params string[] forms)
    {
        var text = source.TextBetween(Start, End);
        if (text.Length is 0 or > LongestQuoted || text.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return null;
        }

        var operand = IsOperand ? text : $"({text})";
        forms = source.IsCamelCase ? Array.ConvertAll(forms, CamelCase.Of) : forms;
        var isInString = source.IsInString(Start);
        var replacements = Array.ConvertAll(Array.FindAll(forms, form => !isInString || form.IndexOf('"') < 0), form => form.Replace("{}", operand));
        return replacements.Length == 0 ? null : new Advice(source.SourceName, Start, End, replacements);
    }

    /// <summary>The value, which must not be missing.</summary>
    public Value EvaluateRequired(Environment environment)
    {
        var value = Evaluate(environment);
        return value.IsMissing ? throw environment.Errors.Missing(this) : value;
    }

    /// <summary>The value for a sequence or hash to hold, which may be missing only where FreeMarker 1 is followed.</summary>
    public Value EvaluateHeld(Environment environment) =>
        environment.Dialect.HoldsMissing ? Evaluate(environment) : EvaluateRequired(environment);

    /// <summary>The value as text: strings as they are, numbers, dates and booleans by the settings' formats.</summary>
    public string EvaluateText(Environment environment) => environment.Convert.ToText(Evaluate(environment), this);

    public Number EvaluateNumber(Environment environment) => environment.Convert.ToNumber(Evaluate(environment), this);

    public virtual bool EvaluateBoolean(Environment environment) => environment.Convert.ToBoolean(Evaluate(environment), this);
}
