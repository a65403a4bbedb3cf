using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The running calls of macros and functions, and the nested content of such calls.</summary>
internal sealed class CallStack(Environment environment)
{
    private Call[] calls = new Call[8];
    private int used;

    /// <summary>How many calls there are.</summary>
    public int Count { get; private set; }

    /// <summary>Which of them runs: nested content runs in an outer one; -1 outside of any.</summary>
    public int Current { get; set; } = -1;

    /// <summary>How many nested contents and texts parsed by themselves run inside each other.</summary>
    public int NestedDepth { get; set; }

    /// <summary>What the last <c>#return</c> returned.</summary>
    public Value ReturnValue { get; set; }

    /// <summary>The value of <c>.args</c>.</summary>
    public Value CurrentArguments => calls[Current].Arguments;

    /// <summary>The name of the template that called the running macro.</summary>
    public string? CallerTemplateName => Current < 0 ? null : calls[Current].CallerSource.Name;

    /// <summary>The value of <c>.locals</c>: the parameters and locals of the running macro or function that have values; missing outside of these.</summary>
    public Value LocalsOfCall(Node at)
    {
        if (Current < 0)
        {
            return default;
        }

        ref var call = ref calls[Current];
        environment.Budget.ChargeCollection(call.Macro.Unit.Locals?.Count ?? 0, at);
        return Value.FromObject(call.Locals ??= new LocalVariables(environment.Slots, environment.Budget, call.Macro.Unit, call.Frame, at));
    }

    /// <summary>Whether the running macro or function has a local of that name.</summary>
    public bool HasLocal(string name) => Current >= 0 && calls[Current].Macro.Unit.Locals?.ContainsKey(name) == true;

    /// <summary>Sets a local that the running macro or function has.</summary>
    public void AssignLocal(string name, Value value)
    {
        ref readonly var call = ref calls[Current];
        environment.Slots.SetAt(call.Frame + call.Macro.Unit.Locals![name], value);
    }

    public Flow CallMacro(MacroValue callee, UserCall call)
    {
        var saved = environment.Save();
        var frame = environment.Slots.PushFrame(callee.Macro.Unit);
        new ArgumentBinding(environment, callee, frame).Bind(call.Arguments, call.Names);
        Start(callee.Macro, frame, call);
        var flow = Run(callee.Macro, frame);
        environment.Restore(saved);
        return flow == Flow.Return ? Flow.Next : flow;
    }

    /// <summary>Calls a function; what it prints is dropped.</summary>
    public Value CallFunction(MacroValue callee, Expression[] arguments)
    {
        if (!callee.Macro.IsFunction)
        {
            throw environment.Errors.AtElement($"{callee.Macro.Name} is a macro, which has no value; call it as {environment.Position.Source.Tag($"<@{callee.Macro.Name}/>")}.");
        }

        var saved = environment.Save();
        var frame = environment.Slots.PushFrame(callee.Macro.Unit);
        new ArgumentBinding(environment, callee, frame).Bind(arguments, null);
        return FinishFunction(callee.Macro, frame, saved);
    }

    /// <summary>Calls a function with values instead of expressions, as built-ins do.</summary>
    public Value CallFunction(MacroValue callee, ReadOnlySpan<Value> arguments)
    {
        var saved = environment.Save();
        var frame = environment.Slots.PushFrame(callee.Macro.Unit);
        new ArgumentBinding(environment, callee, frame).Bind(arguments);
        return FinishFunction(callee.Macro, frame, saved);
    }

    /// <summary>Runs the nested content of the running call where it was written.</summary>
    public Flow ExecuteNested(Node at, Expression[] arguments)
    {
        var saved = environment.Save();
        var slots = environment.Slots;
        var start = slots.PushArguments(arguments, environment);
        ref var call = ref calls[Current];
        if (call.User?.Content is not { } content)
        {
            slots.Pop(start);
            return Flow.Next;
        }

        CheckDepth(at);
        var loopSlots = call.User.LoopSlots;
        (slots.Frame, Current) = (call.CallerFrame, call.Caller);
        (environment.Variables.CurrentNamespace, environment.Variables.Outer) = (call.CallerNamespace, call.CallerOuter);
        environment.Position.Source = call.CallerSource;
        for (var i = 0; i < loopSlots.Length; i++)
        {
            slots.Set(loopSlots[i], start + i < slots.Top ? slots.At(start + i) : default);
        }

        slots.Pop(start);
        NestedDepth++;
        var flow = content.Execute(environment);
        environment.Restore(saved);
        return flow;
    }

    public void CheckDepth(Node at)
    {
        if (Count + NestedDepth >= environment.Budget.Limits.CallDepth)
        {
            throw environment.Budget.LimitReached(nameof(TemplateLimits.CallDepth), environment.Budget.Limits.CallDepth, "calls inside each other", at);
        }
    }

    /// <summary>Calls end, those from one on: views of their locals keep what they see last.</summary>
    public void EndFrom(int first)
    {
        for (var i = first; i < Count; i++)
        {
            calls[i].Locals?.Keep();
        }

        Count = first;
    }

    public void Clear()
    {
        if (used > 0)
        {
            calls.AsSpan(0, used).Clear();
            used = 0;
        }

        ReturnValue = default;
    }

    private Value FinishFunction(Macro macro, int frame, in Environment.State saved)
    {
        Start(macro, frame, null);
        var flow = Run(macro, frame);
        var result = flow == Flow.Return ? ReturnValue : default;
        ReturnValue = default;
        environment.Recover(saved);
        return result;
    }

    private void Start(Macro macro, int frame, UserCall? call)
    {
        var (position, variables, slots) = (environment.Position, environment.Variables, environment.Slots);
        CheckDepth(position.Element);
        if (Count == calls.Length)
        {
            Array.Resize(ref calls, calls.Length * 2);
        }

        calls[Count] = new Call
        {
            Macro = macro,
            Frame = frame,
            User = call,
            Caller = Current,
            CallerFrame = slots.Frame,
            CallerNamespace = variables.CurrentNamespace,
            CallerSource = position.Source,
            CallerOuter = variables.Outer,
        };
        Current = Count++;
        used = Math.Max(used, Count);
        slots.Frame = frame;
        variables.Outer = null;
        position.Source = macro.Source;
        position.Element = macro;
        variables.CurrentNamespace = variables.NamespaceOf(macro);
    }

    private Flow Run(Macro macro, int frame)
    {
        environment.Budget.Step(macro);
        ParameterDefaults.Apply(environment, macro, frame);
        if (macro.UsesArguments)
        {
            calls[Current].Arguments = ArgumentBinding.Collect(environment, macro, frame);
        }

        return macro.Content.Execute(environment);
    }

    /// <summary>A running call: what its nested content needs to run where it was written.</summary>
    private struct Call
    {
        public Macro Macro;
        public int Frame;
        public UserCall? User;
        public int Caller;
        public int CallerFrame;
        public Namespace CallerNamespace;
        public TemplateSource CallerSource;
        public OuterScope? CallerOuter;
        public Value Arguments;
        public LocalVariables? Locals;
    }
}
