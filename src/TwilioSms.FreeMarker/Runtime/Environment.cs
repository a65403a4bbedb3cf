using System.Buffers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>
/// One rendering of a template: the parts that its nodes read and change. Used by one thread at a time, and again for the next rendering.
/// </summary>
internal sealed class Environment
{
    private readonly State atRest;
    private readonly bool hasAutoTemplates;

    /// <param name="source">The template that is rendered.</param>
    /// <param name="settings">The settings that each rendering starts with.</param>
    /// <param name="parser">Parses what is included and evaluated.</param>
    public Environment(TemplateSource source, RenderSettings settings, ITemplateParser parser)
    {
        (MainTemplateName, Parser) = (source.Name, parser);
        hasAutoTemplates = settings.Template is not { AutoImports.Count: 0, AutoIncludes.Count: 0 };
        Position = new Position(source);
        Budget = new Budget(settings.Template.Limits, Position);
        Output = new Output(Budget);
        SettingsInForce = new SettingsInForce(settings, Position);
        Variables = new Variables(Slots);
        Texts = new TextServices(SettingsInForce, Budget, Position);
        Numbers = new NumberText(SettingsInForce, Budget, Position, Output);
        Dates = new DateText(SettingsInForce, Budget, Position, Output);
        Collections = new Collections(Budget);
        Errors = new RenderErrors(this);
        Convert = new Conversions(this);
        Comparisons = new Comparisons(this);
        Operators = new Operators(this);
        Calls = new CallStack(this);
        Templates = new Templates(this);
        Libraries = new Libraries(this);
        atRest = Save();
    }

    public string MainTemplateName { get; }

    /// <summary>Parses what is included and evaluated.</summary>
    public ITemplateParser Parser { get; }

    /// <summary>Where included templates come from; null where there are none.</summary>
    public ITemplateReader? Reader { get; set; }

    public Position Position { get; }

    public Budget Budget { get; }

    public Output Output { get; }

    public SettingsInForce SettingsInForce { get; }

    /// <summary>The settings in force.</summary>
    public RenderSettings Settings => SettingsInForce.Current;

    /// <summary>The dialect that is in force.</summary>
    public Dialect Dialect => Settings.Dialect;

    /// <summary>The settings the template was parsed under.</summary>
    public TemplateSettings TemplateSettings => Settings.Template;

    public ValueStack Slots { get; } = new();

    public Variables Variables { get; }

    public CallStack Calls { get; }

    public Templates Templates { get; }

    public Libraries Libraries { get; }

    public Conversions Convert { get; }

    public Collections Collections { get; }

    public Comparisons Comparisons { get; }

    public Operators Operators { get; }

    /// <summary>How numbers print.</summary>
    public NumberText Numbers { get; }

    /// <summary>How dates print and are read.</summary>
    public DateText Dates { get; }

    public TextServices Texts { get; }

    /// <summary>The errors of this rendering. A method makes an exception; its caller throws it.</summary>
    public RenderErrors Errors { get; }

    /// <summary>An environment to evaluate what is known while parsing.</summary>
    public static Environment OfConstants(TemplateSource source, TemplateSettings settings, ITemplateParser parser, Node at)
    {
        var environment = new Environment(source, new RenderSettings(settings), parser);
        environment.Start(new OrderedHash(), CancellationToken.None);
        environment.Position.Element = at;
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

    /// <summary>An element is about to be executed.</summary>
    public void Enter(Element element)
    {
        Position.Element = element;
        Budget.Step(element);
    }

    /// <summary>The value of <paramref name="expression"/>, or missing where something it needs is missing.</summary>
    public Value EvaluateTolerantly(Expression expression)
    {
        var state = Save();
        try
        {
            return expression.Evaluate(this);
        }
        catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.MissingValue)
        {
            Recover(state);
            return Value.Missing;
        }
    }

    /// <summary>What has to be put back when an error is caught on the way.</summary>
    public State Save() => new(
        Position.Source,
        Position.Element,
        Variables.CurrentNamespace,
        Variables.Outer,
        Slots.Frame,
        Slots.Top,
        Calls.Current,
        Calls.Count,
        Calls.NestedDepth,
        Position.RecoveredError,
        Output.Length);

    public void Restore(in State state)
    {
        (Position.Source, Position.Element, Position.RecoveredError) = (state.Source, state.Element, state.Error);
        (Variables.CurrentNamespace, Variables.Outer) = (state.Namespace, state.Outer);
        if (Calls.Count != state.CallCount)
        {
            Calls.EndFrom(state.CallCount);
        }

        (Calls.Current, Calls.NestedDepth) = (state.Call, state.NestedDepth);
        Slots.Frame = state.Frame;
        Slots.Pop(state.Top);
    }

    /// <summary>Puts a state back after an error: what was written since then is taken back too.</summary>
    public void Recover(in State state)
    {
        Restore(state);
        Output.Truncate(state.OutputLength);
    }

    private void Run(ParsedTemplate template, IExtendedHash model, CancellationToken cancellationToken)
    {
        Start(model, cancellationToken);
        Slots.Frame = Slots.PushFrame(template.Unit);
        Variables.Define(template.Macros);
        if (hasAutoTemplates)
        {
            new AutoTemplates(this).Run();
        }

        if (template.Content.Execute(this) == Flow.Return)
        {
            // FreeMarker has no position for it either.
            throw new TemplateRenderException(
                TemplateRenderFailure.Other, "#return with a value can only stand inside a function.", Position.Source.SourceName, line: null, column: null);
        }
    }

    private void Start(IExtendedHash model, CancellationToken cancellationToken)
    {
        Budget.Start(cancellationToken);
        Variables.DataModel = model;
        SettingsInForce.Reset();
        Dates.Reset();
        Texts.Reset();
    }

    /// <summary>Forgets everything of the rendering, so that nothing of one message can reach another.</summary>
    private void Clear()
    {
        Output.Truncate(0);
        Slots.Clear();
        Calls.Clear();
        Variables.Clear();
        Libraries.Clear();
    }

    /// <summary>The running state at one moment.</summary>
    internal readonly record struct State(
        TemplateSource Source,
        Node Element,
        Namespace Namespace,
        OuterScope? Outer,
        int Frame,
        int Top,
        int Call,
        int CallCount,
        int NestedDepth,
        string? Error,
        int OutputLength);
}
