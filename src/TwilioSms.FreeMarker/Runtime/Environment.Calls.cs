using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// Calls of macros and functions, and the nested content of such calls.
internal sealed partial class Environment
{
    private readonly Dictionary<Macro, Namespace> macroNamespaces = [];
    private CallRecord[] calls = new CallRecord[8];
    private int callsTop;
    private int callsUsed;
    private int currentCall = -1;
    private int nestedDepth;

    /// <summary>What the last <c>#return</c> returned.</summary>
    public Value ReturnValue { get; set; }

    /// <summary>The value of <c>.args</c>.</summary>
    public Value CurrentArguments => calls[currentCall].Arguments;

    /// <summary>The value of <c>.locals</c>: the parameters and locals of the running macro or function that have values; missing outside of these.</summary>
    public Value LocalsOfCall(Node at)
    {
        if (currentCall < 0)
        {
            return default;
        }

        ref var record = ref calls[currentCall];
        ChargeCollection(record.Macro.Unit.Locals?.Count ?? 0, at);
        return Value.FromObject(record.Locals ??= new LocalVariables(this, record.Macro.Unit, record.Frame, at));
    }

    /// <summary>The name of the template that called the running macro.</summary>
    public string? CallerTemplateName => currentCall < 0 ? null : calls[currentCall].CallerSource.Name;

    /// <summary>Sets a macro as a variable of the running namespace, which is its own from now on.</summary>
    public void Define(Macro macro)
    {
        macroNamespaces[macro] = CurrentNamespace;
        CurrentNamespace.Set(macro.Name, Value.FromObject(macro.Value));
    }

    public Flow CallMacro(MacroValue callee, UserCall call)
    {
        var macro = callee.Macro;
        var saved = Save();
        var newFrame = PushFrame(macro.Unit);
        Bind(callee, call.Arguments, call.Names, newFrame);
        StartCall(macro, newFrame, call);
        var flow = Run(macro, newFrame);
        Restore(saved);
        return flow == Flow.Return ? Flow.Next : flow;
    }

    /// <summary>Calls a function; what it prints is dropped.</summary>
    public Value CallFunction(MacroValue callee, Expression[] arguments)
    {
        var macro = callee.Macro;
        if (!macro.IsFunction)
        {
            throw ErrorAtElement($"{macro.Name} is a macro, which has no value; call it as {Source.Tag($"<@{macro.Name}/>")}.");
        }

        var saved = Save();
        var outputStart = Output.Length;
        var newFrame = PushFrame(macro.Unit);
        Bind(callee, arguments, null, newFrame);
        return FinishFunction(macro, newFrame, saved, outputStart);
    }

    /// <summary>Calls a function with values instead of expressions, as built-ins do.</summary>
    public Value CallFunction(MacroValue callee, ReadOnlySpan<Value> arguments)
    {
        var saved = Save();
        var outputStart = Output.Length;
        var newFrame = PushFrame(callee.Macro.Unit);
        BindValues(callee, arguments, newFrame);
        return FinishFunction(callee.Macro, newFrame, saved, outputStart);
    }

    public Flow ExecuteNested(Nested nested, Expression[] arguments)
    {
        var saved = Save();
        var start = PushArguments(arguments);
        ref var record = ref calls[currentCall];
        if (record.Call?.Content is not { } content)
        {
            PopArguments(start);
            return Flow.Next;
        }

        CheckCallDepth(nested);
        var loopSlots = record.Call.LoopSlots;
        (frame, currentCall, CurrentNamespace, Source, outerScope) =
            (record.CallerFrame, record.Caller, record.CallerNamespace, record.CallerSource, record.CallerOuter);
        for (var i = 0; i < loopSlots.Length; i++)
        {
            SetSlot(loopSlots[i], start + i < stackTop ? stack[start + i] : default);
        }

        PopArguments(start);
        nestedDepth++;
        var flow = content.Execute(this);
        Restore(saved);
        return flow;
    }

    private Value FinishFunction(Macro macro, int newFrame, in State saved, int outputStart)
    {
        StartCall(macro, newFrame, null);
        var flow = Run(macro, newFrame);
        var result = flow == Flow.Return ? ReturnValue : default;
        ReturnValue = default;
        Output.Truncate(outputStart);
        Restore(saved);
        return result;
    }

    private void StartCall(Macro macro, int newFrame, UserCall? call)
    {
        CheckCallDepth(CurrentElement);
        if (callsTop == calls.Length)
        {
            Array.Resize(ref calls, calls.Length * 2);
        }

        calls[callsTop] = new CallRecord
        {
            Macro = macro,
            Frame = newFrame,
            Call = call,
            Caller = currentCall,
            CallerFrame = frame,
            CallerNamespace = CurrentNamespace,
            CallerSource = Source,
            CallerOuter = outerScope,
        };
        currentCall = callsTop++;
        callsUsed = Math.Max(callsUsed, callsTop);
        frame = newFrame;
        outerScope = null;
        Source = macro.Source;
        CurrentElement = macro;
        CurrentNamespace = macroNamespaces.TryGetValue(macro, out var home) ? home : CurrentNamespace;
    }

    private void CheckCallDepth(Node at)
    {
        if (callsTop + nestedDepth >= Limits.CallDepth)
        {
            throw LimitReached(nameof(TemplateLimits.CallDepth), Limits.CallDepth, "calls inside each other", at);
        }
    }

    private Flow Run(Macro macro, int newFrame)
    {
        Step(macro);
        ApplyDefaults(macro, newFrame);
        if (macro.UsesArguments)
        {
            calls[currentCall].Arguments = CollectArguments(macro, newFrame);
        }

        return macro.Content.Execute(this);
    }

    /// <summary>Calls end, those from one on: views of their locals keep what they see last.</summary>
    private void EndCalls(int first)
    {
        for (var i = first; i < callsTop; i++)
        {
            calls[i].Locals?.Keep();
        }

        callsTop = first;
    }

    private void ClearCalls()
    {
        if (callsUsed > 0)
        {
            calls.AsSpan(0, callsUsed).Clear();
            callsUsed = 0;
        }

        ReturnValue = default;
    }

    /// <summary>A running call: what its nested content needs to run where it was written.</summary>
    private struct CallRecord
    {
        public Macro Macro;
        public int Frame;
        public UserCall? Call;
        public int Caller;
        public int CallerFrame;
        public Namespace CallerNamespace;
        public TemplateSource CallerSource;
        public OuterScope? CallerOuter;
        public Value Arguments;
        public LocalVariables? Locals;
    }
}
