using System.Collections.Concurrent;
using TwilioSms.FreeMarker;

namespace TwilioSms;

/// <summary>Parsed templates under the settings they were parsed with: bounded, and read without a lock.</summary>
/// <remarks>Two generations: what is used moves into the young one; when that is full, the old one is forgotten and they change places.
/// So a template in use stays, and one used once goes.</remarks>
internal sealed class TemplateCache(TemplateSettings settings, int generationSize)
{
    private ConcurrentDictionary<(string Name, string Source), Template> young = new();
    private ConcurrentDictionary<(string Name, string Source), Template> old = new();

    public TemplateSettings Settings { get; } = settings;

    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker.</exception>
    public Template Get(string name, string source)
    {
        if (young.TryGetValue((name, source), out var template))
        {
            return template;
        }

        if (!old.TryGetValue((name, source), out template))
        {
            template = Template.Parse(source, Settings, name);
        }

        // Threads that race here lose an entry at worst; it is parsed again when next asked for.
        if (young.Count >= generationSize)
        {
            old = young;
            young = new();
        }

        young[(name, source)] = template;
        return template;
    }
}
