using System.Globalization;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Settings;

namespace TwilioSms.FreeMarker;

public sealed partial record TemplateSettings
{
    /// <summary>These settings with one of them changed, under the name and with the value that Apache FreeMarker's configuration
    /// gives it (its manual, <c>Configurable.setSetting</c>): <c>number_format</c>, or <c>numberFormat</c>.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its value as text.</param>
    /// <exception cref="ArgumentException">There is no setting of that name here, or the value is none of its values.</exception>
    public TemplateSettings With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (NamedSetting.Find(name) is not { OfHost: { } change })
        {
            throw new ArgumentException($"There is no setting '{name}'.{Suggestion.For(name, HostNames, string.Empty)}", nameof(name));
        }

        return change(this, value)
            ?? throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "'{0}' is no value of the setting '{1}'.", value, name), nameof(value));
    }

    /// <summary>These settings with the <c>c_format</c> that goes with the version.</summary>
    internal TemplateSettings WithDefaultCFormat() => this with { ChosenCFormat = null };

    private static IEnumerable<string> HostNames =>
        NamedSetting.All.Where(static setting => setting.OfHost is not null).Select(static setting => setting.Name);
}
