namespace TwilioSms.FreeMarker;

// What has to be put back when an error is caught on the way.
internal sealed partial class Environment
{
    public State Save() => new(Source, CurrentElement, CurrentNamespace, outerScope, frame, slotsTop, currentCall, callsTop, argumentsTop, errorsTop, nestedDepth);

    public void Restore(in State state)
    {
        (Source, CurrentElement, CurrentNamespace, outerScope) = (state.Source, state.Element, state.Namespace, state.Outer);
        (frame, slotsTop, currentCall, callsTop) = (state.Frame, state.SlotsTop, state.Call, state.CallsTop);
        (argumentsTop, errorsTop, nestedDepth) = (state.ArgumentsTop, state.ErrorsTop, state.NestedDepth);
    }

    /// <summary>The running state at one moment.</summary>
    internal readonly record struct State(
        TemplateSource Source,
        Node Element,
        Namespace Namespace,
        OuterScope? Outer,
        int Frame,
        int SlotsTop,
        int Call,
        int CallsTop,
        int ArgumentsTop,
        int ErrorsTop,
        int NestedDepth);
}
