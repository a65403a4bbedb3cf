namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that choose: only the chosen argument is evaluated.</summary>
internal static class ConditionalBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Node("then", BuiltInArguments.Required, 2, 2, static (in syntax) => new Then(syntax.Target, syntax.Arguments![0], syntax.Arguments[1])),
    ];

    private sealed class Then(Expression condition, Expression whenTrue, Expression whenFalse) : Expression(condition.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Step(this);
            var chosen = condition.EvaluateBoolean(environment) ? whenTrue : whenFalse;
            return chosen.EvaluateRequired(environment);
        }

        public override string Describe() => $"{condition.Describe()}?then(...)";
    }
}
