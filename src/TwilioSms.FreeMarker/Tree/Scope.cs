namespace TwilioSms.FreeMarker.Tree;

/// <summary>A loop variable or lambda parameter in force, and those around it; a chain that never changes.</summary>
internal sealed class Scope(string name, int slot, Scope? outer)
{
    public string Name { get; } = name;

    public int Slot { get; } = slot;

    public Scope? Outer { get; } = outer;

    /// <summary>Where the loop keeps its state; null for what is no loop variable.</summary>
    public LoopSlots? Loop { get; init; }

    /// <summary>What the loop lists, for a variable that holds its items.</summary>
    public Expression? Source { get; init; }

    public bool IsLambdaParameter { get; init; }

    /// <summary>Whether the nested content of a call gets it from its macro.</summary>
    public bool IsOfCall { get; init; }

    /// <summary>The nearest variable of a name, seen from the scope that may be null.</summary>
    public static Scope? Find(Scope? from, string name)
    {
        var scope = from;
        while (scope is not null && scope.Name != name)
        {
            scope = scope.Outer;
        }

        return scope;
    }
}

/// <summary>The slots of a loop's state.</summary>
/// <param name="Index">A number: the index of the item, from 0.</param>
/// <param name="HasNext">A boolean: whether another item follows.</param>
internal sealed record LoopSlots(int Index, int HasNext);

/// <summary>What has slots of its own while it runs: a template, a macro or function, an evaluated expression.</summary>
internal sealed class Unit
{
    private Dictionary<string, int>? locals;
    private List<Variable>? undecided;

    /// <summary>How many slots it needs; complete when it is parsed.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Whether <c>.args</c> is used in it.</summary>
    public bool UsesArguments { get; set; }

    /// <summary>The names of parameters and locals.</summary>
    public IReadOnlyDictionary<string, int>? Locals => locals;

    public int NewSlot() => SlotCount++;

    /// <summary>The slot of a parameter or local; the first time it gets one.</summary>
    public int LocalSlot(string name)
    {
        locals ??= new(StringComparer.Ordinal);
        if (!locals.TryGetValue(name, out var slot))
        {
            slot = NewSlot();
            locals.Add(name, slot);
        }

        return slot;
    }

    /// <summary>A name that may turn out to be a local by a <c>#local</c> further down.</summary>
    public void Decide(Variable variable) => (undecided ??= []).Add(variable);

    /// <summary>All locals are known: names get their slots.</summary>
    public void Complete()
    {
        if (undecided is null || locals is null)
        {
            return;
        }

        foreach (var variable in undecided)
        {
            if (locals.TryGetValue(variable.Name, out var slot))
            {
                variable.Slot = slot;
            }
        }

        undecided = null;
    }
}
