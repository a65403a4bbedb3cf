using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The templates that the settings import and include before what is rendered. What is charged to them is blamed on the start of the template.</summary>
internal sealed class AutoTemplates(Environment environment) : Node(start: 0)
{
    private TemplateSettings Settings => environment.TemplateSettings;

    public void Run()
    {
        environment.Position.Element = this;
        foreach (var import in Settings.AutoImports)
        {
            environment.Variables.Name(import.NamespaceName, Import(import));
        }

        foreach (var name in Settings.AutoIncludes)
        {
            var template = Find(name);
            environment.Templates.Run(template.Parse(environment, this), template.Source, null, this);
        }
    }

    private Namespace Import(TemplateImport import)
    {
        var libraries = environment.Libraries;
        if (Settings.ImportsLazily && TemplateName.Normalize(import.Name) is { } full)
        {
            return libraries.Find(full) ?? libraries.AddLazily(full);
        }

        var template = Find(import.Name);
        return libraries.Find(template.Source.Name) ?? libraries.Add(template.Parse(environment, this), template.Source, import.NamespaceName, this);
    }

    private LoadedTemplate Find(string name)
    {
        environment.Budget.ChargeInclude(this);
        environment.Budget.Charge(name.Length, this);
        return TemplateName.Normalize(name) is { } full && environment.Templates.FindFull(full, environment.Settings.Locale, this) is { } template
            ? template
            : throw new TemplateReadException(
                $"There is no template '{name}', which {nameof(TemplateSettings.AutoImports)} or {nameof(TemplateSettings.AutoIncludes)} names"
                + (Settings.Loader is null ? $": {nameof(TemplateSettings.Loader)} is not set." : "."),
                name,
                line: null,
                column: null);
    }
}
