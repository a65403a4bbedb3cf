using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>A built-in computed by its table entry's function.</summary>
/// <param name="builtIn">The entry.</param>
/// <param name="target">The left side.</param>
/// <param name="arguments">The arguments; null where there are no parentheses.</param>
internal sealed class BuiltInExpression(BuiltIn builtIn, Expression target, Expression[]? arguments) : Expression(target.Start), IPrintingExpression
{
    public string Name => builtIn.Name;

    public Expression Target => target;

    /// <summary>Whether arguments follow it.</summary>
    public bool IsCalled => arguments is not null;

    public override Value Evaluate(Environment environment) => Compute(environment, EvaluateTarget(environment));

    public Value PrintOrEvaluate(Environment environment)
    {
        var value = EvaluateTarget(environment);
        if (builtIn.NumberPrinter is { } print && value.TryGetNumber(out var number))
        {
            print(environment, number, this);
            return Value.Printed;
        }

        return Compute(environment, value);
    }

    /// <summary>A method that is not called right here may be called more than once, and items that are produced one by one can be had only once.</summary>
    private bool TakesLazyTarget => builtIn.TakesLazyTarget && (arguments is not null || builtIn.Arguments != BuiltInArguments.Required);

    public override string Describe() => $"{target.Describe()}?{builtIn.Name}{(arguments is null ? string.Empty : "(...)")}";

    private Value EvaluateTarget(Environment environment)
    {
        environment.Budget.Step(this);
        return builtIn.Target == BuiltInTarget.AnyOrMissing ? target.EvaluateOrMissing(environment)
            : TakesLazyTarget && target is ILazyExpression lazy ? lazy.EvaluateLazily(environment)
            : target.Evaluate(environment);
    }

    private Value Compute(Environment environment, Value value)
    {
        if (value.Object is Markup markup && markup.Format.AlreadyDoes(builtIn.Name))
        {
            return value;
        }

        value = Convert(environment, value);
        if (arguments is null)
        {
            return builtIn.Arguments == BuiltInArguments.Required
                ? Value.FromObject(new BoundBuiltIn(builtIn, this, target, value))
                : Call(environment, value, default);
        }

        if (arguments.Length == 0)
        {
            return Call(environment, value, default);
        }

        var start = builtIn.TakesTexts ? environment.Slots.PushTexts(arguments, environment) : environment.Slots.PushArguments(arguments, environment);
        var result = Call(environment, value, environment.Slots.From(start));
        environment.Slots.Pop(start);
        return result;
    }

    private Value Call(Environment environment, Value value, ReadOnlySpan<Value> values)
    {
        if (arguments is not null)
        {
            builtIn.CheckCount(environment, values.Length);
        }

        return builtIn.Call(new BuiltInCall(environment, builtIn, this, target, value, values));
    }

    private Value Convert(Environment environment, Value value)
    {
        switch (builtIn.Target)
        {
            case BuiltInTarget.Any when value.IsMissing:
                throw environment.Errors.Missing(target);
            case BuiltInTarget.AnyOrEmpty:
                return environment.Convert.OrEmptyText(value, target);
            case BuiltInTarget.Callable when value.Object is not (MacroValue or Pass or IMethod or IDirective) or ITransform:
                throw environment.Errors.WrongType(target, "a macro, function, method or other directive", value);
            case BuiltInTarget.Text:
                return environment.Convert.ToText(value, target);
            case BuiltInTarget.Number:
                environment.Convert.ToNumber(value, target);
                break;
            case BuiltInTarget.Boolean:
                environment.Convert.ToBoolean(value, target);
                break;
            case BuiltInTarget.Date:
                environment.Convert.ToDate(value, target);
                break;
            case BuiltInTarget.Sequence:
                environment.Convert.ToSequence(value, target);
                break;
            case BuiltInTarget.Iterable or BuiltInTarget.Finite when value.Object is not (ISequence or IIterable):
                throw environment.Errors.WrongType(target, "a sequence or collection", value);
            case BuiltInTarget.Finite when value.Object is ISequence and not IIterable and { Count: int.MaxValue }:
                throw environment.Errors.AtElement($"?{builtIn.Name}: {environment.Errors.TextOf(target)} is a range without an end.");
            case BuiltInTarget.Hash:
                environment.Convert.ToHash(value, target);
                break;
            case BuiltInTarget.ExtendedHash:
                environment.Convert.ToExtendedHash(value, target);
                break;
        }

        return value;
    }
}

/// <summary>A built-in that takes arguments but has not got them yet: a method over its target.</summary>
internal sealed class BoundBuiltIn(BuiltIn builtIn, Expression node, Expression target, Value value) : IMethod
{
    public bool TakesTexts => builtIn.TakesTexts;

    public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call)
    {
        builtIn.CheckCount(environment, arguments.Length);
        return builtIn.Call(new BuiltInCall(environment, builtIn, node, target, value, arguments));
    }
}
