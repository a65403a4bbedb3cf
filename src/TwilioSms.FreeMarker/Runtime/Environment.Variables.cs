using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// Where variables are kept: slots of the running unit, namespaces, the data model.
internal sealed partial class Environment
{
    private readonly Namespace mainNamespace = new();
    private readonly Namespace globals = new();
    private OuterScope? outerScope;

    public Namespace MainNamespace => mainNamespace;

    /// <summary>The namespace of the running template or macro.</summary>
    public Namespace CurrentNamespace { get; private set; }

    public IExtendedHash DataModel { get; private set; } = null!;

    /// <summary>The value of <c>.data_model</c>.</summary>
    public IHash VisibleData => new DataVariables(this, DataModel);

    /// <summary>A variable that is no loop variable or local of the text it is named in.</summary>
    public Value Find(string name)
    {
        if (outerScope is not null && outerScope.Find(name, this) is { IsMissing: false } around)
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

    private Value FindInData(string name) =>
        DataModel.Get(name) is { IsMissing: false } given ? given : StandardDirectives.Find(name);

    /// <summary>The scope that a text parsed by itself sees when it runs here.</summary>
    public OuterScope? ScopeFor(Scope? scope, Unit unit) =>
        scope is null && unit.Locals is null ? outerScope : new OuterScope(scope, unit, frame, outerScope);

    public Value Read(VariableScope scope, Namespace? target, string name, int slot)
    {
        if (scope == VariableScope.Local)
        {
            return Slot(slot);
        }

        var space = scope == VariableScope.Global ? globals : target ?? CurrentNamespace;
        return space.Get(name);
    }

    public void Assign(VariableScope scope, Namespace? target, string name, int slot, Value value)
    {
        switch (scope)
        {
            case VariableScope.Local:
                SetSlot(slot, value);
                break;
            case VariableScope.Global:
                globals.Set(name, value);
                break;
            default:
                (target ?? CurrentNamespace).Set(name, value);
                break;
        }
    }

    /// <summary>Whether the running macro or function has a local of that name.</summary>
    public bool HasLocal(string name) => currentCall >= 0 && calls[currentCall].Macro.Unit.Locals?.ContainsKey(name) == true;

    /// <summary>Sets a local that the running macro or function has.</summary>
    public void AssignLocal(string name, Value value)
    {
        ref readonly var call = ref calls[currentCall];
        stack[call.Frame + call.Macro.Unit.Locals![name]] = value;
    }

    public Namespace ToNamespace(Expression expression)
    {
        var value = expression.Evaluate(this);
        return value.Object as Namespace ?? throw WrongType(expression, "a namespace (what #import or .namespace gives)", value);
    }

    /// <summary>The data as templates see it: never empty, and with the directives that are always there.</summary>
    private sealed class DataVariables(Environment environment, IExtendedHash data) : IExtendedHash
    {
        public int Count => data.Count;

        public bool IsEmpty => false;

        public Value Get(string key) => environment.FindInData(key);

        public string KeyAt(int position) => data.KeyAt(position);

        public Value ValueAt(int position) => data.ValueAt(position);
    }
}
