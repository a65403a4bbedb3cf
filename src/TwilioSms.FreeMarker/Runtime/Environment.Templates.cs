namespace TwilioSms.FreeMarker;

// Other templates: #include, #import, ?interpret, ?eval.
internal sealed partial class Environment
{
    private Dictionary<string, LoadedTemplate?>? templates;
    private Dictionary<string, Namespace>? libraries;
    private int includesLeft;

    /// <summary>Runs a template in the namespace that is running; it sees the loop variables and locals around.</summary>
    public void Include(LoadedTemplate template, EvaluationContext context, Node at)
    {
        ChargeInclude(at);
        RunTemplate(template.Parsed(this, at), template.Source, context, at);
    }

    public void RunTemplate(ParsedTemplate template, TemplateSource source, EvaluationContext? context, Node at)
    {
        CheckCallDepth(at);
        var saved = Save();
        outerScope = context is null ? null : ScopeFor(context.Scope, context.Unit);
        frame = PushFrame(template.Unit);
        Source = source;
        nestedDepth++;
        DefineAll(template.Macros);
        template.Content.Execute(this);
        Restore(saved);
    }

    /// <summary>The namespace of a library, which runs when it is imported for the first time.</summary>
    public Namespace Import(LoadedTemplate template, Node at)
    {
        libraries ??= new(StringComparer.Ordinal);
        if (libraries.TryGetValue(template.Source.Name, out var imported))
        {
            return imported;
        }

        ChargeInclude(at);
        var library = new Namespace();
        libraries.Add(template.Source.Name, library);
        var parsed = template.Parsed(this, at);
        var saved = Save();
        var outputStart = Output.Length;
        CurrentNamespace = library;
        currentCall = -1;
        RunTemplate(parsed, template.Source, null, at);
        Output.Truncate(outputStart);
        Restore(saved);
        return library;
    }

    public void SetNamespace(string name, Namespace library)
    {
        CurrentNamespace.Set(name, Value.FromObject(library));
        if (CurrentNamespace == mainNamespace)
        {
            globals.Set(name, Value.FromObject(library));
        }
    }

    public Namespace NamespaceOf(Macro macro) => macroNamespaces.TryGetValue(macro, out var home) ? home : CurrentNamespace;

    /// <summary>A template by its name as written; null where there is none, or where the name leads out of the template root.</summary>
    public LoadedTemplate? Find(string name, Node at)
    {
        Charge(name.Length, at);
        return TemplateName.Normalize(TemplateName.Resolve(Source.Name, name)) is { } full ? FindAcquired(full, at) : null;
    }

    public void RunInterpreted(ParsedTemplate template, TemplateSource source, EvaluationContext context, UserCall call)
    {
        ChargeInclude(call);
        var saved = Save();
        TemplateRenderException failure;
        try
        {
            RunTemplate(template, source, context, call);
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
        : ErrorAtElement($"{builtIn}: {e.Description}", e);

    private void ChargeInclude(Node at)
    {
        if (Limits.Includes != TemplateLimits.Unlimited && --includesLeft < 0)
        {
            throw LimitReached(nameof(TemplateLimits.Includes), Limits.Includes, "included, imported or interpreted templates", at);
        }
    }

    /// <summary>A step <c>*</c> stands for the folder it is in, or any folder around.</summary>
    private LoadedTemplate? FindAcquired(string name, Node at)
    {
        var steps = name.Split('/');
        var star = Array.LastIndexOf(steps, "*");
        if (star < 0)
        {
            return FindLocalized(name);
        }

        var before = Array.FindAll(steps.AsSpan(0, star).ToArray(), step => step != "*");
        var after = string.Join("/", steps.Skip(star + 1));
        for (var depth = before.Length; depth >= 0; depth--)
        {
            Step(at);
            if (FindLocalized(string.Concat(before.Take(depth).Select(step => step + "/")) + after) is { } template)
            {
                return template;
            }
        }

        return null;
    }

    /// <summary>As FreeMarker looks templates up: <c>a_en_US.ftl</c>, <c>a_en.ftl</c>, <c>a.ftl</c>.</summary>
    private LoadedTemplate? FindLocalized(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot < 0 ? (name, string.Empty) : (name.Substring(0, dot), name.Substring(dot));
        for (var locale = Settings.Locale.ToString(); locale.Length > 0; locale = locale.Substring(0, Math.Max(0, locale.LastIndexOf('_'))))
        {
            if (Load($"{stem}_{locale}{extension}") is { } localized)
            {
                return localized;
            }
        }

        return Load(name);
    }

    private LoadedTemplate? Load(string name)
    {
        templates ??= new(StringComparer.Ordinal);
        if (!templates.TryGetValue(name, out var template))
        {
            template = LoadedTemplate.Load(name, TemplateSettings, CancellationToken);
            templates.Add(name, template);
        }

        return template;
    }
}
