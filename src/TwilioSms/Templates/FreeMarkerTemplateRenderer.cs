using TwilioSms.FreeMarker;

namespace TwilioSms;

/// <summary>Renders templates written in FreeMarker, the default. Parsed templates are kept, up to 512 of them.</summary>
public sealed class FreeMarkerTemplateRenderer : ITemplateRenderer
{
    /// <summary>The name by which errors know a template that was given as text.</summary>
    private const string BodyName = nameof(SmsMessage.Body);
    private const int CacheGenerationSize = 256;

    private readonly Func<TemplateSettings> currentSettings;
    private TemplateCache? lastCache;

    /// <summary>A renderer with its own cache of parsed templates.</summary>
    /// <param name="settings">Locale, time zone, limits and the loader of named templates; null for the defaults of
    /// <see cref="TwilioConnectorOptions.TemplateSettings"/>.</param>
    public FreeMarkerTemplateRenderer(TemplateSettings? settings = null)
    {
        settings ??= new TwilioConnectorOptions().TemplateSettings;
        currentSettings = () => settings;
    }

    internal FreeMarkerTemplateRenderer(Func<TemplateSettings> currentSettings) => this.currentSettings = currentSettings;

    /// <inheritdoc/>
    public async ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var cache = CurrentCache();
        var source = template.Text ?? await LoadAsync(template, cache.Settings.Loader, cancellationToken).ConfigureAwait(false);
        try
        {
            return cache.Get(template.Name ?? BodyName, source).Render(metadata.ToDataModel(), cancellationToken);
        }
        catch (TemplateSyntaxException exception)
        {
            throw new SmsTemplateSyntaxException(exception.Message, exception.TemplateName, exception.Line, exception.Column, exception);
        }
        catch (TemplateReadException exception)
        {
            throw new SmsTemplateReadException(exception.Message, exception.TemplateName, exception.Line, exception.Column, exception);
        }
        catch (TemplateRenderException exception)
        {
            throw new SmsTemplateMetadataException(exception.Message, exception.TemplateName, exception.Line, exception.Column, exception);
        }
    }

    private static async ValueTask<string> LoadAsync(SmsTemplate template, ITemplateLoader? loader, CancellationToken cancellationToken)
    {
        if (template.Name?.TrimStart('/') is not { } name)
        {
            throw new ArgumentException("The template has neither a text nor a name.", nameof(template));
        }

        if (loader is null)
        {
            throw new SmsTemplateReadException($"The template '{name}' cannot be read: TemplateSettings.Loader is not set.", name);
        }

        try
        {
            return await loader.LoadAsync(name, cancellationToken).ConfigureAwait(false)
                ?? throw new SmsTemplateReadException($"The template '{name}' does not exist.", name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SmsTemplateReadException($"The template '{name}' cannot be read: {exception.GetType().Name}.", name, innerException: exception);
        }
    }

    // Templates parsed under other settings are of no use, so a change of settings starts a new cache.
    private TemplateCache CurrentCache()
    {
        var settings = currentSettings();
        var cache = Volatile.Read(ref lastCache);
        if (cache is null || (!ReferenceEquals(cache.Settings, settings) && cache.Settings != settings))
        {
            cache = new TemplateCache(settings, CacheGenerationSize);
            Volatile.Write(ref lastCache, cache);
        }

        return cache;
    }
}
