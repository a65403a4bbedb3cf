using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that read template language or JSON out of a string. What they run shares the caller's budget.</summary>
internal static class EvaluationBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Node("eval", BuiltInArguments.None, 0, 0, static (in syntax) => new Eval(syntax.Target, syntax.Place.EvaluationContext())),
        BuiltIn.Of("eval_json", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => EvalJson(call)),
        BuiltIn.Node("interpret", BuiltInArguments.None, 0, 0, static (in syntax) => new Interpret(syntax.Target, syntax.Place.EvaluationContext())),
    ];

    public static void RequireAllowed(Environment environment, string builtIn, Expression at)
    {
        if (!environment.TemplateSettings.AllowEvaluation)
        {
            throw environment.Errors.At($"?{builtIn} is switched off by {nameof(TemplateSettings)}.{nameof(TemplateSettings.AllowEvaluation)}.", at);
        }
    }

    private static Value EvalJson(in BuiltInCall call)
    {
        RequireAllowed(call.Environment, call.BuiltIn.Name, call.Node);
        call.Environment.Budget.ChargeParsing(call.Text.Length, call.Node);
        try
        {
            return new JsonReader(call.Environment, call.Text, call.Node).Read();
        }
        catch (FormatException e)
        {
            throw call.Environment.Errors.At(TemplateRenderFailure.Other, $"?eval_json: the text is not JSON: {ComputedText.Mark(e.Message)}.", call.Node, e);
        }
    }

    /// <summary><c>'a + b'?eval</c>: an expression, which sees the variables that are visible here.</summary>
    private sealed class Eval(Expression target, EvaluationContext context) : Expression(target.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            var text = target.EvaluateText(environment);
            RequireAllowed(environment, "eval", this);
            environment.Budget.ChargeParsing(text.Length, this);

            // FreeMarker puts parentheses around the text, whatever is in it.
            var source = new TemplateSource(environment.Position.Source.Name, "(" + text + ")", environment.Position.Source.SourceName) { IsComputed = true };
            Expression expression;
            Unit unit;
            try
            {
                (expression, unit) = environment.Parser.ParseExpression(source, context, environment.Budget.CancellationToken);
            }
            catch (TemplateSyntaxException e)
            {
                throw environment.Errors.At(TemplateRenderFailure.Other, $"?eval: the text is not an expression: {ComputedText.Mark(e.Description)}", this, e);
            }

            return environment.Templates.Evaluate(expression, unit, source, context, this);
        }
    }

    /// <summary><c>'...'?interpret</c>: a template as a directive.</summary>
    private sealed class Interpret(Expression target, EvaluationContext context) : Expression(target.Start)
    {
        private const string DefaultName = "anonymous_interpreted";

        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            var (text, name) = SourceAndName(environment);
            RequireAllowed(environment, "interpret", this);
            environment.Budget.ChargeParsing(text.Length, this);
            var source = new TemplateSource($"{environment.Position.Source.Name}->{name}", text, $"{environment.Position.Source.SourceName}->{DefaultName}")
            {
                IsComputed = true,
            };
            try
            {
                return Value.FromObject(new InterpretedTemplate(environment.Parser.Parse(source, context, environment.Budget.CancellationToken), source, context));
            }
            catch (TemplateSyntaxException e)
            {
                throw environment.Errors.At(TemplateRenderFailure.Other, $"?interpret: the text is not a template: {ComputedText.Mark(e.Message)}", this, e);
            }
        }

        private (string Text, string Name) SourceAndName(Environment environment)
        {
            var value = target.Evaluate(environment);
            if (value.Object is ISequence sequence)
            {
                return sequence.Count == 0 || sequence[0].IsMissing
                    ? throw environment.Errors.Missing(target)
                    : (environment.Convert.ToText(sequence[0], target), sequence.Count > 1 ? environment.Convert.ToText(sequence[1], target) : DefaultName);
            }

            return value.TryGetString(out var text)
                ? (text, DefaultName)
                : throw environment.Errors.WrongType(target, "a string or a sequence of a string and a name", value);
        }
    }
}

/// <summary>A template that a string was made into; it runs in the namespace of its caller.</summary>
internal sealed class InterpretedTemplate(ParsedTemplate template, TemplateSource source, EvaluationContext context) : ITransform
{
    public Flow Execute(Environment environment, UserCall call, OrderedHash parameters)
    {
        environment.Templates.RunInterpreted(template, source, context, call);
        return call.Content?.Execute(environment) ?? Flow.Next;
    }
}
