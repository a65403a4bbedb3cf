namespace TwilioSms.FreeMarker;

/// <summary>Finds the templates that other templates include and import.</summary>
public interface ITemplateLoader
{
    /// <summary>The source of a template, or null where there is none of that name.</summary>
    /// <param name="name">A normalised name without a leading slash and without <c>.</c> or <c>..</c> steps, such as <c>lib/money.ftl</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken);
}
