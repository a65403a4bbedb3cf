namespace TwilioSms.FreeMarker;

// Arguments become parameters.
internal sealed partial class Environment
{
    private void Bind(MacroValue callee, Expression[] arguments, string[]? names, int newFrame)
    {
        CheckCount(callee, names is null ? arguments.Length : 0);
        if (callee.Bound is { } bound)
        {
            BindBound(callee.Macro, bound, newFrame, names is null ? arguments.Length : 0);
        }

        if (names is not null)
        {
            BindNamed(callee, arguments, names, newFrame);
            return;
        }

        var start = PushArguments(arguments);
        BindPositional(callee, ArgumentsFrom(start), newFrame);
        PopArguments(start);
    }

    private void BindValues(MacroValue callee, ReadOnlySpan<Value> arguments, int newFrame)
    {
        CheckCount(callee, arguments.Length);
        if (callee.Bound is { } bound)
        {
            BindBound(callee.Macro, bound, newFrame, arguments.Length);
        }

        BindPositional(callee, arguments, newFrame);
    }

    /// <summary>Arguments by position are counted before any is evaluated.</summary>
    private void CheckCount(MacroValue callee, int given)
    {
        var macro = callee.Macro;
        var count = given + (callee.Bound?.Positional?.Count ?? 0);
        if (macro.CatchAll is null && count > macro.Parameters.Length)
        {
            throw ErrorAtElement(FormattableString.Invariant($"{macro.Name} takes {macro.Parameters.Length} arguments, but got {count}."));
        }
    }

    /// <summary>Arguments that <c>?with_args</c> gave.</summary>
    private void BindBound(Macro macro, BoundArguments bound, int newFrame, int given)
    {
        if (bound.Named is { } named)
        {
            Charge(named.Count, CurrentElement);
            for (var i = 0; i < named.Count; i++)
            {
                BindNamed(macro, named.KeyAt(i), named.ValueAt(i), newFrame);
            }

            return;
        }

        Charge(bound.Positional!.Count, CurrentElement);
        var offset = bound.Last ? given : 0;
        for (var i = 0; i < bound.Positional.Count; i++)
        {
            BindAt(macro, offset + i, bound.Positional[i], newFrame);
        }
    }

    private void BindNamed(MacroValue callee, Expression[] arguments, string[] names, int newFrame)
    {
        for (var i = 0; i < names.Length; i++)
        {
            CheckNamed(callee.Macro, names[i]);
            BindNamed(callee.Macro, names[i], arguments[i].Evaluate(this), newFrame);
        }
    }

    private void CheckNamed(Macro macro, string name)
    {
        if (macro.CatchAll is null && macro.IndexOf(name) < 0)
        {
            throw ErrorAtElement(
                $"{macro.Name} has no parameter {name}.{Suggestion.For(name, macro.Parameters.Select(parameter => parameter.Name), string.Empty)}");
        }
    }

    private void BindNamed(Macro macro, string name, Value value, int newFrame)
    {
        CheckNamed(macro, name);
        var position = macro.IndexOf(name);
        if (position >= 0)
        {
            stack[newFrame + position] = value;
            return;
        }

        ref var slot = ref stack[newFrame + macro.Parameters.Length];
        if (slot.IsMissing)
        {
            slot = Value.FromObject(new OrderedHash());
        }

        if (slot.Object is not OrderedHash rest)
        {
            throw ErrorAtElement($"{macro.Name} got arguments by position and by name for its parameter {macro.CatchAll}; one kind is possible.");
        }

        ChargeCollection(rest.Count + 1, 1, CurrentElement);
        rest.Set(name, value);
        rest.Depth = Math.Max(rest.Depth, Nesting.Around(value.Object));
        CheckValueDepth(rest.Depth, CurrentElement);
    }

    private void BindPositional(MacroValue callee, ReadOnlySpan<Value> values, int newFrame)
    {
        var macro = callee.Macro;
        var offset = callee.Bound is { Last: false, Positional: { } bound } ? bound.Count : 0;
        for (var i = 0; i < values.Length; i++)
        {
            BindAt(macro, offset + i, values[i], newFrame);
        }
    }

