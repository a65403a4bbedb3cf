using Microsoft.Extensions.Time.Testing;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The settings a case asks for under FreeMarker's own names.</summary>
internal static class ConformanceSettings
{
    /// <summary>The default limits, but for time: a busy machine is no difference to FreeMarker.</summary>
    private static TemplateLimits Limits { get; } = new() { RegexTime = TimeSpan.FromMinutes(1) };

    /// <summary>The time that matching takes is charged as steps too; by this clock it takes none.</summary>
    private static TimeProvider Clock { get; } = new FakeTimeProvider(DateTimeOffset.UtcNow);

    public static TemplateSettings Of(ConformanceCase @case) => @case.Settings.Aggregate(
        new TemplateSettings
        {
            Loader = new CaseLoader(@case),
            Clock = Clock,
            Limits = @case.Category == "limits" ? TemplateLimits.None : Limits,
        },
        (settings, setting) => settings.With(setting.Key, setting.Value));

    private sealed class CaseLoader(ConformanceCase @case) : ITemplateLoader
    {
        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
            new(@case.Templates.TryGetValue(name, out var source) ? source : name == @case.Name ? @case.Template : null);
    }
}
