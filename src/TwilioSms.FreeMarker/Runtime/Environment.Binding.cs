using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// Arguments become parameters.
internal sealed partial class Environment
{
    private const int MostParametersTold = 12;

    private void Bind(MacroValue callee, Expression[] arguments, string[]? names, int newFrame)
    {
        CheckArguments(callee, arguments.Length, names is not null);
        BindBound(callee, arguments.Length, names is not null, newFrame);
        if (names is null)
        {
            var start = PushArguments(arguments);
            BindPositional(callee, ArgumentsFrom(start), newFrame);
            PopArguments(start);
        }
        else
        {
            BindNamed(callee.Macro, arguments, names, newFrame);
            BindBoundLast(callee, 0, newFrame);
        }
    }

    private void BindValues(MacroValue callee, ReadOnlySpan<Value> arguments, int newFrame)
    {
        CheckArguments(callee, arguments.Length, areNamed: false);
        BindBound(callee, arguments.Length, areNamed: false, newFrame);
        BindPositional(callee, arguments, newFrame);
    }

    /// <summary>What can be wrong with the arguments of a call before any is evaluated.</summary>
    private void CheckArguments(MacroValue callee, int given, bool areNamed)
    {
        var macro = callee.Macro;
        var bound = callee.Bound?.Positional?.Count ?? 0;
        var count = bound + (areNamed ? 0 : given);
        if (count > macro.Parameters.Length && macro.CatchAll is null)
        {
            throw ErrorAtElement(FormattableString.Invariant($"{macro.Name} takes {macro.Parameters.Length} arguments, but got {count}.{ParametersOf(macro)}"));
        }

        if (areNamed && given > 0 && bound > 0 && callee.Bound!.Last)
        {
            throw ErrorAtElement($"{macro.Name} got arguments by position from ?with_args_last, so none can be given by name.");
        }
    }

    /// <summary>Arguments that <c>?with_args</c> gave.</summary>
    private void BindBound(MacroValue callee, int given, bool areNamed, int newFrame)
    {
        var macro = callee.Macro;
        var bound = callee.Bound;
        if (macro.CatchAll is not null)
        {
            var collectsNames = CollectsNames(macro, bound, given, areNamed);
            if (collectsNames && !areNamed && given > macro.Parameters.Length)
            {
                throw MixedArguments(macro);
            }

            stack[newFrame + macro.CatchAllSlot] = Value.FromObject(collectsNames ? new OrderedHash() : new RestSequence());
        }

        if (bound?.Named is { } named)
        {
            Charge(named.Count, CurrentElement);
            for (var i = 0; i < named.Count; i++)
            {
                CheckNamed(macro, named.KeyAt(i), newFrame);
                if (!bound.Last || macro.SlotOf(named.KeyAt(i)) >= 0)
                {
                    BindNamed(macro, named.KeyAt(i), named.ValueAt(i), newFrame);
                }
            }
        }
        else if (bound is { Positional: { } values, Last: false })
        {
            BindBound(macro, values, 0, newFrame);
        }
    }

    /// <summary>Whether the catch-all parameter is a hash: the first arguments left over decide, those of <c>?with_args</c> before those of the call.</summary>
    private static bool CollectsNames(Macro macro, BoundArguments? bound, int given, bool areNamed)
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

    private void BindBound(Macro macro, ISequence values, int offset, int newFrame)
    {
        Charge(values.Count, CurrentElement);
        for (var i = 0; i < values.Count; i++)
        {
            BindAt(macro, offset + i, values[i], newFrame);
        }
    }

    /// <summary>Arguments that <c>?with_args_last</c> gave, and that come after those of the call.</summary>
    private void BindBoundLast(MacroValue callee, int given, int newFrame)
    {
        if (callee.Bound is not { Last: true } bound)
        {
            return;
        }

        var macro = callee.Macro;
        if (bound.Positional is { } values)
        {
            BindBound(macro, values, given, newFrame);
            return;
        }

        for (var i = 0; i < bound.Named!.Count; i++)
        {
            var name = bound.Named.KeyAt(i);
            if (macro.SlotOf(name) < 0 && stack[newFrame + macro.CatchAllSlot].Object is OrderedHash rest && !rest.Contains(name))
            {
                BindNamed(macro, name, bound.Named.ValueAt(i), newFrame);
            }
        }
    }

    private void BindNamed(Macro macro, Expression[] arguments, string[] names, int newFrame)
    {
        for (var i = 0; i < names.Length; i++)
        {
            CheckNamed(macro, names[i], newFrame);
            BindNamed(macro, names[i], arguments[i].Evaluate(this), newFrame);
        }
    }

