using System.Buffers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// The start and the end of a rendering.
internal sealed partial class Environment
{
    private readonly RenderSettings initialSettings;
    private readonly State atRest;
    private readonly bool hasAutoTemplates;

    /// <param name="source">The template that is rendered.</param>
    /// <param name="settings">The settings that each rendering starts with.</param>
    /// <param name="parser">Parses what is included and evaluated.</param>
    public Environment(TemplateSource source, RenderSettings settings, ITemplateParser parser)
    {
        (MainTemplateName, Source, CurrentNamespace) = (source.Name, source, mainNamespace);
        Settings = initialSettings = settings;
        TemplateSettings = settings.Template;
        Parser = parser;
        Limits = TemplateSettings.Limits;
        Numbers = new NumberText(this);
        Dates = new DateText(this);
        hasAutoTemplates = TemplateSettings is not { AutoImports.Count: 0, AutoIncludes.Count: 0 };
        atRest = Save();
    }

    public string MainTemplateName { get; }

    /// <summary>An environment to evaluate what is known while parsing.</summary>
    public static Environment OfConstants(TemplateSource source, TemplateSettings settings, ITemplateParser parser, Node at)
    {
        var environment = new Environment(source, new RenderSettings(settings), parser);
        environment.Start(new OrderedHash(), CancellationToken.None);
        environment.CurrentElement = at;
        return environment;
    }

    public string Render(ParsedTemplate template, IExtendedHash model, CancellationToken cancellationToken)
    {
        try
        {
            Run(template, model, cancellationToken);
            return Output.Take(0);
        }
        catch
        {
            Restore(atRest);
            throw;
        }
        finally
        {
            Clear();
        }
    }

    public void Render(ParsedTemplate template, IExtendedHash model, IBufferWriter<char> destination, CancellationToken cancellationToken)
    {
        try
        {
            Run(template, model, cancellationToken);
            Output.CopyTo(destination);
        }
        catch
        {
            Restore(atRest);
            throw;
        }
        finally
        {
            Clear();
        }
    }

    private void Run(ParsedTemplate template, IExtendedHash model, CancellationToken cancellationToken)
    {
        Start(model, cancellationToken);
        frame = PushFrame(template.Unit);
        DefineAll(template.Macros);
        if (hasAutoTemplates)
        {
            RunAutoTemplates();
        }

        if (template.Content.Execute(this) == Flow.Return)
        {
            // FreeMarker has no position for it either.
            throw new TemplateRenderException(
                TemplateRenderFailure.Other, "#return with a value can only stand inside a function.", Source.SourceName, line: null, column: null);
        }
    }

    private void Start(IExtendedHash model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancellationToken = cancellationToken;
        DataModel = model;
        Settings = initialSettings;
        Dates.Reset();
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
        Output.Truncate(0);
        ClearStack();
        ClearCalls();
        DataModel = null!;
        mainNamespace.Clear();
        globals.Clear();
        if (macroNamespaces.Count > 0)
        {
            macroNamespaces.Clear();
        }

        libraries?.Clear();
    }
}
