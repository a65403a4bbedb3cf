using System.Collections.Concurrent;
using TwilioSms.FreeMarker;

namespace TwilioSms.Templates;

/// <summary>Message bodies parsed under the settings they were parsed with: bounded by count and by size, and read without a lock.</summary>
/// <remarks>Two generations: what is used moves into the young one; when that is full, the old one is forgotten and they change places.
/// So a template in use stays, and one used once goes.</remarks>
internal sealed class TemplateCache(TemplateSettings settings, int generationSize, int generationLength)
{
    /// <summary>The name by which errors know a template that was given as text.</summary>
    private const string BodyName = nameof(SmsMessage.Body);

    private ConcurrentDictionary<string, Template> young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, Template> old = new(StringComparer.Ordinal);
    private long youngLength;

    public TemplateSettings Settings { get; } = settings;

    /// <exception cref="TemplateSyntaxException">The source is not valid FreeMarker.</exception>
    public Template Get(string source)
    {
        if (young.TryGetValue(source, out var template))
        {
            return template;
        }

        if (!old.TryGetValue(source, out template))
        {
            template = Template.Parse(source, Settings, BodyName);
        }

        if (source.Length > generationLength)
        {
            return template;
        }

        // Threads that race here lose an entry at worst; it is parsed again when next asked for.
        if (young.Count >= generationSize || Interlocked.Add(ref youngLength, source.Length) > generationLength)
        {
            old = young;
            young = new(StringComparer.Ordinal);
            Interlocked.Exchange(ref youngLength, source.Length);
        }

        young[source] = template;
        return template;
    }
}
