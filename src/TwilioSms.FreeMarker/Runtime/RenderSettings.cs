namespace TwilioSms.FreeMarker;

/// <summary>The settings in force while a template renders: those of <see cref="TemplateSettings"/> until <c>#setting</c> changes them.</summary>
internal sealed class RenderSettings
{
    public Locale Locale { get; set; } = null!;

    public string TimeZone { get; set; } = null!;

    /// <summary>The zone of dates and times without the other half (<c>sql_date_and_time_time_zone</c>); null: as <see cref="TimeZone"/>.</summary>
    public string? SqlTimeZone { get; set; }

    public string NumberFormat { get; set; } = null!;

    public string BooleanFormat { get; set; } = null!;

    public string DateFormat { get; set; } = null!;

    public string TimeFormat { get; set; } = null!;

    public string DateTimeFormat { get; set; } = null!;

    public string? UrlEscapingCharset { get; set; }

    public string? OutputEncoding { get; set; }

    public bool ClassicCompatible { get; set; }

    public TemplateCFormat CFormat { get; set; }

    /// <summary>Takes the starting values.</summary>
    public void Reset(TemplateSettings settings)
    {
        Locale = settings.ParsedLocale;
        TimeZone = settings.TimeZone;
        SqlTimeZone = null;
        NumberFormat = settings.NumberFormat;
        BooleanFormat = settings.BooleanFormat;
        DateFormat = settings.DateFormat;
        TimeFormat = settings.TimeFormat;
        DateTimeFormat = settings.DateTimeFormat;
        UrlEscapingCharset = settings.UrlEscapingCharset;
        OutputEncoding = settings.OutputEncoding;
        CFormat = settings.CFormat;
        ClassicCompatible = settings.ClassicCompatible;
    }
}
