using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>a.b</c>.</summary>
internal sealed class Dot(Expression target, string key) : Expression(target.Start)
{
    public Expression Target => target;

    public string Key => key;

    public override (Expression Target, string Key)? Member => (target, key);

    public override bool IsPath => target.IsPath;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        return Get(environment, target.Evaluate(environment));
    }

    public override Value EvaluateTolerantly(Environment environment)
    {
        environment.Budget.Step(this);
        var value = target.EvaluateTolerantly(environment);
        return value.IsMissing ? value : Get(environment, value);
    }

    private Value Get(Environment environment, Value value)
    {
        if (value.Object is IHash hash)
        {
            return hash.Get(key);
        }

        return value.IsMissing && environment.Dialect.MissingHasParts ? value : throw environment.Errors.NoHash(this, target, value);
    }
}

/// <summary><c>(a)</c>: what is missing inside the parentheses is missing as a whole to the operator after them.</summary>
internal sealed class Parenthesized(int start, Expression inner) : Expression(start), ILazyExpression
{
    public Expression Inner => inner;

    public bool IsLazy => inner is ILazyExpression { IsLazy: true };

    public override bool IsLiteral => inner.IsLiteral;

    public override Value Evaluate(Environment environment) => inner.Evaluate(environment);

    public Value EvaluateLazily(Environment environment) =>
        inner is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : inner.Evaluate(environment);

    /// <summary>FreeMarker blames what is inside.</summary>
    public override bool EvaluateBoolean(Environment environment) => inner.EvaluateBoolean(environment);

    public override Value EvaluateOrMissing(Environment environment) => inner.EvaluateTolerantly(environment);

    public override Value EvaluateTolerantly(Environment environment) => inner.EvaluateTolerantly(environment);
}

/// <summary><c>a!b</c>; without b, the default is an empty string, sequence and hash at once.</summary>
internal sealed class Default(Expression target, Expression? fallback) : Expression(target.Start)
{
    public override bool IsOperand => false;

    public Expression Target => target;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var value = target.EvaluateOrMissing(environment);
        return !value.IsMissing ? value : fallback is null ? Value.FromObject(EverythingEmpty.Instance) : fallback.Evaluate(environment);
    }
}

/// <summary><c>a??</c>.</summary>
internal sealed class Exists(Expression target) : Condition(target.Start)
{
    public override bool IsOperand => false;

    public Expression Target => target;

    public override bool EvaluateBoolean(Environment environment)
    {
        environment.Budget.Step(this);
        return !target.EvaluateOrMissing(environment).IsMissing;
    }
}

/// <summary><c>f(a, b)</c>.</summary>
internal sealed class Call(Expression target, Expression[] arguments) : Expression(target.Start)
{
    public Expression[] Arguments => arguments;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var callee = target.Evaluate(environment);
        switch (callee.Object)
        {
            case MacroValue macro:
                return environment.Calls.CallFunction(macro, arguments);
            case IMethod method:
                var start = method.TakesTexts ? environment.Slots.PushTexts(arguments, environment) : environment.Slots.PushArguments(arguments, environment);
                var result = method.Invoke(environment, environment.Slots.From(start), this);
                environment.Slots.Pop(start);
                return result;
            default:
                throw environment.Errors.WrongType(target, "a function or method", callee);
        }
    }
}
