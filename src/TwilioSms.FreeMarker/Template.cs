using System.Buffers;
using TwilioSms.FreeMarker.Loading;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Syntax;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker;

/// <summary>A parsed FreeMarker template: immutable, and safe to share between threads.</summary>
public sealed class Template
{
    private const string DefaultName = "main.ftl";

    private static readonly TemplateSettings DefaultSettings = new();

    private readonly TemplateSource source;
    private readonly RenderSettings settings;
    private readonly InspectedTemplate parsed;

    // One environment is kept for the next rendering; threads that find none make their own.
    private Environment? idle;

    private Template(TemplateSource source, TemplateSettings settings, InspectedTemplate parsed) =>
        (this.source, this.settings, this.parsed) = (source, new RenderSettings(settings), parsed);

    /// <summary>The name the template was parsed under; errors carry it.</summary>
    public string Name => source.Name;

    /// <summary>Parses <paramref name="source"/> under the name <c>main.ftl</c>, as Apache FreeMarker 2.3.31 does.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker, or reaches a limit.</exception>
    public static Template Parse(string source) => Parse(source, DefaultSettings);

    /// <summary>Parses <paramref name="source"/> under the name <c>main.ftl</c>.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <param name="settings">How it is parsed and rendered.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="settings"/> is null.</exception>
    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker, or reaches a limit.</exception>
    /// <exception cref="OperationCanceledException">The parsing was stopped.</exception>
    public static Template Parse(string source, TemplateSettings settings, CancellationToken cancellationToken = default) =>
        Parse(source, settings, DefaultName, cancellationToken);

    /// <summary>Parses <paramref name="source"/>.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <param name="settings">How it is parsed and rendered.</param>
    /// <param name="name">Its name: errors carry it, relative names of included templates start from it, and <c>.ftlh</c> and <c>.ftlx</c>
    /// at its end ask for HTML and XML output.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="ArgumentNullException">One of the first three arguments is null.</exception>
    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker, or reaches a limit.</exception>
    /// <exception cref="OperationCanceledException">The parsing was stopped.</exception>
    public static Template Parse(string source, TemplateSettings settings, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(name);
        var text = new TemplateSource(name, source);
        return new Template(text, settings, new Parser(text, settings, cancellationToken).ParseTemplate());
    }

