using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Gets the templates that a rendering includes and imports.</summary>
internal interface ITemplateReader
{
    /// <summary>Forgets what the last rendering read.</summary>
    void Start(ITemplateLoader loader, CancellationToken cancellationToken);

    /// <summary>The first of some templates that exists; null where none does.</summary>
    LoadedTemplate? First(IEnumerable<TemplateLocation> locations, Budget budget, Position position, Node at);

    /// <summary>Waits for what is being read, and reads ahead what is named there as a constant.</summary>
    /// <param name="names">The constant names in the main template.</param>
    /// <param name="from">The name of the main template.</param>
    /// <param name="settings">The settings in force; their limit of includes ends the reading ahead too.</param>
    Task ReadAheadAsync(IReadOnlyList<string> names, string from, RenderSettings settings);
}
