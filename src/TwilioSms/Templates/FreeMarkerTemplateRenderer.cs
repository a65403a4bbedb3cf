using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms;

/// <summary>Renders templates written in FreeMarker, the default.</summary>
public sealed class FreeMarkerTemplateRenderer : ITemplateRenderer
{
    private readonly Func<TemplateSettings> settings;

    /// <summary>A renderer with its own cache of parsed templates.</summary>
    /// <param name="settings">Locale, time zone, limits and the loader of named templates; null for the defaults of
    /// <see cref="TwilioConnectorOptions.TemplateSettings"/>.</param>
    public FreeMarkerTemplateRenderer(TemplateSettings? settings = null)
    {
        var fixedSettings = settings ?? new TwilioConnectorOptions().TemplateSettings;
        this.settings = () => fixedSettings;
    }

    internal FreeMarkerTemplateRenderer(Func<TemplateSettings> settings) => this.settings = settings;

    /// <inheritdoc/>
    public ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken) =>
        new(Template.Parse(template.Text!, settings()).Render(DataModel.From(default(JsonElement)), cancellationToken));
}