    /// <summary>Loads and parses the template of a name; where there is a version for the settings' locale, that one
    /// (<c>a_en_US.ftl</c>, <c>a_en.ftl</c>, <c>a.ftl</c>).</summary>
    /// <param name="name">Its name, from the template root.</param>
    /// <param name="settings">How it is parsed and rendered; their <see cref="TemplateSettings.Loader"/> loads it.</param>
    /// <param name="cancellationToken">Stops the reading and the parsing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="settings"/> is null.</exception>
    /// <exception cref="TemplateReadException">There is no such template, its name leads out of the template root, or the loader failed.</exception>
    /// <exception cref="TemplateSyntaxException">The template is not valid FreeMarker, or reaches a limit.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static async ValueTask<Template> LoadAsync(string name, TemplateSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(settings);
        var source = await TemplateReader.ReadMainAsync(name, settings, cancellationToken).ConfigureAwait(false);
        return new Template(source, settings, new Parser(source, settings, cancellationToken).ParseTemplate());
    }

    /// <summary>Looks for syntax errors in a template named <c>main.ftl</c> as Apache FreeMarker 2.3.31 would parse it, and goes on after each.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <inheritdoc cref="Check(string, TemplateSettings, string, CancellationToken)" path="/returns"/>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static IReadOnlyList<TemplateSyntaxException> Check(string source) => Check(source, DefaultSettings);

    /// <summary>Looks for syntax errors in a template named <c>main.ftl</c>, and goes on after each.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <param name="settings">How it is parsed.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <inheritdoc cref="Check(string, TemplateSettings, string, CancellationToken)" path="/returns"/>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="settings"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The parsing was stopped.</exception>
    public static IReadOnlyList<TemplateSyntaxException> Check(string source, TemplateSettings settings, CancellationToken cancellationToken = default) =>
        Check(source, settings, DefaultName, cancellationToken);

    /// <summary>Looks for syntax errors and goes on after each, for editors; <see cref="Parse(string)"/> throws the first one.</summary>
    /// <param name="source">The template in the FreeMarker language.</param>
    /// <param name="settings">How it is parsed.</param>
    /// <param name="name">Its name, which the errors carry.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <returns>The errors in their order; none where the template is valid. After the first one, tags that belong to the part in
    /// error are passed over, so that one mistake is one error.</returns>
    /// <exception cref="ArgumentNullException">One of the first three arguments is null.</exception>
    /// <exception cref="OperationCanceledException">The parsing was stopped.</exception>
    public static IReadOnlyList<TemplateSyntaxException> Check(
        string source, TemplateSettings settings, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(name);
        return new Parser(new TemplateSource(name, source), settings, cancellationToken).CollectErrors();
    }

    /// <summary>
    /// The paths in the data that the template reads, in their order, each once: so a caller can tell before rendering which values are
    /// needed. Followed are loops, lambdas and variables set once to a part of the data; not followed are included templates, arguments of
    /// macros and functions, names that are computed, and <c>?eval</c> and <c>?interpret</c>.
    /// </summary>
    public IReadOnlyList<TemplateReference> References => field ??= DataPaths.Of(parsed, settings.Template.AutoImports);

    /// <summary>Renders the template. Templates that it includes have to be there at once, as those in memory and in resources are; for
    /// others there is <see cref="RenderAsync"/>.</summary>
    /// <param name="model">The data.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="TemplateRenderException">The template failed: a missing value or template, a wrong type, a limit.</exception>
    /// <exception cref="TemplateSyntaxException">A template of <see cref="TemplateSettings.AutoImports"/> or
    /// <see cref="TemplateSettings.AutoIncludes"/> is not valid FreeMarker.</exception>
    /// <exception cref="TemplateReadException">The loader failed while it read a template that is included.</exception>
    /// <exception cref="InvalidOperationException">The loader reads a template asynchronously, which only <see cref="RenderAsync"/> can
    /// wait for.</exception>
    /// <exception cref="OperationCanceledException">The rendering was stopped.</exception>
    public string Render(ITemplateHash model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var environment = Take(cancellationToken);
        var text = environment.Render(parsed, HostHash.Of(model), cancellationToken);
        idle = environment;
        return text;
    }

    /// <summary>
    /// Renders the template, reading what it includes and imports asynchronously. Every template is read once for a rendering. Where one is
    /// not there at once, rendering starts again when it is, with all limits; so values may be asked of <paramref name="model"/> again.
    /// </summary>
    /// <param name="model">The data.</param>
    /// <param name="cancellationToken">Stops the rendering and the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="TemplateRenderException">The template failed: a missing value or template, a wrong type, a limit.</exception>
    /// <exception cref="TemplateSyntaxException">A template of <see cref="TemplateSettings.AutoImports"/> or
    /// <see cref="TemplateSettings.AutoIncludes"/> is not valid FreeMarker.</exception>
    /// <exception cref="TemplateReadException">The loader failed while it read a template that is included.</exception>
    /// <exception cref="OperationCanceledException">The rendering was stopped.</exception>
    public async ValueTask<string> RenderAsync(ITemplateHash model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var environment = Take(cancellationToken);
        var data = HostHash.Of(model);
        while (true)
        {
            try
            {
                var text = environment.Render(parsed, data, cancellationToken);
                idle = environment;
                return text;
            }
            catch (TemplateAwaitedException)
            {
                // Waits below, where the stack of the rendering is gone.
            }

            await environment.Reader!.ReadAheadAsync(
                [.. settings.Template.AutoTemplates.Select(static name => "/" + name), .. parsed.LiteralNames], source.Name, environment.Settings).ConfigureAwait(false);
        }
    }

    /// <summary>Renders the template to a buffer, which gets the text only when all of it is there.</summary>
    /// <param name="model">The data.</param>
    /// <param name="destination">Where the text goes.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="destination"/> is null.</exception>
    /// <exception cref="TemplateRenderException">The template failed: a missing value or template, a wrong type, a limit.</exception>
    /// <exception cref="TemplateSyntaxException">A template of <see cref="TemplateSettings.AutoImports"/> or
    /// <see cref="TemplateSettings.AutoIncludes"/> is not valid FreeMarker.</exception>
    /// <exception cref="TemplateReadException">The loader failed while it read a template that is included.</exception>
    /// <exception cref="InvalidOperationException">The loader reads a template asynchronously, which only <see cref="RenderAsync"/> can
    /// wait for.</exception>
    /// <exception cref="OperationCanceledException">The rendering was stopped.</exception>
    public void Render(ITemplateHash model, IBufferWriter<char> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        var environment = Take(cancellationToken);
        environment.Render(parsed, HostHash.Of(model), destination, cancellationToken);
        idle = environment;
    }

    private Environment Take(CancellationToken cancellationToken)
    {
        var environment = Interlocked.Exchange(ref idle, null) ?? new Environment(source, settings, TemplateParser.Instance);
        if (settings.Template.Loader is { } loader)
        {
            (environment.Reader ??= new TemplateReader()).Start(loader, cancellationToken);
        }

        return environment;
    }
}
