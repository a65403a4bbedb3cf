using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// Other templates: #include, #import, ?interpret, ?eval.
internal sealed partial class Environment
{
    private Dictionary<string, Namespace>? libraries;
    private int includesLeft;

    /// <summary>
    /// The value of <c>.template_name</c> as long as a template runs that was included, imported or interpreted. As in FreeMarker,
    /// macros do not change it, and once such a template is done it is the name of the main template, even inside another one.
    /// </summary>
    public string? IncludedTemplateName { get; private set; }

    /// <summary>Runs a template in the namespace that is running; it sees the loop variables and locals around.</summary>
    public Flow Include(LoadedTemplate template, EvaluationContext context, Node at) =>
        RunTemplate(template.Parsed(this, at), template.Source, context, at);

    /// <summary>Prints the source of a template. Like one that runs, it is done then, see <see cref="IncludedTemplateName"/>.</summary>
    public Flow IncludeUnparsed(LoadedTemplate template, Node at)
    {
        Write(template.Source.Text, at);
        IncludedTemplateName = null;
        return Flow.Next;
    }

    /// <summary>Runs a template that was included, imported or interpreted; a <c>#return</c> at its top leads out of the caller too.</summary>
    public Flow RunTemplate(ParsedTemplate template, TemplateSource source, EvaluationContext? context, Node at)
    {
        CheckCallDepth(at);
        var saved = Save();
        outerScope = context is null ? null : ScopeFor(context.Scope, context.Unit);
        frame = PushFrame(template.Unit);
        Source = source;
        nestedDepth++;
        DefineAll(template.Macros);
        IncludedTemplateName = source.Name;
        Flow flow;
        try
        {
            flow = template.Content.Execute(this);
        }
        finally
        {
            IncludedTemplateName = null;
        }

        Restore(saved);
        return flow;
    }

    /// <summary>Sets a variable to the namespace of a library, named as written; false where there is none.</summary>
    public bool TryImport(string name, string variable, Node at)
    {
        if (FullName(name, at) is not { } full)
        {
            return false;
        }

        if (Imported(full) is { } imported)
        {
            SetNamespace(variable, imported);
            return true;
        }

        if (TemplateSettings.LazyImports)
        {
            SetNamespace(variable, ImportLazily(full));
            return true;
        }

        ChargeInclude(at);
        if (Find(full, Settings.Locale, at) is not { } template)
        {
            return false;
        }

        Import(template, parses: true, variable, at);
        return true;
    }

    /// <summary>
    /// The namespace of a library, which runs when it is imported for the first time; it sees its own variable then. What is not parsed sets
    /// nothing.
    /// </summary>
    public Namespace Import(LoadedTemplate template, bool parses, string? variable, Node at)
    {
        if (Imported(template.Source.Name) is { } imported)
        {
            imported.Fill();
            SetNamespace(variable, imported);
            return imported;
        }

        return RunLibrary(parses ? template.Parsed(this, at) : null, template.Source, variable, at);
    }

    private void SetNamespace(string? variable, Namespace library)
    {
        if (variable is null)
        {
            return;
        }

        CurrentNamespace.Set(variable, Value.FromObject(library));
        if (CurrentNamespace == mainNamespace)
        {
            globals.Set(variable, Value.FromObject(library));
        }
    }

    public Namespace NamespaceOf(Macro macro) => macroNamespaces.TryGetValue(macro, out var home) ? home : CurrentNamespace;

    /// <summary>A template by its name as written; null where there is none.</summary>
    public LoadedTemplate? Find(string name, Node at) => FullName(name, at) is { } full ? Find(full, Settings.Locale, at) : null;

    /// <summary>A template is asked for, whether it exists or not, or made by <c>?interpret</c>.</summary>
    public void ChargeInclude(Node at)
    {
        if (Limits.Includes != TemplateLimits.Unlimited && --includesLeft < 0)
        {
            throw LimitReached(nameof(TemplateLimits.Includes), Limits.Includes, "included, imported or interpreted templates", at);
        }
    }

    public void RunInterpreted(ParsedTemplate template, TemplateSource source, EvaluationContext context, UserCall call)
    {
        ChargeInclude(call);
        var saved = Save();
        TemplateRenderException failure;
        try
        {
            if (RunTemplate(template, source, context, call) == Flow.Return)
            {
                throw Error("#return can only stand inside a macro or function.", call);
            }

            return;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }

        // Not in the catch block, whose stack would add up with each level.
        Restore(saved);
        throw Rethrow(failure, "?interpret", call);
    }

