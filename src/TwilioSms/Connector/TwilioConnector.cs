using TwilioSms.Configuration;

namespace TwilioSms;

/// <summary>The Twilio connector as process engines and modellers know it.</summary>
public static class TwilioConnector
{
    private const string Id = "twilio-connector";

    /// <summary>Describes the connector: its action, configuration, errors and icon. Everything that is told of it elsewhere, and the
    /// check of what <see cref="SendSmsAction"/> is given, comes from here.</summary>
    /// <param name="iconSvg">An SVG document to show instead of the Twilio logo.</param>
    /// <exception cref="ArgumentException"><paramref name="iconSvg"/> has no <c>svg</c> element.</exception>
    public static ConnectorDescription Describe(string? iconSvg = null)
    {
        if (iconSvg is not null && iconSvg.IndexOf("<svg", StringComparison.Ordinal) < 0)
        {
            throw new ArgumentException("The icon has no <svg> element: give the text of an SVG document.", nameof(iconSvg));
        }

        return new ConnectorDescription(
            Id,
            name: "Twilio",
            "Sends text messages (SMS) through Twilio.",
            new ConnectorAction(
                SendSmsAction.Name,
                $"{Id}.{SendSmsAction.Name}",
                "Sends an SMS message to a list of numbers.",
                SendSmsInput.Parameters,
                [SendSmsAction.Result]),
            [
                new ConnectorSetting(Settings.Account.Name, isSecret: false, "Your account name obtained from Twilio."),
                new ConnectorSetting(Settings.Token.Name, isSecret: true, "A token for your account obtained from Twilio."),
            ],
            ConnectorErrors.All,
            iconSvg ?? TwilioLogo.Svg);
    }
}
