using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// The templates that the settings import and include before what is rendered.
internal sealed partial class Environment
{
    private void RunAutoTemplates()
    {
        var at = new AutoTemplates();
        CurrentElement = at;
        foreach (var import in TemplateSettings.AutoImports)
        {
            SetNamespace(import.NamespaceName, AutoImport(import, at));
        }

        foreach (var name in TemplateSettings.AutoIncludes)
        {
            var template = FindAutoTemplate(name, at);
            RunTemplate(template.Parse(this, at), template.Source, null, at);
        }
    }

    private Namespace AutoImport(TemplateImport import, AutoTemplates at)
    {
        if (TemplateSettings.ImportsLazily && TemplateName.Normalize(import.Name) is { } full)
        {
            return Imported(full) ?? ImportLazily(full);
        }

        var template = FindAutoTemplate(import.Name, at);
        return Imported(template.Source.Name) ?? RunLibrary(template.Parse(this, at), template.Source, import.NamespaceName, at);
    }

    private LoadedTemplate FindAutoTemplate(string name, AutoTemplates at)
    {
        ChargeInclude(at);
        Charge(name.Length, at);
        return TemplateName.Normalize(name) is { } full && Find(full, Settings.Locale, at) is { } template
            ? template
            : throw new TemplateReadException(
                $"There is no template '{name}', which {nameof(FreeMarker.TemplateSettings.AutoImports)} or {nameof(FreeMarker.TemplateSettings.AutoIncludes)} names"
                + (TemplateSettings.Loader is null ? $": {nameof(FreeMarker.TemplateSettings.Loader)} is not set." : "."),
                name,
                line: null,
                column: null);
    }

    /// <summary>Where the automatic imports and includes are, for what is charged to them: the start of the template.</summary>
    private sealed class AutoTemplates() : Node(start: 0);
}