    /// <summary>Evaluates an expression that was parsed by itself. Its errors have no position of their own.</summary>
    public Value Evaluate(Expression expression, Unit unit, TemplateSource source, EvaluationContext context, Expression at)
    {
        CheckCallDepth(at);
        var saved = Save();
        outerScope = ScopeFor(context.Scope, context.Unit);
        frame = PushFrame(unit);
        Source = source;
        nestedDepth++;
        TemplateRenderException failure;
        try
        {
            var value = expression.Evaluate(this);
            Restore(saved);
            return value;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }

        // Not in the catch block, whose stack would add up with each level.
        Restore(saved);
        throw Rethrow(failure, "?eval", at);
    }

    private TemplateRenderException Rethrow(TemplateRenderException e, string builtIn, Node at) => e.Failure == TemplateRenderFailure.LimitExceeded
        ? Error(e.Failure, e.Description, at, e)
        : ErrorAtElement($"{builtIn}: {ComputedText.Mark(e.Details)}", e);

    /// <summary>A name as written in a template, seen from the template root; as in FreeMarker 1, where that is followed, it is from there on.</summary>
    public string Resolve(string from, string name) => Settings.ClassicCompatible ? name : TemplateName.Resolve(from, name);

    /// <summary>The same without <c>.</c> and <c>..</c>; null where it leads out of that.</summary>
    private string? FullName(string name, Node at)
    {
        Charge(name.Length, at);
        return TemplateName.Normalize(Resolve(Source.Name, name));
    }

    private LoadedTemplate? Find(string fullName, Locale locale, Node at) =>
        Reader?.First(TemplateLocation.Acquired(fullName, locale, TemplateSettings), this, at);

    private Namespace? Imported(string fullName) =>
        libraries is not null && libraries.TryGetValue(fullName, out var imported) ? imported : null;

    private Namespace RunLibrary(ParsedTemplate? template, TemplateSource source, string? variable, Node at)
    {
        var library = new Namespace();
        (libraries ??= new(StringComparer.Ordinal)).Add(source.Name, library);
        SetNamespace(variable, library);
        if (template is null)
        {
            IncludedTemplateName = null; // done, as one that has run
        }
        else
        {
            RunLibrary(template, source, library, at);
        }

        return library;
    }

    private void RunLibrary(ParsedTemplate template, TemplateSource source, Namespace library, Node at)
    {
        var saved = Save();
        var outputStart = Output.Length;
        CurrentNamespace = library;
        currentCall = -1;
        RunTemplate(template, source, null, at);
        Output.Truncate(outputStart);
        Restore(saved);
    }

    /// <summary>A namespace whose library runs when something in it is first used, in the locale of now.</summary>
    private Namespace ImportLazily(string fullName)
    {
        var library = new Namespace();
        var locale = Settings.Locale;
        library.FillBy(() => FillLazily(library, fullName, locale));
        (libraries ??= new(StringComparer.Ordinal)).Add(fullName, library);
        return library;
    }

    private void FillLazily(Namespace library, string fullName, Locale locale)
    {
        var saved = Save();
        var outputStart = Output.Length;
        var lastLocale = Settings.Locale;
        Settings = Settings with { Locale = locale };
        TemplateRenderException failure;
        try
        {
            ChargeInclude(CurrentElement);
            var template = Find(fullName, locale, CurrentElement) ?? throw NoTemplate("import", "/" + fullName, CurrentElement);
            RunLibrary(template.Parsed(this, CurrentElement), template.Source, library, CurrentElement);
            return;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }
        finally
        {
            Settings = Settings with { Locale = lastLocale };
        }

        Restore(saved);
        Output.Truncate(outputStart);
        library.Clear();
        library.FillBy(FailAgain);
        throw failure.Failure == TemplateRenderFailure.LimitExceeded
            ? Error(failure.Failure, failure.Description, CurrentElement, failure)
            : ErrorAtElement($"The import of {NameOf(fullName)}, which is used here for the first time, failed: {failure.Message}", failure);

        void FailAgain()
        {
            library.FillBy(FailAgain);
            throw ErrorAtElement($"The import of {NameOf(fullName)} has failed before.");
        }
    }
}
