namespace TwilioSms.FreeMarker;

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
        while (iterator.MoveNext(environment))
        {
            environment.ChargeCollection(list.Count + 1L, 0, this);
            list.Add(iterator.Current);
        }

        return environment.MakeSequence(list, this);
    }

    public Value EvaluateLazily(Environment environment)
    {
        var iterator = Begin(environment, out var items);
        return Value.FromObject(new LazyItems(environment, iterator, builtIn == "map" ? items : null));
    }

    public override string Describe() => $"{target.Describe()}?{builtIn}(...)";

    private IValueIterator Begin(Environment environment, out object? source)
    {
        environment.Step(this);
        var items = target is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : target.Evaluate(environment);
        source = items.Object;
        return source is ISequence or IIterable
            ? start(new Items(environment, items, this), ItemFunction.Of(builtIn, argument, environment))
            : throw environment.WrongType(target, "a sequence or collection", items);
    }
}

/// <summary>Items that are computed when they are asked for. What goes wrong then is blamed on the consumer's directive, as in FreeMarker.</summary>
/// <param name="environment">The running template.</param>
/// <param name="items">What computes them.</param>
/// <param name="counted">What has as many items, or their number; null where only computing them tells it.</param>
internal sealed class LazyItems(Environment environment, IValueIterator items, object? counted) : IIterable, IValueIterator
{
    /// <summary>The number of items where it can be told without computing them.</summary>
    public int? KnownCount => counted switch
    {
        int number => number,
        ISequence sequence => sequence.Count,
        LazyItems others => others.KnownCount,
        _ => null,
    };

    public Value Current
    {
        get
        {
            var state = environment.Save();
            try
            {
                return items.Current;
            }
            catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
            {
                throw Blamed(e, state);
            }
        }
    }

    public IValueIterator Iterate(Environment environment) => this;

    public bool MoveNext(Environment environment)
    {
        var state = environment.Save();
        try
        {
            return items.MoveNext(environment);
        }
        catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
        {
            throw Blamed(e, state);
        }
    }

    private TemplateRenderException Blamed(TemplateRenderException error, in Environment.State state)
    {
        environment.Restore(state);
        return environment.ErrorAtElement($"An item could not be computed: {error.Description}", error);
    }
}
