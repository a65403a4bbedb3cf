namespace TwilioSms.FreeMarker;

/// <summary>A template that is imported without an <c>#import</c>, see <see cref="TemplateSettings.AutoImports"/>.</summary>
public sealed class TemplateImport
{
    /// <summary>Names a template and the variable that its macros and functions are in.</summary>
    /// <param name="name">The template's name, from the template root.</param>
    /// <param name="namespaceName">The name of the variable that holds its namespace.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="namespaceName"/> is null.</exception>
    public TemplateImport(string name, string namespaceName)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceName);
        (Name, NamespaceName) = (name, namespaceName);
    }

    /// <summary>The template's name, from the template root.</summary>
    public string Name { get; }

    /// <summary>The name of the variable that holds its namespace.</summary>
    public string NamespaceName { get; }
}
