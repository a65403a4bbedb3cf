namespace TwilioSms.FreeMarker;

/// <summary>How templates are parsed and rendered. The defaults are those of Apache FreeMarker 2.3.31.</summary>
public sealed record TemplateSettings
{
}
