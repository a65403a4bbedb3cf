using System.Globalization;

namespace TwilioSms.Errors;

/// <summary>Twilio's documentation of its errors: a page a code. The link of an answer may be anybody's, and messages are logged.</summary>
internal static class TwilioErrorPage
{
    public static Uri? Of(int? twilioCode) =>
        twilioCode is { } code ? new Uri("https://www.twilio.com/docs/errors/" + code.ToString(CultureInfo.InvariantCulture)) : null;
}
