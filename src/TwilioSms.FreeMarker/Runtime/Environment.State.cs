using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// What has to be put back when an error is caught on the way.
internal sealed partial class Environment
{
    public State Save() => new(Source, CurrentElement, CurrentNamespace, outerScope, frame, stackTop, currentCall, callsTop, nestedDepth, CurrentError, Output.Length);

    public void Restore(in State state)
    {
        (Source, CurrentElement, CurrentNamespace, outerScope) = (state.Source, state.Element, state.Namespace, state.Outer);
        if (callsTop != state.CallsTop)
        {
            EndCalls(state.CallsTop);
        }

        (frame, stackTop, currentCall) = (state.Frame, state.StackTop, state.Call);
        (nestedDepth, CurrentError) = (state.NestedDepth, state.Error);
    }

    /// <summary>Puts a state back after an error: what was written since then is taken back too.</summary>
    public void Recover(in State state)
    {
        Restore(state);
        Output.Truncate(state.OutputLength);
    }

    /// <summary>The running state at one moment.</summary>
    internal readonly record struct State(
        TemplateSource Source,
        Node Element,
        Namespace Namespace,
        OuterScope? Outer,
        int Frame,
        int StackTop,
        int Call,
        int CallsTop,
        int NestedDepth,
        string? Error,
        int OutputLength);
}