    private void CheckNamed(Macro macro, string name, int newFrame)
    {
        if (macro.SlotOf(name) < 0 && (macro.CatchAll is null || stack[newFrame + macro.CatchAllSlot].Object is not OrderedHash))
        {
            throw macro.CatchAll is not null
                ? MixedArguments(macro)
                : ErrorAtElement(
                    $"{macro.Name} has no parameter {name}.{ParametersOf(macro)}");
        }
    }

    /// <summary>What a macro can be given, after a space.</summary>
    private static string ParametersOf(Macro macro) => macro.Parameters.Length == 0
        ? " It has none."
        : $" It has {string.Join(", ", macro.Parameters.Take(MostParametersTold).Select(static parameter => parameter.Name))}{(macro.Parameters.Length > MostParametersTold ? " and others" : string.Empty)}.";

    private void BindNamed(Macro macro, string name, Value value, int newFrame)
    {
        var slot = macro.SlotOf(name);
        if (slot >= 0)
        {
            stack[newFrame + slot] = value;
            return;
        }

        var rest = (OrderedHash)stack[newFrame + macro.CatchAllSlot].Object!;
        ChargeCollection(rest.Count + 1, 1, CurrentElement);
        rest.Set(name, value);
        rest.Depth = Math.Max(rest.Depth, Nesting.Around(value.Object));
        CheckValueDepth(rest.Depth, CurrentElement);
    }

    private void BindPositional(MacroValue callee, ReadOnlySpan<Value> values, int newFrame)
    {
        var offset = callee.Bound is { Last: false, Positional: { } bound } ? bound.Count : 0;
        for (var i = 0; i < values.Length; i++)
        {
            BindAt(callee.Macro, offset + i, values[i], newFrame);
        }

        BindBoundLast(callee, values.Length, newFrame);
    }

    private void BindAt(Macro macro, int position, Value value, int newFrame)
    {
        if (position < macro.Parameters.Length)
        {
            stack[newFrame + macro.Parameters[position].Slot] = value;
            return;
        }

        var rest = (RestSequence)stack[newFrame + macro.CatchAllSlot].Object!;
        ChargeCollection(rest.Count + 1, 1, CurrentElement);
        rest.Add(value);
        CheckValueDepth(rest.Depth, CurrentElement);
    }

    private TemplateRenderException MixedArguments(Macro macro) =>
        ErrorAtElement($"{macro.Name} got arguments by position and by name for its parameter {macro.CatchAll}; one kind is possible.");

    /// <summary>Parameters that were not given get their defaults, which may need each other.</summary>
    private void ApplyDefaults(Macro macro, int newFrame)
    {
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
                var parameter = macro.Parameters[i];
                if (!stack[newFrame + parameter.Slot].IsMissing)
                {
                    continue;
                }

                var value = DefaultOf(macro, parameter, unresolved is null, ref failure);
                if (value.IsMissing)
                {
                    unresolved ??= parameter.Default;
                }
                else
                {
                    stack[newFrame + parameter.Slot] = value;
                    progress = true;
                }
            }
        }
        while (unresolved is not null && progress);

        if (failure is not null || (unresolved is not null && !Settings.ClassicCompatible))
        {
            throw failure ?? Missing(unresolved!);
        }
    }

    private Value DefaultOf(Macro macro, Parameter parameter, bool keepFailure, ref TemplateRenderException? failure)
    {
        if (parameter.Default is null)
        {
            return Settings.ClassicCompatible ? default : throw Error(TemplateRenderFailure.Other, $"{macro.Name} needs its parameter {parameter.Name}, but it was not given or has no value.", macro);
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
        var rest = macro.CatchAll is null ? default : stack[newFrame + macro.CatchAllSlot];
        Charge(macro.Parameters.Length + ((rest.Object as ISequence)?.Count ?? (rest.Object as OrderedHash)?.Count ?? 0), macro);
        if (macro.IsFunction)
        {
            var items = new RestSequence();
            for (var i = 0; i < macro.Parameters.Length; i++)
            {
                items.Add(stack[newFrame + macro.Parameters[i].Slot]);
            }

            for (var i = 0; i < (rest.Object as ISequence)?.Count; i++)
            {
                items.Add(((ISequence)rest.Object!)[i]);
            }

            return Nested(items, macro);
        }

        var named = new OrderedHash(macro.Parameters.Length);
        for (var i = 0; i < macro.Parameters.Length; i++)
        {
            named.Set(macro.Parameters[i].Name, stack[newFrame + macro.Parameters[i].Slot]);
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

        public void Add(Value value)
        {
            items.Add(value);
            Depth = Math.Max(Depth, Nesting.Around(value.Object));
        }
    }
}
