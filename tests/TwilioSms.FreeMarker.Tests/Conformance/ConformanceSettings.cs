namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>The settings a case asks for under FreeMarker's own names.</summary>
internal static class ConformanceSettings
{
    public static TemplateSettings Of(ConformanceCase @case) => @case.Settings.Aggregate(
        new TemplateSettings
        {
            Loader = new CaseLoader(@case),
            Limits = @case.Category == "limits" ? TemplateLimits.None : new TemplateLimits(),
        },
        (settings, setting) => With(settings, setting.Key, setting.Value));

    private static TemplateSettings With(TemplateSettings settings, string name, string value) => name switch
    {
        "boolean_format" => settings with { BooleanFormat = value },
        "interpolation_syntax" => settings with
        {
            InterpolationSyntax = value switch
            {
                "dollar" => TemplateInterpolationSyntax.Dollar,
                "square_bracket" => TemplateInterpolationSyntax.SquareBracket,
                _ => TemplateInterpolationSyntax.Legacy,
            },
        },
        "locale" => settings with { Locale = value },
        "naming_convention" => settings with
        {
            NamingConvention = value == "camel_case" ? TemplateNamingConvention.CamelCase : TemplateNamingConvention.Legacy,
        },
        "number_format" => settings with { NumberFormat = value },
        "tag_syntax" => settings with
        {
            TagSyntax = value == "square_bracket" ? TemplateTagSyntax.SquareBracket : TemplateTagSyntax.AutoDetect,
        },
        "url_escaping_charset" => settings with { UrlEscapingCharset = value },
        "whitespace_stripping" => settings with { WhitespaceStripping = value == "true" },
        _ => throw new ArgumentException($"The setting {name} of a case has no counterpart.", nameof(name)),
    };

    private sealed class CaseLoader(ConformanceCase @case) : ITemplateLoader
    {
        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
            new(@case.Templates.TryGetValue(name, out var source) ? source : name == @case.Name ? @case.Template : null);
    }
}
