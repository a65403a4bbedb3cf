using System.Text.Json;

namespace TwilioSms.Connector;

/// <summary>The inputs of SEND_SMS, and the message that they describe.</summary>
internal static class SendSmsInput
{
    private static readonly InputParameter<string> From = new(
        "smsFrom", InputTypes.Text, isRequired: true, "The phone number the SMS will be sent from.");

    private static readonly InputParameter<IReadOnlyList<string>> To = new(
        "smsTo", InputTypes.TextList, isRequired: true, "The list of numbers the SMS will be sent to.");

    private static readonly InputParameter<string> Body = new(
        "smsBody",
        InputTypes.Text,
        isRequired: true,
        "The contents of the SMS. The message supports Freemarker syntax, for example `${fullName.lastName}` can be used from the "
        + "`metadata` parameter to include variables.");

    private static readonly InputParameter<SmsMetadata> Metadata = new(
        "metadata",
        InputTypes.Object,
        isRequired: false,
        "Metadata to be used by the `smsBody` parameter to include process variables in a message.");

    private static readonly InputParameter<string> MessagingServiceSid = new(
        "messagingServiceSid",
        InputTypes.Text,
        isRequired: false,
        "The Messaging Service that chooses the sender, `MG` and 32 hexadecimal digits. With it `smsFrom` may be left empty.");

    private static readonly InputParameter<string> ContentSid = new(
        "contentSid",
        InputTypes.Text,
        isRequired: false,
        "A content template stored at Twilio, `HX` and 32 hexadecimal digits. With it `smsBody` may be left empty.");

    private static readonly InputParameter<string> ContentVariables = new(
        "contentVariables",
        InputTypes.ObjectText,
        isRequired: false,
        "The variables of `contentSid`, an object. Its text supports Freemarker syntax as `smsBody` does; write values as `${name?json_string}`.");

    private static readonly InputParameter<IReadOnlyList<Uri>> MediaUrls = new(
        "mediaUrls",
        InputTypes.UrlList,
        isRequired: false,
        "Pictures and other media, at most 10 URLs that Twilio can fetch: a list, or a text that separates them by white space.");

    private static readonly InputParameter<Uri> StatusCallback = new(
        "statusCallback", InputTypes.Url, isRequired: false, "The URL to which Twilio reports what becomes of the message.");

    private static readonly InputParameter<DateTimeOffset?> SendAt = new(
        "sendAt",
        InputTypes.Time,
        isRequired: false,
        "When Twilio sends the message, 5 minutes to 35 days ahead, such as `2026-12-24T18:00:00+01:00`. Needs `messagingServiceSid`.");

    private static readonly InputParameter<TimeSpan?> ValidityPeriod = new(
        "validityPeriod",
        InputTypes.Duration,
        isRequired: false,
        "How long the message may wait at Twilio before it fails, in seconds from 1 to 36000, or such as `00:10:00`.");

    private static readonly InputParameter<string> MessageIntent = new(
        "messageIntent",
        InputTypes.Text,
        isRequired: false,
        "What the message is for: `otp`, `notifications`, `marketing`, `fraud`, `security`, `customercare`, `delivery`, `education`, "
        + "`polling`, `announcements` or `events`.");

    public static IReadOnlyList<ConnectorParameter> Parameters { get; } =
    [
        From, To, Body, Metadata, MessagingServiceSid, ContentSid, ContentVariables, MediaUrls, StatusCallback, SendAt, ValidityPeriod,
        MessageIntent,
    ];

    public static SmsMessage Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var json = InputTypes.ParseJson(input, "input");
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw InputTypes.WrongType("input", json.ValueKind, "an object");
        }

        var service = MessagingServiceSid.Read(json);
        var content = ContentSid.Read(json);
        return new SmsMessage
        {
            From = From.Read(json, isNeeded: service is null),
            To = To.Read(json)!,
            Body = Body.Read(json, isNeeded: content is null),
            Metadata = Metadata.Read(json),
            MessagingServiceSid = service,
            ContentSid = content,
            ContentVariables = ContentVariables.Read(json),
            MediaUrls = MediaUrls.Read(json)!,
            StatusCallback = StatusCallback.Read(json),
            SendAt = SendAt.Read(json),
            ValidityPeriod = ValidityPeriod.Read(json),
            MessageIntent = MessageIntent.Read(json) is { } intent ? SmsMessageIntent.FromName(intent) : null,
        };
    }
}
