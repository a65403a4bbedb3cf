namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The settings a case asks for under FreeMarker's own names.</summary>
internal static class ConformanceSettings
{
    public static TemplateSettings Of(ConformanceCase @case) => @case.Settings.Aggregate(
        new TemplateSettings
        {
            Loader = new CaseLoader(@case),
            Limits = @case.Category == "limits" ? TemplateLimits.None : new(),
        },
        (settings, setting) => settings.With(setting.Key, setting.Value));

    private sealed class CaseLoader(ConformanceCase @case) : ITemplateLoader
    {
        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
            new(@case.Templates.TryGetValue(name, out var source) ? source : name == @case.Name ? @case.Template : null);
    }
}
