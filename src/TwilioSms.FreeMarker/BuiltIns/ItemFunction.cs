using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>What <c>?map(...)</c> and its like apply to each item.</summary>
internal abstract class ItemFunction(string builtIn)
{
    /// <summary>Makes it of the argument: a lambda, or an expression that gives a function or a method.</summary>
    public static ItemFunction Of(string builtIn, Expression argument, Environment environment)
    {
        if (argument is Lambda lambda)
        {
            return new OfLambda(builtIn, lambda);
        }

        var value = argument.Evaluate(environment);
        return value.Object switch
        {
            IMethod method => new OfMethod(builtIn, method, argument),
            MacroValue macro => new OfFunction(builtIn, macro),
            _ => throw environment.Errors.WrongType(argument, "a lambda, a function or a method", value),
        };
    }

    /// <summary>The result for <paramref name="item"/>; a missing one is an error.</summary>
    public Value Apply(Environment environment, Value item)
    {
        var result = Invoke(environment, item);
        return result.IsMissing ? throw environment.Errors.AtElement($"What ?{builtIn} was given returned nothing for an item.") : result;
    }

    /// <summary>The result for <paramref name="item"/>, which must be a boolean.</summary>
    public bool Test(Environment environment, Value item)
    {
        var result = Invoke(environment, item);
        return result.TryGetBoolean(out var yes)
            ? yes
            : throw environment.Errors.AtElement($"What ?{builtIn} was given must return a boolean for each item, but returned {RenderErrors.TypeName(result)}.");
    }

    protected abstract Value Invoke(Environment environment, Value item);

    private sealed class OfLambda(string builtIn, Lambda lambda) : ItemFunction(builtIn)
    {
        protected override Value Invoke(Environment environment, Value item) => lambda.Invoke(environment, item);
    }

    private sealed class OfFunction(string builtIn, MacroValue function) : ItemFunction(builtIn)
    {
        protected override Value Invoke(Environment environment, Value item) => environment.Calls.CallFunction(function, [item]);
    }

    private sealed class OfMethod(string builtIn, IMethod method, Expression argument) : ItemFunction(builtIn)
    {
        protected override Value Invoke(Environment environment, Value item) =>
            method.Invoke(environment, [method.TakesTexts ? environment.Convert.ToText(item, argument) : item], argument);
    }
}
