using System.Globalization;
using System.Text.Json;
using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Resources;

/// <summary>The message resource on the wire: twenty members, counts as strings, dates in RFC 2822.</summary>
internal static class MessageResource
{
    public const string ApiVersion = "2010-04-01";

    /// <summary>Without the extension.</summary>
    public static string UriOf(EmulatedMessage message) => $"/{ApiVersion}/Accounts/{message.AccountSid}/Messages/{message.Sid}";

    public static void Write(Utf8JsonWriter writer, EmulatedMessage message, bool created)
    {
        var uri = UriOf(message);
        writer.WriteStartObject();
        writer.WriteString("body", message.Body);
        writer.WriteString("num_segments", message.Segments.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("direction", message.Direction switch
        {
            EmulatedMessageDirection.Inbound => "inbound",
            EmulatedMessageDirection.OutboundReply => "outbound-reply",
            _ => "outbound-api",
        });
        writer.WriteString("from", message.From);
        writer.WriteString("date_updated", Date(message.DateUpdated));
        writer.WriteNull("price");
        // What was wrong with the application's answer is told in Twilio's console, not by its API.
        if (message.ErrorCode is { } code && message.Direction != EmulatedMessageDirection.Inbound)
        {
            writer.WriteNumber("error_code", code);
            writer.WriteString("error_message", DeliveryError.Describe(code));
        }
        else
        {
            writer.WriteNull("error_code");
            writer.WriteNull("error_message");
        }

        writer.WriteString("uri", uri + ".json");
        writer.WriteString("account_sid", message.AccountSid);
        writer.WriteString("num_media", MessageMedia.Of(message).Count.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("to", message.VisibleTo);
        writer.WriteString("date_created", Date(message.DateCreated));
        writer.WriteString("status", MessageStatusName.Of(message.Status));
        writer.WriteString("sid", message.Sid);
        writer.WriteString("date_sent", message.DateSent is { } sent ? Date(sent) : null);
        writer.WriteString("messaging_service_sid", message.MessagingServiceSid);
        writer.WriteString("price_unit", "USD");
        writer.WriteString("api_version", ApiVersion);
        writer.WriteStartObject("subresource_uris");
        writer.WriteString("media", uri + "/Media.json");
        // Twilio names it once there is a message to speak of, and not in the answer that made it.
        if (!created)
        {
            writer.WriteString("feedback", uri + "/Feedback.json");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
