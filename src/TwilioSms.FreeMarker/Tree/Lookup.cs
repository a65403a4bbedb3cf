using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>a[b]</c>: an item by number, a value by name, a slice by range.</summary>
internal sealed class Lookup(Expression target, Expression key) : Expression(target.Start), ILazyExpression
{
    public Expression Target => target;

    public Expression Key => key;

    public override Expression? IndexedList => key is Literal { Value.Kind: ValueKind.Number } && target.IsPath ? target : null;

    public bool IsLazy => target is ILazyExpression { IsLazy: true };

    public override Value Evaluate(Environment environment) => Evaluate(environment, staysLazy: false);

    public Value EvaluateLazily(Environment environment) => Evaluate(environment, staysLazy: true);

    public override Value EvaluateTolerantly(Environment environment)
    {
        if (IsLazy || environment.Dialect.MissingHasParts)
        {
            return environment.EvaluateTolerantly(this);
        }

        environment.Budget.Step(this);
        var value = target.EvaluateTolerantly(environment);
        if (value.IsMissing)
        {
            return value;
        }

        var keyValue = key.EvaluateTolerantly(environment);
        return keyValue.IsMissing ? keyValue : Get(environment, value, keyValue, staysLazy: false);
    }

    private Value Evaluate(Environment environment, bool staysLazy)
    {
        environment.Budget.Step(this);
        var value = target is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : target.Evaluate(environment);
        if (value.IsMissing)
        {
            return environment.Dialect.MissingHasParts ? value : throw environment.Errors.Missing(target);
        }

        return Get(environment, value, environment.Convert.OrEmptyText(key.Evaluate(environment), key), staysLazy);
    }

    private Value Get(Environment environment, Value value, Value keyValue, bool staysLazy)
    {
        if (keyValue.Kind == ValueKind.Number)
        {
            return GetItem(environment, value, environment.Convert.ToNumber(keyValue, key).ToInt32());
        }

        if (keyValue.Object is RangeSequence range)
        {
            return value.Object is LazyItems items
                ? LazySlice.Of(environment, items, range, staysLazy, this)
                : Slice.Of(environment, value, range, target, key);
        }

        if (!keyValue.TryGetString(out var name))
        {
            throw environment.Errors.WrongType(key, "a number, a range or a string", keyValue);
        }

        environment.Budget.ChargeReading(name.Length, this);
        return environment.Convert.ToHash(value, target).Get(name);
    }

    private Value GetItem(Environment environment, Value value, int index)
    {
        switch (value.Object)
        {
            case RangeSequence when index < 0:
                throw environment.Errors.AtElement(FormattableString.Invariant($"{environment.Errors.TextOf(this)}: a range has no item {ComputedText.Mark(index)}."));
            case ISequence sequence:
                return index >= 0 && index < sequence.Count ? sequence[index] : Value.Missing;
            case IIterable iterable and not IText:
                return GetLazily(environment, iterable, index);
        }

        if (!environment.Convert.TryToText(value, target, out var text))
        {
            throw environment.Errors.WrongType(target, "a sequence or a string", value);
        }

        return index >= 0 && index < text.Length
            ? text.Substring(index, 1)
            : throw environment.Errors.AtElement(FormattableString.Invariant($"{environment.Errors.TextOf(this)}: there is no character {ComputedText.Mark(index)} in a string of {text.Length}."));
    }

    private Value GetLazily(Environment environment, IIterable iterable, int index)
    {
        var items = iterable.Iterate();
        for (var i = 0; items.MoveNext(); i++)
        {
            environment.Budget.Step(this);
            if (i == index)
            {
                return items.Current;
            }
        }

        return Value.Missing;
    }
}
