namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The settings a case asks for under FreeMarker's own names.</summary>
internal static class ConformanceSettings
{
    public static TemplateSettings Of(ConformanceCase @case) => new();
}
