namespace TwilioSms.FreeMarker;

/// <summary>A template that is imported without an <c>#import</c>, see <see cref="TemplateSettings.AutoImports"/>.</summary>
/// <param name="Name">The template's name, from the template root.</param>
/// <param name="Namespace">The name of the variable that holds its namespace.</param>
public sealed record TemplateImport(string Name, string Namespace);
