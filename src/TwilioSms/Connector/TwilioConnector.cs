using TwilioSms.Configuration;
using TwilioSms.Connector;
using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>The Twilio connector as process engines and modellers know it.</summary>
public static class TwilioConnector
{
    private const string Id = "twilio-connector";

    /// <summary>Describes the connector: its action, configuration, errors and icon. Everything that is told of it elsewhere, and the
    /// check of what <see cref="SendSmsAction"/> is given, comes from here.</summary>
    public static ConnectorDescription Describe() => DescribeWith(TwilioLogo.Svg);

    /// <summary>Describes the connector with an icon of your own.</summary>
    /// <param name="iconSvg">An SVG document to show instead of the Twilio logo.</param>
    /// <exception cref="ArgumentException"><paramref name="iconSvg"/> has no <c>svg</c> element.</exception>
    public static ConnectorDescription Describe(string iconSvg)
    {
        ArgumentNullException.ThrowIfNull(iconSvg);
        return iconSvg.Contains("<svg", StringComparison.Ordinal)
            ? DescribeWith(iconSvg)
            : throw new ArgumentException("The icon has no <svg> element: give the text of an SVG document.", nameof(iconSvg));
    }

    private static ConnectorDescription DescribeWith(string iconSvg) => new(
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
        [.. DocumentedError.All.Select(static error => new ConnectorError(error.Code, error.Meaning))],
        iconSvg);
}
