using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>
/// Arguments become parameters, by position or by name: those of <c>?with_args</c>, then those of the call, then those of
/// <c>?with_args_last</c>. What no parameter takes is left to the catch-all.
/// </summary>
/// <param name="environment">The running template.</param>
/// <param name="callee">What is called.</param>
/// <param name="frame">Where its slots start.</param>
internal readonly ref struct ArgumentBinding(Environment environment, MacroValue callee, int frame)
{
    private const int MostParametersTold = 12;

    private readonly Environment environment = environment;
    private readonly Macro macro = callee.Macro;
    private readonly BoundArguments? bound = callee.Bound;
    private readonly int frame = frame;

    /// <summary>Binds expressions, each evaluated in its turn.</summary>
    public void Bind(Expression[] arguments, string[]? names)
    {
        Begin(arguments.Length, names is not null);
        if (names is null)
        {
            var start = environment.Slots.PushArguments(arguments, environment);
            AddAll(environment.Slots.From(start));
            environment.Slots.Pop(start);
            return;
        }

        for (var i = 0; i < names.Length; i++)
        {
            Require(names[i]);
            Add(names[i], arguments[i].Evaluate(environment));
        }

        End(0);
    }

    /// <summary>Binds values, by position.</summary>
    public void Bind(ReadOnlySpan<Value> arguments)
    {
        Begin(arguments.Length, areNamed: false);
        AddAll(arguments);
    }

    /// <summary>The value of <c>.args</c>: a hash for a macro, a sequence for a function.</summary>
    public static Value Collect(Environment environment, Macro macro, int frame)
    {
        var slots = environment.Slots;
        var rest = macro.CatchAll is null ? default : slots.At(frame + macro.CatchAllSlot);
        environment.Budget.Charge(macro.Parameters.Length + ((rest.Object as ISequence)?.Count ?? (rest.Object as OrderedHash)?.Count ?? 0), macro);
        if (macro.IsFunction)
        {
            var items = new RestSequence();
            for (var i = 0; i < macro.Parameters.Length; i++)
            {
                items.Add(slots.At(frame + macro.Parameters[i].Slot));
            }

            for (var i = 0; i < (rest.Object as ISequence)?.Count; i++)
            {
                items.Add(((ISequence)rest.Object!)[i]);
            }

            return environment.Collections.Nested(items, macro);
        }

        var named = new OrderedHash(macro.Parameters.Length);
        for (var i = 0; i < macro.Parameters.Length; i++)
        {
            named.Set(macro.Parameters[i].Name, slots.At(frame + macro.Parameters[i].Slot));
        }

        if (rest.Object is RestSequence { Count: > 0 })
        {
            throw environment.Errors.At($"{macro.Name} uses .args and a catch-all parameter, so it can only be called with named arguments.", macro);
        }

        for (var i = 0; i < (rest.Object as OrderedHash)?.Count; i++)
        {
            var extra = (OrderedHash)rest.Object!;
            named.Set(extra.KeyAt(i), extra.ValueAt(i));
        }

        return environment.Collections.MakeHash(named, macro);
    }

    /// <summary>What can be wrong before any argument is evaluated; then what <c>?with_args</c> gave.</summary>
    private void Begin(int given, bool areNamed)
    {
        var count = (bound?.Positional?.Count ?? 0) + (areNamed ? 0 : given);
        if (count > macro.Parameters.Length && macro.CatchAll is null)
        {
            throw environment.Errors.AtElement(
                FormattableString.Invariant($"{macro.Name} takes {macro.Parameters.Length} arguments, but got {count}.{ParametersTold()}"));
        }

        if (areNamed && given > 0 && bound is { Last: true, Positional.Count: > 0 })
        {
            throw environment.Errors.AtElement($"{macro.Name} got arguments by position from ?with_args_last, so none can be given by name.");
        }

        if (macro.CatchAll is not null)
        {
            var collectsNames = CollectsNames(given, areNamed);
            if (collectsNames && !areNamed && given > macro.Parameters.Length)
            {
                throw MixedArguments();
            }

            environment.Slots.SetAt(frame + macro.CatchAllSlot, Value.FromObject(collectsNames ? new OrderedHash() : new RestSequence()));
        }

        if (bound?.Named is { } named)
        {
            environment.Budget.Charge(named.Count, environment.Position.Element);
            for (var i = 0; i < named.Count; i++)
            {
                Require(named.KeyAt(i));
                if (!bound.Last || macro.SlotOf(named.KeyAt(i)) >= 0)
                {
                    Add(named.KeyAt(i), named.ValueAt(i));
                }
            }
        }
        else if (bound is { Positional: { } values, Last: false })
        {
            AddAll(values, 0);
        }
    }

    /// <summary>What <c>?with_args_last</c> gave, after as many arguments by position as the call has.</summary>
    private void End(int given)
    {
        if (bound is not { Last: true })
        {
            return;
        }

        if (bound.Positional is { } values)
        {
            AddAll(values, given);
            return;
        }

        for (var i = 0; i < bound.Named!.Count; i++)
        {
            var name = bound.Named.KeyAt(i);
            if (macro.SlotOf(name) < 0 && environment.Slots.At(frame + macro.CatchAllSlot).Object is OrderedHash rest && !rest.Contains(name))
            {
                Add(name, bound.Named.ValueAt(i));
            }
        }
    }

    /// <summary>All arguments of the call, by position.</summary>
    private void AddAll(ReadOnlySpan<Value> values)
    {
        var offset = bound is { Last: false, Positional: { } first } ? first.Count : 0;
        for (var i = 0; i < values.Length; i++)
        {
            Add(offset + i, values[i]);
        }

        End(values.Length);
    }

    private void AddAll(ISequence values, int offset)
    {
        environment.Budget.Charge(values.Count, environment.Position.Element);
        for (var i = 0; i < values.Count; i++)
        {
            Add(offset + i, values[i]);
        }
    }

    private void Add(int position, Value value)
    {
        if (position < macro.Parameters.Length)
        {
            environment.Slots.SetAt(frame + macro.Parameters[position].Slot, value);
            return;
        }

        var rest = (RestSequence)environment.Slots.At(frame + macro.CatchAllSlot).Object!;
        environment.Budget.ChargeCollection(rest.Count + 1, 1, environment.Position.Element);
        rest.Add(value);
        environment.Budget.CheckValueDepth(rest.Depth, environment.Position.Element);
    }

    private void Add(string name, Value value)
    {
        var slot = macro.SlotOf(name);
        if (slot >= 0)
        {
            environment.Slots.SetAt(frame + slot, value);
            return;
        }

        var rest = (OrderedHash)environment.Slots.At(frame + macro.CatchAllSlot).Object!;
        environment.Budget.ChargeCollection(rest.Count + 1, 1, environment.Position.Element);
        rest.Set(name, value);
        rest.Depth = Math.Max(rest.Depth, Nesting.Around(value.Object));
        environment.Budget.CheckValueDepth(rest.Depth, environment.Position.Element);
    }

    /// <summary>Something has to take an argument of that name.</summary>
    private void Require(string name)
    {
        if (macro.SlotOf(name) < 0 && (macro.CatchAll is null || environment.Slots.At(frame + macro.CatchAllSlot).Object is not OrderedHash))
        {
            throw macro.CatchAll is not null
                ? MixedArguments()
                : environment.Errors.AtElement($"{macro.Name} has no parameter {name}.{ParametersTold()}");
        }
    }

    /// <summary>Whether the catch-all parameter is a hash: the first arguments left over decide, those of <c>?with_args</c> before those of the call.</summary>
    private bool CollectsNames(int given, bool areNamed)
    {
        if (bound?.Named is not { } named)
        {
            return areNamed && !(bound?.Positional?.Count > macro.Parameters.Length);
        }

        for (var i = 0; i < named.Count; i++)
        {
            if (macro.SlotOf(named.KeyAt(i)) < 0)
            {
                return true;
            }
        }

        return areNamed || given == 0;
    }

    /// <summary>What a macro can be given, after a space.</summary>
    private string ParametersTold() => macro.Parameters.Length == 0
        ? " It has none."
        : $" It has {string.Join(", ", macro.Parameters.Take(MostParametersTold).Select(static parameter => parameter.Name))}{(macro.Parameters.Length > MostParametersTold ? " and others" : string.Empty)}.";

    private TemplateRenderException MixedArguments() => environment.Errors.AtElement(
        $"{macro.Name} got arguments by position and by name for its parameter {macro.CatchAll}; one kind is possible.");
}
