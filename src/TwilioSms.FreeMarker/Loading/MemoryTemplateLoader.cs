namespace TwilioSms.FreeMarker;

/// <summary>Templates held in memory, by name.</summary>
public sealed class MemoryTemplateLoader : ITemplateLoader
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    /// <summary>A loader of the templates given, which are copied.</summary>
    /// <param name="sources">Name and source of each; a name is as <see cref="ITemplateLoader.LoadAsync"/> has it, such as
    /// <c>lib/money.ftl</c>. Of two with the same name the later one counts.</param>
    public MemoryTemplateLoader(IEnumerable<KeyValuePair<string, string>> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);

        foreach (var source in sources)
        {
            this.sources[source.Key] = source.Value;
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
        new(sources.TryGetValue(name, out var source) ? source : null);
}
