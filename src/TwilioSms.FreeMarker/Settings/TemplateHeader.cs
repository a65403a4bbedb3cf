namespace TwilioSms.FreeMarker.Settings;

/// <summary>What the header of a template, <c>&lt;#ftl&gt;</c>, says of how it is read.</summary>
/// <param name="StripsWhitespace">Whether lines that hold only tags leave no space.</param>
/// <param name="StrictSyntax">Whether tags need their number sign.</param>
internal sealed record TemplateHeader(bool StripsWhitespace, bool StrictSyntax)
{
    /// <summary>Whether text at the top level is left out.</summary>
    public bool StripsText { get; init; }

    /// <summary>Whether values are escaped; null where the settings decide.</summary>
    public bool? Escapes { get; init; }

    /// <summary>The output format by its name; null where the settings decide.</summary>
    public string? OutputFormat { get; init; }
}
