using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The libraries of a rendering: templates that are imported, each once, and their namespaces.</summary>
internal sealed class Libraries(Environment environment)
{
    private Dictionary<string, Library>? libraries;

    /// <summary>The namespace of a library that was imported before.</summary>
    public Namespace? Find(string fullName) => Known(fullName).Namespace;

    /// <summary>Sets a variable to the namespace of a library, named as written; false where there is none.</summary>
    public bool TryImport(string name, string variable, Node at)
    {
        if (environment.Templates.FullName(name, at) is not { } full)
        {
            return false;
        }

        var imported = Find(full);
        if (environment.TemplateSettings.LazyImports)
        {
            environment.Variables.Name(variable, imported ?? AddLazily(full));
            return true;
        }

        if (imported is null)
        {
            environment.Budget.ChargeInclude(at);
        }

        if (environment.Templates.FindFull(full, environment.Settings.Locale, at) is not { } template)
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
        // One that was imported must parse even so: it may not have been parsed then, or there is another in the locale of now.
        var known = Known(template.Source.Name);
        var tree = parses && known.Parsed != template ? template.Parsed(environment, at) : null;
        if (known.Namespace is not { } imported)
        {
            return Add(template, tree, variable, at);
        }

        imported.Fill();
        environment.Variables.Name(variable, imported);
        return imported;
    }

    /// <summary>A library that runs now, if it is parsed.</summary>
    public Namespace Add(LoadedTemplate template, ParsedTemplate? tree, string? variable, Node at)
    {
        var library = new Namespace();
        (libraries ??= new(StringComparer.Ordinal)).Add(template.Source.Name, new(library, tree is null ? null : template));
        environment.Variables.Name(variable, library);
        if (tree is null)
        {
            environment.Templates.EndIncluded();
        }
        else
        {
            Run(tree, template.Source, library, at);
        }

        return library;
    }

    /// <summary>A namespace whose library runs when something in it is first used, in the locale of now.</summary>
    public Namespace AddLazily(string fullName)
    {
        var library = new Namespace();
        var locale = environment.Settings.Locale;
        library.FillBy(() => FillLazily(library, fullName, locale));
        (libraries ??= new(StringComparer.Ordinal)).Add(fullName, new(library, Parsed: null));
        return library;
    }

    public void Clear() => libraries?.Clear();

    private void Run(ParsedTemplate template, TemplateSource source, Namespace library, Node at)
    {
        var saved = environment.Save();
        var outputStart = environment.Output.Length;
        environment.Variables.CurrentNamespace = library;
        environment.Calls.Current = -1;
        environment.Templates.Run(template, source, null, at);
        environment.Output.Truncate(outputStart);
        environment.Restore(saved);
    }

    private void FillLazily(Namespace library, string fullName, Locale locale)
    {
        var saved = environment.Save();
        var outputStart = environment.Output.Length;
        var lastLocale = environment.Settings.Locale;
        environment.SettingsInForce.Current = environment.Settings with { Locale = locale };
        TemplateRenderException failure;
        try
        {
            environment.Budget.ChargeInclude(environment.Position.Element);
            var template = environment.Templates.FindFull(fullName, locale, environment.Position.Element) ?? throw environment.Errors.NoTemplate("import", "/" + fullName, environment.Position.Element);
            Run(template.Parsed(environment, environment.Position.Element), template.Source, library, environment.Position.Element);
            return;
        }
        catch (TemplateRenderException e)
        {
            failure = e;
        }
        finally
        {
            environment.SettingsInForce.Current = environment.Settings with { Locale = lastLocale };
        }

        environment.Restore(saved);
        environment.Output.Truncate(outputStart);
        library.Clear();
        library.FillBy(FailAgain);
        throw failure.Failure == TemplateRenderFailure.LimitExceeded
            ? environment.Errors.At(failure.Failure, failure.Description, environment.Position.Element, failure)
            : environment.Errors.AtElement($"The import of {environment.Position.NameOf(fullName)}, which is used here for the first time, failed: {failure.Message}", failure);

        void FailAgain()
        {
            library.FillBy(FailAgain);
            throw environment.Errors.AtElement($"The import of {environment.Position.NameOf(fullName)} has failed before.");
        }
    }

    private Library Known(string fullName) => libraries is not null && libraries.TryGetValue(fullName, out var library) ? library : default;

    /// <param name="Namespace">What it has set.</param>
    /// <param name="Parsed">The template that ran; null where none has, or later will.</param>
    private readonly record struct Library(Namespace? Namespace, LoadedTemplate? Parsed);
}