    private void BindAt(Macro macro, int position, Value value, int newFrame)
    {
        if (position < macro.Parameters.Length)
        {
            stack[newFrame + position] = value;
            return;
        }

        ref var slot = ref stack[newFrame + macro.Parameters.Length];
        if (slot.IsMissing)
        {
            slot = Value.FromObject(new RestSequence());
        }

        if (slot.Object is not RestSequence rest)
        {
            throw ErrorAtElement($"{macro.Name} got arguments by position and by name for its parameter {macro.CatchAll}; one kind is possible.");
        }

        var index = position - macro.Parameters.Length;
        ChargeCollection(index + 1, Math.Max(1, index + 1 - rest.Count), CurrentElement);
        rest.Insert(index, value);
        CheckValueDepth(rest.Depth, CurrentElement);
    }

    /// <summary>Parameters that were not given get their defaults, which may need each other.</summary>
    private void ApplyDefaults(Macro macro, int newFrame)
    {
        if (macro.CatchAll is not null && stack[newFrame + macro.Parameters.Length].IsMissing)
        {
            stack[newFrame + macro.Parameters.Length] = Value.FromObject(new RestSequence());
        }

        if (macro.CatchAll is not null && stack[newFrame + macro.Parameters.Length].Object is OrderedHash { Count: > 1 } named)
        {
            stack[newFrame + macro.Parameters.Length] = Value.FromObject(JavaHashOrder.Of(named));
        }

        bool progress;
        Expression? unresolved;
        TemplateRenderException? failure;
        do
        {
            progress = false;
            unresolved = null;
            failure = null;
            for (var i = 0; i < macro.Parameters.Length; i++)
            {
                if (!stack[newFrame + i].IsMissing)
                {
                    continue;
                }

                var value = DefaultOf(macro, macro.Parameters[i], unresolved is null, ref failure);
                if (value.IsMissing)
                {
                    unresolved ??= macro.Parameters[i].Default;
                }
                else
                {
                    stack[newFrame + i] = value;
                    progress = true;
                }
            }
        }
        while (unresolved is not null && progress);

        if (unresolved is not null)
        {
            throw failure ?? Missing(unresolved);
        }
    }

    private Value DefaultOf(Macro macro, Parameter parameter, bool keepFailure, ref TemplateRenderException? failure)
    {
        if (parameter.Default is null)
        {
            throw Error(TemplateRenderFailure.Other, $"{macro.Name} needs its parameter {parameter.Name}, but it was not given or has no value.", macro);
        }

        var state = Save();
        try
        {
            return parameter.Default.Evaluate(this);
        }
        catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.MissingValue)
        {
            Recover(state);
            failure = keepFailure ? e : failure;
            return default;
        }
    }

    /// <summary>The value of <c>.args</c>: a hash for a macro, a sequence for a function.</summary>
    private Value CollectArguments(Macro macro, int newFrame)
    {
        var rest = macro.CatchAll is null ? default : stack[newFrame + macro.Parameters.Length];
        Charge(macro.Parameters.Length + ((rest.Object as ISequence)?.Count ?? (rest.Object as OrderedHash)?.Count ?? 0), macro);
        if (macro.IsFunction)
        {
            var items = new RestSequence();
            for (var i = 0; i < macro.Parameters.Length; i++)
            {
                items.Insert(i, stack[newFrame + i]);
            }

            for (var i = 0; i < (rest.Object as ISequence)?.Count; i++)
            {
                items.Insert(items.Count, ((ISequence)rest.Object!)[i]);
            }

            return Nested(items, macro);
        }

        var named = new OrderedHash(macro.Parameters.Length);
        for (var i = 0; i < macro.Parameters.Length; i++)
        {
            named.Set(macro.Parameters[i].Name, stack[newFrame + i]);
        }

        if (rest.Object is RestSequence { Count: > 0 })
        {
            throw Error($"{macro.Name} uses .args and a catch-all parameter, so it can only be called with named arguments.", macro);
        }

        for (var i = 0; i < (rest.Object as OrderedHash)?.Count; i++)
        {
            var extra = (OrderedHash)rest.Object!;
            named.Set(extra.KeyAt(i), extra.ValueAt(i));
        }

        return MakeHash(named, macro);
    }

    /// <summary>The arguments left over for a catch-all parameter.</summary>
    private sealed class RestSequence : ISequence, INesting
    {
        private readonly List<Value> items = [];

        public int Depth { get; private set; } = 1;

        public int Count => items.Count;

        public Value this[int index] => items[index];

        /// <summary>Sets an item; those that <c>?with_args</c> puts last may come before the others are there.</summary>
        public void Insert(int index, Value value)
        {
            while (items.Count <= index)
            {
                items.Add(default);
            }

            items[index] = value;
            Depth = Math.Max(Depth, Nesting.Around(value.Object));
        }
    }
}
