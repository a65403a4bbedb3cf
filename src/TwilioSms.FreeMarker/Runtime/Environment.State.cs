namespace TwilioSms.FreeMarker;

// What has to be put back when an error is caught on the way.
internal sealed partial class Environment
{
    public State Save() => new(Source, CurrentElement, argumentsTop);

    public void Restore(in State state) => (Source, CurrentElement, argumentsTop) = (state.Source, state.Element, state.ArgumentsTop);

    /// <summary>The running state at one moment.</summary>
    internal readonly record struct State(TemplateSource Source, Element Element, int ArgumentsTop);
}
