using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Runs the content of a loop for each item.</summary>
internal static class Loop
{
    /// <summary>What is listed; as in FreeMarker 1, where that is followed, a missing value is a list without items.</summary>
    public static Value Evaluate(Environment environment, Expression source)
    {
        var value = source is ILazyExpression lazy ? lazy.EvaluateLazily(environment) : source.Evaluate(environment);
        return value.IsMissing && environment.Dialect.ListsAnything ? Value.FromObject(new ListSequence([])) : value;
    }

    public static Flow Run(
        Environment environment, Value listed, Expression source, LoopVariables variables, Block content, Element at, out bool any)
    {
        Check(environment, listed, source, variables.Second >= 0);
        if (variables.Second >= 0)
        {
            return RunPairs(environment, listed, source, variables, content, at, out any);
        }

        return listed.Object switch
        {
            IIterable iterable => RunIterable(environment, iterable, variables, content, at, out any),
            ISequence sequence => RunSequence(environment, sequence, variables, content, at, out any),
            _ when environment.Dialect.ListsAnything => RunSequence(
                environment, new ListSequence([listed]), variables, content, at, out any),
            _ => throw environment.Errors.WrongType(source, "a sequence or collection", listed),
        };
    }

    /// <summary>A hash is listed by key and value, a sequence by item.</summary>
    public static void Check(Environment environment, Value listed, Expression source, bool asPairs)
    {
        switch (listed.Object)
        {
            case (ISequence or IIterable) and not IExtendedHash when asPairs:
                throw environment.Errors.AtElement($"{environment.Errors.TextOf(source)} is a sequence, whose items have no keys; list it with one loop variable.");
            case IExtendedHash and not (ISequence or IIterable) when !asPairs && !environment.Dialect.ListsAnything:
                throw environment.Errors.AtElement(
                    $"{environment.Errors.TextOf(source)} is a hash, not a sequence; list it as key and value: {environment.Position.Source.Tag($"<#list {environment.Errors.TextOf(source)} as key, value>")}.");
        }
    }

    private static Flow RunSequence(
        Environment environment, ISequence sequence, LoopVariables variables, Block content, Element at, out bool any)
    {
        var count = sequence.Count;
        any = count > 0;
        for (var i = 0; i < count; i++)
        {
            environment.Enter(at);
            environment.Slots.Set(variables.Item, sequence[i]);
            var flow = RunOnce(environment, i, i < count - 1, variables, content);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Break ? Flow.Next : flow;
            }
        }

        return Flow.Next;
    }

    private static Flow RunIterable(
        Environment environment, IIterable iterable, LoopVariables variables, Block content, Element at, out bool any)
    {
        var iterator = iterable.Iterate();
        var hasNext = any = iterator.MoveNext();
        for (var i = 0; hasNext; i++)
        {
            environment.Enter(at);
            var item = iterator.Current;
            hasNext = iterator.MoveNext();
            environment.Slots.Set(variables.Item, item);
            var flow = RunOnce(environment, i, hasNext, variables, content);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Break ? Flow.Next : flow;
            }
        }

        return Flow.Next;
    }

    private static Flow RunPairs(
        Environment environment, Value listed, Expression source, LoopVariables variables, Block content, Element at, out bool any)
    {
        var hash = environment.Convert.ToExtendedHash(listed, source);
        var count = hash.Count;
        any = count > 0;
        for (var i = 0; i < count; i++)
        {
            environment.Enter(at);
            environment.Slots.Set(variables.Item, hash.KeyAt(i));
            environment.Slots.Set(variables.Second, hash.ValueAt(i));
            var flow = RunOnce(environment, i, i < count - 1, variables, content);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Break ? Flow.Next : flow;
            }
        }

        return Flow.Next;
    }

    private static Flow RunOnce(Environment environment, int index, bool hasNext, LoopVariables variables, Block content)
    {
        environment.Slots.Set(variables.State.Index, Value.From(index));
        environment.Slots.Set(variables.State.HasNext, hasNext);
        return content.Execute(environment);
    }
}
