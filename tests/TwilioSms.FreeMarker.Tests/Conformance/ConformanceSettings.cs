namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The settings a case asks for under FreeMarker's own names.</summary>
internal static class ConformanceSettings
{
    /// <summary>The default limits, but for time: a busy machine is no difference to FreeMarker. The netstandard2.0 build has only the
    /// backtracking regular expressions of its platform, whose time is also charged as steps.</summary>
    private static TemplateLimits Limits { get; } = new()
    {
        RegexTime = TimeSpan.FromMinutes(1),
#if NETSTANDARD_BUILD
        Steps = TemplateLimits.Unlimited,
#endif
    };

    public static TemplateSettings Of(ConformanceCase @case) => @case.Settings.Aggregate(
        new TemplateSettings
        {
            Loader = new CaseLoader(@case),
            Limits = @case.Category == "limits" ? TemplateLimits.None : Limits,
        },
        (settings, setting) => settings.With(setting.Key, setting.Value));

    private sealed class CaseLoader(ConformanceCase @case) : ITemplateLoader
    {
        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
            new(@case.Templates.TryGetValue(name, out var source) ? source : name == @case.Name ? @case.Template : null);
    }
}
