using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The settings in force, which <c>#setting</c> changes for the rest of a rendering.</summary>
/// <param name="initial">Those that each rendering starts with.</param>
/// <param name="position">Where the rendering is.</param>
internal sealed class SettingsInForce(RenderSettings initial, Position position)
{
    private readonly RenderSettings initial = initial;

    public RenderSettings Current { get; set; } = initial;

    public void Reset() => Current = initial;

    /// <summary>Changes a setting that a template can change.</summary>
    public void Set(NamedSetting setting, string value, Node at) => Current = setting.OfTemplate!(Current, value)
        ?? throw position.Error(TemplateRenderFailure.Other, $"{setting.Name} is {setting.Values}.", at);
}
