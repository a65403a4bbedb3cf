using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary><c>?map(...)</c> and its like: a list, or for consumers that take items one by one, a promise of them.</summary>
internal sealed class ItemFunctionExpression(
    string builtIn, Expression target, Expression argument, Func<Items, ItemFunction, IValueIterator> start) : Expression(target.Start), ILazyExpression
{
    public string Name => builtIn;

    public Expression Target => target;

    public bool IsLazy => true;

    public override Value Evaluate(Environment environment)
    {
        var iterator = Begin(environment, out _);
        var list = new List<Value>();
        while (iterator.MoveNext())
        {
            environment.Budget.ChargeCollection(list.Count + 1L, 0, this);
            list.Add(iterator.Current);
        }

        return environment.Collections.MakeSequence(list, this);
    }

    public Value EvaluateLazily(Environment environment)
    {
        var iterator = Begin(environment, out var items);
        return Value.FromObject(new LazyItems(environment, iterator, builtIn == "map" ? items : null));
    }

    public override string Describe() => $"{target.Describe()}?{builtIn}(...)";

    private IValueIterator Begin(Environment environment, out object? source)
    {
        environment.Budget.Step(this);
        var items = target is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : target.Evaluate(environment);
        source = items.Object;
        return source is ISequence or IIterable
            ? start(new Items(environment, items, this), ItemFunction.Of(builtIn, argument, environment))
            : throw environment.Errors.WrongType(target, "a sequence or collection", items);
    }
}
