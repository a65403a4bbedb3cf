using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that choose: only the chosen argument is evaluated.</summary>
internal static class ConditionalBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Node("then", BuiltInArguments.Required, 2, 2, static (in syntax) => new Then(syntax.Target, syntax.Arguments![0], syntax.Arguments[1])),
        BuiltIn.Node("switch", BuiltInArguments.Required, 2, int.MaxValue, static (in syntax) => new Switch(syntax.Target, syntax.Arguments!)),
    ];

    private sealed class Then(Expression condition, Expression whenTrue, Expression whenFalse) : Expression(condition.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            var chosen = condition.EvaluateBoolean(environment) ? whenTrue : whenFalse;
            return chosen.EvaluateRequired(environment);
        }

        public override string Describe() => $"{condition.Describe()}?then(...)";
    }

    /// <summary><c>x?switch(case1, value1, case2, value2, otherwise)</c>.</summary>
    private sealed class Switch(Expression target, Expression[] arguments) : Expression(target.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            var value = target.EvaluateRequired(environment);
            for (var i = 0; i + 1 < arguments.Length; i += 2)
            {
                if (environment.Comparisons.Compare(value, target, Operator.Equal, arguments[i].EvaluateRequired(environment), arguments[i], this))
                {
                    return arguments[i + 1].EvaluateRequired(environment);
                }
            }

            return arguments.Length % 2 == 1
                ? arguments[arguments.Length - 1].EvaluateRequired(environment)
                : throw environment.Errors.At($"No case of ?switch is equal to {target.Describe()}. Add a last argument, the value for everything else.", target);
        }

        public override string Describe() => $"{target.Describe()}?switch(...)";
    }
}
