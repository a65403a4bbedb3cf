using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Other templates and texts that a rendering finds and runs: <c>#include</c>, <c>?interpret</c>, <c>?eval</c>.</summary>
internal sealed class Templates(Environment environment)
{
    /// <summary>
    /// The value of <c>.template_name</c> as long as a template runs that was included, imported or interpreted. As in FreeMarker,
    /// macros do not change it, and once such a template is done it is the name of the main template, even inside another one.
    /// </summary>
    public string? IncludedTemplateName { get; private set; }

    /// <summary>A template by its name as written; null where there is none.</summary>
    public LoadedTemplate? Find(string name, Node at) => FullName(name, at) is { } full ? FindFull(full, environment.Settings.Locale, at) : null;

    /// <summary>A template by its name from the template root.</summary>
    public LoadedTemplate? FindFull(string fullName, Locale locale, Node at) =>
        environment.Reader?.First(TemplateLocation.Acquired(fullName, locale, environment.TemplateSettings), environment.Budget, environment.Position, at);

    /// <summary>Runs a template in the namespace that is running; it sees the loop variables and locals around.</summary>
    public Flow Include(LoadedTemplate template, EvaluationContext context, Node at) =>
        Run(template.Parsed(environment, at), template.Source, context, at);

    /// <summary>Prints the source of a template. Like one that runs, it is done then, see <see cref="IncludedTemplateName"/>.</summary>
    public Flow IncludeUnparsed(LoadedTemplate template, Node at)
    {
        environment.Output.Write(template.Source.Text, at);
        EndIncluded();
        return Flow.Next;
    }

    /// <summary>A template that was included or imported is done.</summary>
    public void EndIncluded() => IncludedTemplateName = null;

    /// <summary>Runs a template that was included, imported or interpreted; a <c>#return</c> at its top leads out of the caller too.</summary>
    public Flow Run(ParsedTemplate template, TemplateSource source, EvaluationContext? context, Node at)
    {
        environment.Calls.CheckDepth(at);
        var saved = environment.Save();
        environment.Variables.Outer = context is null ? null : environment.Variables.ScopeFor(context.Scope, context.Unit);
        environment.Slots.Frame = environment.Slots.PushFrame(template.Unit);
        environment.Position.Source = source;
        environment.Calls.NestedDepth++;
        environment.Variables.Define(template.Macros);
        IncludedTemplateName = source.Name;
        Flow flow;
        try
        {
            flow = template.Content.Execute(environment);
        }
        finally
        {
            EndIncluded();
        }

        environment.Restore(saved);
        return flow;
    }

    public void RunInterpreted(ParsedTemplate template, TemplateSource source, EvaluationContext context, UserCall call)
    {
        environment.Budget.ChargeInclude(call);
        var saved = environment.Save();
        TemplateRenderException failure;
        try
        {
            if (Run(template, source, context, call) == Flow.Return)
            {
                throw environment.Errors.At("#return can only stand inside a macro or function.", call);
            }

            return;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }

        // Not in the catch block, whose stack would add up with each level.
        environment.Restore(saved);
        throw Rethrow(failure, "?interpret", call);
    }

    /// <summary>Evaluates an expression that was parsed by itself. Its errors have no position of their own.</summary>
    public Value Evaluate(Expression expression, Unit unit, TemplateSource source, EvaluationContext context, Expression at)
    {
        environment.Calls.CheckDepth(at);
        var saved = environment.Save();
        environment.Variables.Outer = environment.Variables.ScopeFor(context.Scope, context.Unit);
        environment.Slots.Frame = environment.Slots.PushFrame(unit);
        environment.Position.Source = source;
        environment.Calls.NestedDepth++;
        TemplateRenderException failure;
        try
        {
            var value = expression.Evaluate(environment);
            environment.Restore(saved);
            return value;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }

        // Not in the catch block, whose stack would add up with each level.
        environment.Restore(saved);
        throw Rethrow(failure, "?eval", at);
    }

    /// <summary>A name as written in a template, seen from the template root; as in FreeMarker 1, where that is followed, it is from there on.</summary>
    public string Resolve(string from, string name) => environment.Dialect.NamesStartAtRoot ? name : TemplateName.Resolve(from, name);

    /// <summary>The same without <c>.</c> and <c>..</c>; null where it leads out of that.</summary>
    public string? FullName(string name, Node at)
    {
        environment.Budget.Charge(name.Length, at);
        return TemplateName.Normalize(Resolve(environment.Position.Source.Name, name));
    }

    private TemplateRenderException Rethrow(TemplateRenderException e, string builtIn, Node at) => e.Failure == TemplateRenderFailure.LimitExceeded
        ? environment.Errors.At(e.Failure, e.Description, at, e)
        : environment.Errors.AtElement($"{builtIn}: {ComputedText.Mark(e.Details)}", e);
}
