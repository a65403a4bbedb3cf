using System.Collections.ObjectModel;
using System.Globalization;
using TwilioSms.Webhooks;

namespace TwilioSms;

/// <summary>What Twilio posts when somebody writes to one of the account's numbers. It may be posted more than once.</summary>
public sealed class SmsIncomingMessage
{
    private const string Sms = "sms";
    private const int MostMedia = 100;

    private SmsIncomingMessage(ReadOnlyDictionary<string, string> parameters)
    {
        Parameters = parameters;
        MessageSid = parameters.Require("an incoming message", "MessageSid", "SmsMessageSid", "SmsSid");
        From = parameters.Require("an incoming message", "From");
        To = parameters.Require("an incoming message", "To");
        Media = [.. MediaOf(parameters)];
        OptOutType = SmsOptOutWords.In(parameters.Find("OptOutType"), Body, Media.Count > 0);
    }

    /// <summary>The SID of the message, which is the same however often it is posted: the idempotency key of an answer that is sent.</summary>
    public string MessageSid { get; }

    /// <summary>The account that received the message.</summary>
    public string? AccountSid => Parameters.Find("AccountSid");

    /// <summary>Who wrote: a number, or the address of another channel, such as <c>whatsapp:+15551230006</c>.</summary>
    public string From { get; }

    /// <summary>The number or address that was written to.</summary>
    public string To { get; }

    /// <summary>The Messaging Service that <see cref="To"/> belongs to; null without one.</summary>
    public string? MessagingServiceSid => Parameters.Find("MessagingServiceSid");

    /// <summary>The text; empty where there is none.</summary>
    public string Body => Parameters.Find("Body") ?? string.Empty;

    /// <summary>Pictures and other media, in their order.</summary>
    public IReadOnlyList<SmsIncomingMedium> Media { get; }

    /// <summary>How many segments the text came in; null where the webhook does not say.</summary>
    public int? Segments => Parameters.FindNumber("NumSegments");

    /// <summary>STOP, START or HELP: what Twilio made of the message, or else what it says by the words that Twilio acts upon. Null for all
    /// other messages. Twilio answers these itself.</summary>
    public SmsOptOutType? OptOutType { get; }

    /// <summary>The channel: <c>sms</c>, or what is before the colon of <see cref="From"/>, such as <c>whatsapp</c> or <c>rcs</c>.</summary>
    public string Channel => From.IndexOf(':') is > 0 and var colon ? From.Substring(0, colon) : Sms;

    /// <summary>The name that the sender goes by on WhatsApp.</summary>
    public string? ProfileName => Parameters.Find("ProfileName");

    /// <summary>What the button that was pressed says; null where none was.</summary>
    public string? ButtonText => Parameters.Find("ButtonText");

    /// <summary>What the button that was pressed stands for; null where none was.</summary>
    public string? ButtonPayload => Parameters.Find("ButtonPayload");

    /// <summary>The place that was sent; null where none was.</summary>
    public SmsIncomingLocation? Location =>
        Degrees("Latitude") is { } latitude && Degrees("Longitude") is { } longitude
            ? new SmsIncomingLocation(latitude, longitude, Parameters.Find("Label"), Parameters.Find("Address"))
            : null;

    /// <summary>The advertisement that led to the message, on WhatsApp; null where none did.</summary>
    public SmsIncomingReferral? Referral =>
        Parameters.Find("ReferralSourceId") is null && Parameters.Find("ReferralSourceUrl") is null ? null : new SmsIncomingReferral(Parameters);

    /// <summary>All parameters of the request by name: Twilio adds new ones without notice.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Reads an incoming message. Check it with <see cref="TwilioWebhook"/> first: anybody can post one.</summary>
    /// <param name="body">The body of the request, which is a form; of a GET, the query.</param>
    /// <exception cref="FormatException">The body has no SID, sender or recipient, or it has the status of one that was sent: it is not an
    /// incoming message.</exception>
    public static SmsIncomingMessage Parse(ReadOnlySpan<byte> body)
    {
        var parameters = WebhookForm.Read(body);
        // A report names a message, a sender and a recipient as well: the host's own number would be taken for somebody who writes.
        return parameters.ContainsKey("MessageStatus")
            ? throw new FormatException("The request is a status callback of Twilio's, not an incoming message: MessageStatus is there.")
            : new(new ReadOnlyDictionary<string, string>(parameters));
    }

    /// <summary>Names the message; numbers and text stay out.</summary>
    public override string ToString() => $"{Redaction.Mask(From)} to {Redaction.Mask(To)}: {MessageSid}";

    internal static SmsIncomingMessage Of(IReadOnlyDictionary<string, string> parameters) => new(WebhookForm.Copy(parameters));

    private static IEnumerable<SmsIncomingMedium> MediaOf(ReadOnlyDictionary<string, string> parameters)
    {
        for (var i = 0; i < MostMedia; i++)
        {
            var position = i.ToString(CultureInfo.InvariantCulture);
            if (!Uri.TryCreate(parameters.Find("MediaUrl" + position), UriKind.Absolute, out var url))
            {
                yield break;
            }

            yield return new SmsIncomingMedium(url, parameters.Find("MediaContentType" + position) ?? string.Empty);
        }
    }

    private double? Degrees(string name) =>
        double.TryParse(Parameters.Find(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
