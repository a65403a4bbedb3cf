using TwilioSms.FreeMarker;
using TwilioSms.Templates;

namespace TwilioSms;

/// <summary>Renders templates written in FreeMarker, the default. Templates given as text are kept parsed, up to 512 of them; a named one,
/// and what it includes, is read for each message, so that a change is seen by the next.</summary>
public sealed class FreeMarkerTemplateRenderer : ITemplateRenderer
{
    private const int CacheGenerationSize = 256;

    /// <summary>Characters of sources; the trees of that many take some tens of megabytes.</summary>
    private const int CacheGenerationLength = 1024 * 1024;

    private readonly Func<TemplateSettings> currentSettings;
    private TemplateCache? lastCache;

    /// <summary>A renderer with its own cache of parsed templates, under the defaults of
    /// <see cref="TwilioConnectorOptions.TemplateSettings"/>.</summary>
    public FreeMarkerTemplateRenderer()
        : this(new TwilioConnectorOptions().TemplateSettings)
    {
    }

    /// <summary>A renderer with its own cache of parsed templates.</summary>
    /// <param name="settings">Locale, time zone, limits and the loader of named templates.</param>
    public FreeMarkerTemplateRenderer(TemplateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        currentSettings = () => settings;
    }

    internal FreeMarkerTemplateRenderer(Func<TemplateSettings> currentSettings) => this.currentSettings = currentSettings;

    /// <inheritdoc/>
    public ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var settings = currentSettings();
        return template.Text is { } text && IsItsOwnOutput(text, settings)
            ? new(text)
            : RenderAsync(CacheFor(settings), template, metadata, cancellationToken);
    }

    private static async ValueTask<string> RenderAsync(
        TemplateCache cache, SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = template switch
            {
                { Text: { } text } => cache.Get(text),
                { Name: { } name } => await Template.LoadAsync(name, cache.Settings, cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentException("The template has neither a text nor a name.", nameof(template)),
            };
            return await parsed.RenderAsync(metadata.ToDataModel(), cancellationToken).ConfigureAwait(false);
        }
        catch (TemplateSyntaxException exception)
        {
            throw new TwilioTemplateSyntaxException(
                exception.Message, exception.TemplateName, exception.Line, exception.Column, exception)
            {
                Details = exception.Details,
            };
        }
        catch (TemplateReadException exception)
        {
            // The loader's own error may name the template, and one that was computed may be data.
            var isComputed = exception.Details != exception.Message;
            throw new TwilioTemplateReadException(
                exception.Message,
                exception.TemplateName,
                exception.Line,
                exception.Column,
                isComputed ? null : exception)
            {
                Details = exception.Details,
            };
        }
        catch (TemplateRenderException exception)
        {
            // Without the engine's errors: those of formats and of regular expressions quote what was computed.
            throw new TwilioTemplateMetadataException(
                exception.Message, exception.TemplateName, exception.Line, exception.Column, innerException: null)
            {
                Details = exception.Details,
            };
        }
    }

    /// <summary>Whether a text holds nothing that begins a directive or an interpolation in any syntax, so that a first message need not wait for
    /// the language to be compiled.</summary>
    private static bool IsItsOwnOutput(string text, TemplateSettings settings) =>
        text.AsSpan().IndexOfAny("<[$#".AsSpan()) < 0
        && text.Length <= Math.Min(settings.Limits.SourceLength, settings.Limits.OutputLength)
        && settings is { AutoImports.Count: 0, AutoIncludes.Count: 0 };

    // Templates parsed under other settings are of no use, so a change of settings starts a new cache.
    private TemplateCache CacheFor(TemplateSettings settings)
    {
        var cache = Volatile.Read(ref lastCache);
        if (cache is null || (!ReferenceEquals(cache.Settings, settings) && cache.Settings != settings))
        {
            cache = new TemplateCache(settings, CacheGenerationSize, CacheGenerationLength);
            Volatile.Write(ref lastCache, cache);
        }

        return cache;
    }
}
