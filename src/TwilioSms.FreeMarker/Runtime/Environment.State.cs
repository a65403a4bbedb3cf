namespace TwilioSms.FreeMarker;

// What has to be put back when an error is caught on the way.
internal sealed partial class Environment
{
    public State Save() => new(Source, CurrentElement, CurrentNamespace, outerScope, frame, stackTop, currentCall, callsTop, errorsTop, nestedDepth);

    public void Restore(in State state)
    {
        (Source, CurrentElement, CurrentNamespace, outerScope) = (state.Source, state.Element, state.Namespace, state.Outer);
        (frame, stackTop, currentCall, callsTop) = (state.Frame, state.StackTop, state.Call, state.CallsTop);
        (errorsTop, nestedDepth) = (state.ErrorsTop, state.NestedDepth);
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
        int ErrorsTop,
        int NestedDepth);
}
