using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>
/// One rendering of a template: what its nodes read and change. Used by one thread at a time, and again for the next rendering.
/// </summary>
internal sealed partial class Environment
{
    public OutputWriter Output { get; } = new();

    /// <summary>The settings in force; <c>#setting</c> changes them for the rest of the rendering.</summary>
    public RenderSettings Settings { get; private set; }

    /// <summary>How numbers print.</summary>
    public NumberText Numbers { get; }

    /// <summary>How dates print and are read.</summary>
    public DateText Dates { get; }

    public ITemplateParser Parser { get; }

    /// <summary>Where included templates come from; null where there are none.</summary>
    public ITemplateReader? Reader { get; set; }

    /// <summary>The settings the template was parsed under.</summary>
    public TemplateSettings TemplateSettings { get; }

    public TimeProvider Clock => TemplateSettings.TimeProvider;

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>The source of the nodes that run at the moment.</summary>
    public TemplateSource Source { get; set; }

    /// <summary>The innermost running element: the place of errors that blame no expression.</summary>
    public Node CurrentElement { get; set; } = null!;

    /// <summary>The message of the error that the innermost <c>#recover</c> recovers from; null outside of one.</summary>
    public string? CurrentError { get; set; }
}
