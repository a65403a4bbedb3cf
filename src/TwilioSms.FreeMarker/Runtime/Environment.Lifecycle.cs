using System.Buffers;

namespace TwilioSms.FreeMarker;

// The start and the end of a rendering.
internal sealed partial class Environment
{
    private TemplateSource mainSource = null!;

    public string MainTemplateName => mainSource.Name;

    /// <summary>An environment to evaluate what is known while parsing.</summary>
    public static Environment OfConstants(TemplateSource source, TemplateSettings settings, Node at)
    {
        var environment = new Environment();
        environment.Start(source, new RenderSettings(settings), new OrderedHash(), CancellationToken.None);
        environment.CurrentElement = at;
        return environment;
    }

    public string Render(ParsedTemplate template, TemplateSource source, RenderSettings settings, IHash model, CancellationToken cancellationToken)
    {
        try
        {
            Run(template, source, settings, model, cancellationToken);
            return Output.Take(0);
        }
        finally
        {
            Clear();
        }
    }

    public void Render(
        ParsedTemplate template, TemplateSource source, RenderSettings settings, IHash model, IBufferWriter<char> destination, CancellationToken cancellationToken)
    {
        try
        {
            Run(template, source, settings, model, cancellationToken);
            Output.CopyTo(destination);
        }
        finally
        {
            Clear();
        }
    }

    private void Run(ParsedTemplate template, TemplateSource source, RenderSettings settings, IHash model, CancellationToken cancellationToken)
    {
        Start(source, settings, model, cancellationToken);
        frame = PushFrame(template.Unit);
        DefineAll(template.Macros);
        if (template.Content.Execute(this) == Flow.Return)
        {
            // FreeMarker has no position for it either.
            throw new TemplateRenderException(
                TemplateRenderFailure.Other, "#return with a value can only stand inside a function.", source.SourceName, 0, 0);
        }
    }

    private void Start(TemplateSource source, RenderSettings settings, IHash model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Settings = settings;
        DateFormats.Reset();
        CancellationToken = cancellationToken;
        mainSource = source;
        Source = source;
        DataModel = model;
        ResetBudget();
    }

    private void DefineAll(Macro[] macros)
    {
        foreach (var macro in macros)
        {
            Define(macro);
        }
    }

    /// <summary>Forgets everything of the rendering, so that nothing of one message can reach another.</summary>
    private void Clear()
    {
        Output.Clear();
        ClearStack();
        ClearCalls();
        (outerScope, CurrentError, DataModel) = (null, null, null!);
        CurrentNamespace = mainNamespace;
        mainNamespace.Clear();
        globals.Clear();
        macroNamespaces.Clear();
        libraries?.Clear();
    }
}
