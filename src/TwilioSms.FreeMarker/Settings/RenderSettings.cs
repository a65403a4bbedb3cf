using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Settings;

/// <summary>The settings in force while a template renders: those it was parsed under until <c>#setting</c> puts others in their place.</summary>
/// <param name="Template">The settings the template was parsed under.</param>
internal sealed record RenderSettings(TemplateSettings Template)
{
    public Locale Locale { get; init; } = Template.ParsedLocale;

    public string TimeZone { get; init; } = Template.TimeZone;

    /// <summary>The zone of dates and times without the other half (<c>sql_date_and_time_time_zone</c>); null: as <see cref="TimeZone"/>.</summary>
    public string? SqlTimeZone { get; init; }

    public string NumberFormat { get; init; } = Template.NumberFormat;

    public string BooleanFormat { get; init; } = Template.BooleanFormat;

    public string DateFormat { get; init; } = Template.DateFormat;

    public string TimeFormat { get; init; } = Template.TimeFormat;

    public string DateTimeFormat { get; init; } = Template.DateTimeFormat;

    public string? UrlEscapingCharset { get; init; } = Template.UrlEscapingCharset;

    public string? OutputEncoding { get; init; } = Template.OutputEncoding;

    public Dialect Dialect { get; init; } = Template.Dialect;

    public TemplateCFormat CFormat { get; init; } = Template.CFormat;
}
