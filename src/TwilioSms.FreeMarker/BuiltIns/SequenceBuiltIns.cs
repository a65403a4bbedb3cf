using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of sequences and collections: parts, text, extremes.</summary>
internal static class SequenceBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("size", BuiltInTarget.Any, BuiltInCost.Own, static (in call) => Size(call)).Lazily(),
        BuiltIn.Of("first", BuiltInTarget.Iterable, BuiltInCost.Constant, static (in call) => First(call)).Lazily(),
        BuiltIn.Of("last", BuiltInTarget.Sequence, BuiltInCost.Constant, static (in call) =>
            call.Sequence is { Count: > 0 } sequence ? sequence[sequence.Count - 1] : default),
        BuiltIn.Of("reverse", BuiltInTarget.Sequence, BuiltInCost.Constant, static (in call) => call.Environment.Collections.Nested(new ReversedSequence(call.Sequence), call.Node)),
        BuiltIn.Node("sequence", BuiltInArguments.None, 0, 0, static (in syntax) => new SequenceOf(syntax.Target)),
        BuiltIn.Method("chunk", BuiltInTarget.Sequence, 1, 2, BuiltInCost.Constant, static (in call) => Chunk(call)),
        BuiltIn.Method("join", BuiltInTarget.Finite, 1, 3, BuiltInCost.Own, static (in call) => Join(call)).Lazily(),
        BuiltIn.Of("min", BuiltInTarget.Finite, BuiltInCost.Own, static (in call) => Extreme(call, Operator.Less)).Lazily(),
        BuiltIn.Of("max", BuiltInTarget.Finite, BuiltInCost.Own, static (in call) => Extreme(call, Operator.Greater)).Lazily(),
    ];

    private static Value Size(in BuiltInCall call)
    {
        if (call.Target.TryGetSequence(out var sequence))
        {
            return Value.From(sequence.Count);
        }

        if (call.Target.TryGetExtendedHash(out var hash))
        {
            return Value.From(hash is LiteralHash literal ? literal.EntryCount : hash.Count);
        }

        if (call.Target.Object is LazyItems { KnownCount: { } known })
        {
            return Value.From(known);
        }

        if (call.Target.Object is not IIterable)
        {
            throw call.Environment.Errors.WrongType(call.TargetNode, "a sequence or a hash whose keys can be listed", call.Target);
        }

        var count = 0;
        for (var items = call.Items(); items.MoveNext(); count++)
        {
        }

        return Value.From(count);
    }

    private static Value First(in BuiltInCall call)
    {
        var items = call.Items(asSequence: call.Target.Object is ILive);
        return items.MoveNext() ? items.Current : default;
    }

    private static Value Chunk(in BuiltInCall call)
    {
        var size = call.NumberArgument(0).ToInt32();
        return size < 1
            ? throw call.Error("the size of a chunk must be at least 1.")
            : call.Environment.Collections.Nested(
                new ChunkedSequence(call.Sequence, size, call.Count > 1 ? call.Arguments[1] : default, filled: call.Count > 1), call.Node);
    }

    private static Value Join(in BuiltInCall call)
    {
        var separator = call.TextArgument(0);
        var whenEmpty = call.OptionalTextArgument(1);
        var afterLast = call.OptionalTextArgument(2);
        var text = new LimitedText(call.Environment.Budget, call.Node);
        var any = false;
        var index = 0;
        for (var items = call.Items(); items.MoveNext(); index++)
        {
            if (items.Current.IsMissing)
            {
                continue;
            }

            if (any)
            {
                text.Append(separator);
            }

            text.Append(ItemText(call, items.Current, index));
            any = true;
        }

        text.Append((any ? afterLast : whenEmpty) ?? string.Empty);
        return text.ToString();
    }

    private static string ItemText(in BuiltInCall call, Value item, int index)
    {
        try
        {
            return call.Environment.Convert.ToText(item, call.Node);
        }
        catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
        {
            var advice = item.IsBoolean ? call.TargetNode.Advise(call.Environment.Position.Source, "{}?map(item -> item?c)") : null;
            throw call.Environment.Errors.AtElement(
                FormattableString.Invariant($"?join: the item at index {index} is {RenderErrors.TypeName(item)}, which does not print.{Advice.Sentence(advice)}"), advice);
        }
    }

    /// <summary>The item that comes before all others by <paramref name="comparison"/>; missing items do not count.</summary>
    private static Value Extreme(in BuiltInCall call, Operator comparison)
    {
        Value best = default;
        for (var items = call.Items(); items.MoveNext();)
        {
            if (best.IsMissing || (!items.Current.IsMissing && call.Environment.Comparisons.CompareItems(items.Current, comparison, best, call.Node)))
            {
                best = items.Current;
            }
        }

        return best;
    }

    /// <summary><c>?sequence</c>: a collection as a sequence; for a consumer that takes the items one by one it stays as it is.</summary>
    private sealed class SequenceOf(Expression target) : Expression(target.Start), ILazyExpression
    {
        public bool IsLazy => target is ILazyExpression { IsLazy: true };

        public override Value Evaluate(Environment environment) => EvaluateLazily(environment) switch
        {
            { Object: ISequence } items => items,
            var items => Value.FromObject(environment.Collections.Collect((IIterable)items.Object!, this)),
        };

        public Value EvaluateLazily(Environment environment)
        {
            environment.Budget.Step(this);
            var items = target is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : target.Evaluate(environment);
            return items.Object is ISequence or IIterable ? items : throw environment.Errors.WrongType(target, "a sequence or collection", items);
        }

        public override string Describe() => $"{target.Describe()}?sequence";
    }
}
