using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Where variables are kept: slots of what runs, namespaces, the data model.</summary>
internal sealed class Variables
{
    private readonly Dictionary<Macro, Namespace> homes = [];
    private readonly Namespace globals = new();
    private readonly ValueStack slots;

    public Variables(ValueStack slots)
    {
        this.slots = slots;
        CurrentNamespace = MainNamespace;
    }

    public Namespace MainNamespace { get; } = new();

    /// <summary>The namespace of the running template or macro.</summary>
    public Namespace CurrentNamespace { get; set; }

    /// <summary>The loop variables and locals around what runs, where that was parsed by itself.</summary>
    public OuterScope? Outer { get; set; }

    public IExtendedHash DataModel { get; set; } = null!;

    /// <summary>The value of <c>.data_model</c>.</summary>
    public IHash VisibleData => new DataVariables(this, DataModel);

    /// <summary>A variable that is no loop variable or local of the text it is named in.</summary>
    public Value Find(string name)
    {
        if (Outer is not null && Outer.Find(name, slots) is { IsMissing: false } around)
        {
            return around;
        }

        return !CurrentNamespace.IsUntouched && CurrentNamespace.Get(name) is { IsMissing: false } own ? own : FindGlobal(name);
    }

    public Value FindGlobal(string name)
    {
        if (!globals.IsUntouched && globals.Get(name) is { IsMissing: false } global)
        {
            return global;
        }

        return FindInData(name);
    }

    /// <summary>The scope that a text parsed by itself sees when it runs here.</summary>
    public OuterScope? ScopeFor(Scope? scope, Unit unit) =>
        scope is null && unit.Locals is null ? Outer : new OuterScope(scope, unit, slots.Frame, Outer);

    public Value Read(VariableScope scope, Namespace? target, string name, int slot)
    {
        if (scope == VariableScope.Local)
        {
            return slots[slot];
        }

        var space = scope == VariableScope.Global ? globals : target ?? CurrentNamespace;
        return space.Get(name);
    }

    public void Assign(VariableScope scope, Namespace? target, string name, int slot, Value value)
    {
        switch (scope)
        {
            case VariableScope.Local:
                slots.Set(slot, value);
                break;
            case VariableScope.Global:
                globals.Set(name, value);
                break;
            default:
                (target ?? CurrentNamespace).Set(name, value);
                break;
        }
    }

    /// <summary>Sets a macro as a variable of the running namespace, which is its own from now on.</summary>
    public void Define(Macro macro)
    {
        homes[macro] = CurrentNamespace;
        CurrentNamespace.Set(macro.Name, Value.FromObject(macro.Value));
    }

    public void Define(Macro[] macros)
    {
        foreach (var macro in macros)
        {
            Define(macro);
        }
    }

    /// <summary>The namespace that a macro was defined in.</summary>
    public Namespace NamespaceOf(Macro macro) => homes.TryGetValue(macro, out var home) ? home : CurrentNamespace;

    /// <summary>Names the namespace of a library; no name: it stays without.</summary>
    public void Name(string? variable, Namespace library)
    {
        if (variable is null)
        {
            return;
        }

        CurrentNamespace.Set(variable, Value.FromObject(library));
        if (CurrentNamespace == MainNamespace)
        {
            globals.Set(variable, Value.FromObject(library));
        }
    }

    public void Clear()
    {
        DataModel = null!;
        MainNamespace.Clear();
        globals.Clear();
        if (homes.Count > 0)
        {
            homes.Clear();
        }
    }

    private Value FindInData(string name) => DataModel.Get(name) is { IsMissing: false } given ? given : StandardDirectives.Find(name);

    /// <summary>The data as templates see it: never empty, and with the directives that are always there.</summary>
    private sealed class DataVariables(Variables variables, IExtendedHash data) : IExtendedHash
    {
        public int Count => data.Count;

        public bool IsEmpty => false;

        public Value Get(string key) => variables.FindInData(key);

        public string KeyAt(int position) => data.KeyAt(position);

        public Value ValueAt(int position) => data.ValueAt(position);
    }
}
