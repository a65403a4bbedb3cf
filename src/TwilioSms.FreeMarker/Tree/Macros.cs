using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>A parameter of a macro or function.</summary>
/// <param name="Name">The name.</param>
/// <param name="Slot">Where its value is kept.</param>
/// <param name="Default">What it is when it is not given.</param>
internal sealed record Parameter(string Name, int Slot, Expression? Default);

/// <summary><c>#macro</c> and <c>#function</c>.</summary>
internal sealed class Macro : Element
{
    /// <summary>Up to here, comparing names one after the other is faster than an index.</summary>
    private const int MostSearched = 8;

    private readonly Dictionary<string, int>? slots;

    public Macro(int start, string name, bool isFunction, Parameter[] parameters, Parameter? catchAll, Unit unit, TemplateSource source)
        : base(start)
    {
        Name = name;
        IsFunction = isFunction;
        Parameters = parameters;
        CatchAll = catchAll?.Name;
        CatchAllSlot = catchAll?.Slot ?? -1;
        Unit = unit;
        Source = source;
        Value = new MacroValue(this, null);
        slots = parameters.Length <= MostSearched ? null : parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Slot, StringComparer.Ordinal);
    }

    public string Name { get; }

    public bool IsFunction { get; }

    public Parameter[] Parameters { get; }

    /// <summary>The parameter that takes the arguments left over.</summary>
    public string? CatchAll { get; }

    public int CatchAllSlot { get; }

    public Unit Unit { get; }

    public TemplateSource Source { get; }

    public Block Content { get; set; } = null!;

    /// <summary>Whether <c>.args</c> is used in it.</summary>
    public bool UsesArguments => Unit.UsesArguments;

    public MacroValue Value { get; }

    /// <summary>The slot of a parameter that is no catch-all; -1 where there is none of the name.</summary>
    public int SlotOf(string parameter)
    {
        if (slots is not null)
        {
            return slots.TryGetValue(parameter, out var slot) ? slot : -1;
        }

        foreach (var candidate in Parameters)
        {
            if (candidate.Name == parameter)
            {
                return candidate.Slot;
            }
        }

        return -1;
    }

    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        environment.Variables.Define(this);
        return Flow.Next;
    }
}

/// <summary>A macro or function as a value, perhaps with arguments given beforehand (<c>?with_args</c>).</summary>
internal sealed class MacroValue(Macro macro, BoundArguments? bound)
{
    public Macro Macro => macro;

    public BoundArguments? Bound => bound;
}

/// <summary>Arguments given by <c>?with_args</c>; either by position or by name.</summary>
/// <param name="Positional">The arguments in order.</param>
/// <param name="Named">The arguments by name.</param>
/// <param name="Last">Whether those by position come after the ones of the call.</param>
internal sealed record BoundArguments(ISequence? Positional, IExtendedHash? Named, bool Last);

/// <summary><c>#return</c>.</summary>
internal sealed class Return(int start, Expression? value) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        environment.Calls.ReturnValue = value is null ? Value.Missing : value.Evaluate(environment);
        return Flow.Return;
    }
}

/// <summary><c>#nested</c>: executes what stands between the tags of the macro's call.</summary>
internal sealed class Nested(int start, Expression[] arguments) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        return environment.Calls.ExecuteNested(this, arguments);
    }
}

/// <summary><c>&lt;@m a=1&gt;...&lt;/@m&gt;</c>.</summary>
internal sealed class UserCall : Element
{
    public UserCall(int start, Expression target, Expression[] positional, string[]? names, int[] loopSlots, Block? content, Scope? scope, Unit unit)
        : base(start)
    {
        Target = target;
        Arguments = positional;
        Names = names;
        LoopSlots = loopSlots;
        Content = content;
        Scope = scope;
        Unit = unit;
    }

    public Expression Target { get; }

    public Expression[] Arguments { get; }

    /// <summary>The names of the arguments; null where they are given by position.</summary>
    public string[]? Names { get; }

    /// <summary>The slots of the nested content's loop variables.</summary>
    public int[] LoopSlots { get; }

    /// <summary>How many loop variables the call names.</summary>
    public int LoopVariables { get; init; }

    public Block? Content { get; }

    public Scope? Scope { get; }

    public Unit Unit { get; }

    /// <summary>Whether the old <c>#call</c> was used, which calls functions too.</summary>
    public bool IsLegacy { get; init; }

    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var callee = Target.Evaluate(environment);
        return callee.Object switch
        {
            MacroValue macro when macro.Macro.IsFunction && !IsLegacy => throw environment.Errors.AtElement(
                $"{environment.Errors.TextOf(Target)} is a function, not a directive; call it in an expression: ${{{environment.Errors.TextOf(Target)}()}}."),
            MacroValue macro => environment.Calls.CallMacro(macro, this),
            Pass => Flow.Next,
            IDirective directive => directive.Execute(environment, this, Parameters(environment)),
            _ => throw environment.Errors.WrongType(Target, "a macro or another directive", callee),
        };
    }

    /// <summary>Arguments by position mean nothing to what is no macro, and are not evaluated.</summary>
    private OrderedHash Parameters(Environment environment)
    {
        var parameters = new OrderedHash(Names?.Length ?? 0);
        for (var i = 0; i < Names?.Length; i++)
        {
            parameters.Set(Names[i], Arguments[i].Evaluate(environment));
        }

        return parameters;
    }
}
