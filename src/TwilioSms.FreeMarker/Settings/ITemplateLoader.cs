namespace TwilioSms.FreeMarker;

/// <summary>
/// Finds templates by their names. A rendering asks once for each template that it needs, and the next one asks again, so that changes
/// are seen; a loader keeps what is slow to get. An exception of a loader becomes a <see cref="TemplateReadException"/>.
/// </summary>
public interface ITemplateLoader
{
    /// <summary>The source of a template, or null where there is none of that name.</summary>
    /// <param name="name">A normalised name without a leading slash, backslashes, and <c>.</c> or <c>..</c> steps, such as <c>lib/money.ftl</c>.
    /// Before <c>a.ftl</c> the versions for the locale are asked for, <c>a_en_US.ftl</c> and <c>a_en.ftl</c>, unless
    /// <see cref="TemplateSettings.LocalizedLookup"/> is off.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken);
}
