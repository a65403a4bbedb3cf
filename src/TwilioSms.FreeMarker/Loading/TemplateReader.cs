using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Syntax;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Loading;

/// <summary>
/// Gets the templates that a rendering includes and imports. Each is read once in a rendering, which so sees one version of it.
/// Loaders are asynchronous and rendering is not: where a template is not there at once, the rendering stops with
/// <see cref="TemplateAwaitedException"/>, waits for <see cref="ReadAheadAsync"/> and starts again. It has delivered nothing by then.
/// </summary>
internal sealed class TemplateReader : ITemplateReader
{
    private const int TreesKept = 64;

    /// <summary>Characters of a name whose handling counts as one step.</summary>
    private const int CharactersPerStep = 8;

    private readonly Dictionary<string, Reading> readings = new(StringComparer.Ordinal);

    // Kept for the next rendering, which uses a tree again if the text is still the same.
    private readonly Dictionary<(string Name, string SourceName), LoadedTemplate> templates = [];

    private ITemplateLoader loader = null!;
    private CancellationToken cancellationToken;

    /// <summary>Reads a template that is rendered itself.</summary>
    public static async Task<TemplateSource> ReadMainAsync(string name, TemplateSettings settings, CancellationToken cancellationToken)
    {
        var loader = settings.Loader
            ?? throw NoTemplate($"{nameof(TemplateSettings)}.{nameof(TemplateSettings.Loader)} is not set");
        var full = TemplateName.Normalize(name) ?? throw NoTemplate("its name leads out of the template root");
        foreach (var location in TemplateLocation.Localized(full, settings.ParsedLocale, settings))
        {
            var result = await ReadAsync(loader, location.SourceName, cancellationToken).ConfigureAwait(false);
            if (result.Failure is { } failure)
            {
                throw new TemplateReadException(TemplateReadException.Describe(location.SourceName, failure), full, line: null, column: null, failure);
            }

            if (result.Text is { } text)
            {
                return new TemplateSource(full, text, location.SourceName);
            }
        }

        throw NoTemplate($"{loader.GetType().Name} has none of that name");

        TemplateReadException NoTemplate(string reason) => new($"There is no template '{name}': {reason}.", name, line: null, column: null);
    }

    /// <inheritdoc/>
    public void Start(ITemplateLoader loader, CancellationToken cancellationToken)
    {
        (this.loader, this.cancellationToken) = (loader, cancellationToken);
        readings.Clear();
    }

    /// <inheritdoc/>
    /// <exception cref="TemplateAwaitedException">One of them is being read.</exception>
    public LoadedTemplate? First(IEnumerable<TemplateLocation> locations, Budget budget, Position position, Node at)
    {
        string? awaited = null;
        foreach (var location in locations)
        {
            budget.Charge(1 + (location.SourceName.Length / CharactersPerStep), at);
            var reading = Read(location);
            if (!reading.Task.IsCompleted)
            {
                awaited ??= location.SourceName;
            }
            else if (awaited is null && reading.Task.GetAwaiter().GetResult() is { IsNothing: false } result)
            {
                return result.Text is { } text
                    ? Loaded(location, text)
                    : throw position.Unreadable(location.SourceName, result.Failure!, at);
            }
        }

        return awaited is null ? null : throw new TemplateAwaitedException(awaited, loader);
    }

    /// <inheritdoc/>
    public async Task ReadAheadAsync(IReadOnlyList<string> names, string from, RenderSettings settings)
    {
        var left = settings.Template.Limits.Includes;
        var literals = new Queue<(IReadOnlyList<string> Names, string From)>([(names, from)]);
        var opened = new HashSet<Reading>();
        while (literals.Count > 0)
        {
            var (next, origin) = literals.Dequeue();
            foreach (var name in next)
            {
                if (--left >= 0 && TemplateName.Normalize(settings.Dialect.NamesStartAtRoot ? name : TemplateName.Resolve(origin, name)) is { } full)
                {
                    foreach (var location in TemplateLocation.Localized(full, settings.Locale, settings.Template))
                    {
                        Read(location);
                    }
                }
            }

            if (literals.Count > 0)
            {
                continue;
            }

            await Task.WhenAll(readings.Values.Select(static reading => reading.Task)).ConfigureAwait(false);
            foreach (var reading in readings.Values.Where(opened.Add))
            {
                if ((await reading.Task.ConfigureAwait(false)).Text is { } text)
                {
                    literals.Enqueue((Loaded(reading.Location, text).LiteralNames(settings.Template, cancellationToken), reading.Location.Name));
                }
            }
        }
    }

    private Reading Read(in TemplateLocation location)
    {
        if (!readings.TryGetValue(location.SourceName, out var reading))
        {
            reading = new Reading(location, ReadAsync(loader, location.SourceName, cancellationToken));
            readings.Add(location.SourceName, reading);
        }

        return reading;
    }

    /// <summary>A loader that fails does so for the directive that needs the template, if one does.</summary>
    private static async Task<ReadResult> ReadAsync(ITemplateLoader loader, string name, CancellationToken cancellationToken)
    {
        try
        {
            return new(await loader.LoadAsync(name, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new(null, e);
        }
    }

    private LoadedTemplate Loaded(in TemplateLocation location, string text)
    {
        if (templates.TryGetValue((location.Name, location.SourceName), out var template) && template.Source.Text == text)
        {
            return template;
        }

        if (templates.Count >= TreesKept)
        {
            templates.Clear();
        }

        template = new LoadedTemplate(new TemplateSource(location.Name, text, location.SourceName), TemplateParser.Instance);
        templates[(location.Name, location.SourceName)] = template;
        return template;
    }

    private sealed record Reading(TemplateLocation Location, Task<ReadResult> Task);

    private readonly record struct ReadResult(string? Text, Exception? Failure)
    {
        public bool IsNothing => Text is null && Failure is null;
    }
}
