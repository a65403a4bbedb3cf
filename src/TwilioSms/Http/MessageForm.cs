using System.Globalization;

namespace TwilioSms.Http;

/// <summary>A message as the parameters of Twilio's Messages API.</summary>
internal static class MessageForm
{
    // Room for the text of one segment and the usual parameters.
    private const int InitialCapacity = 512;

    /// <summary>The encoded parameters of all recipients: everything but <c>To</c>.</summary>
    public static ReadOnlyMemory<byte> Encode(
        SmsMessage message, SmsSenderAddress sender, string? text, TwilioConnectorOptions options)
    {
        var form = new FormWriter(InitialCapacity);
        form.Add("From", sender.From);
        form.Add("MessagingServiceSid", sender.MessagingServiceSid);
        form.Add("FallbackFrom", SmsAddress.OfSender(message.FallbackFrom, nameof(message.FallbackFrom), options));
        form.Add("Body", text);
        foreach (var url in message.MediaUrls)
        {
            form.Add("MediaUrl", url.AbsoluteUri);
        }

        form.Add("ContentSid", message.ContentSid);
        form.Add("ContentVariables", message.ContentVariables);
        form.Add("StatusCallback", message.StatusCallback?.AbsoluteUri);
        form.Add("ApplicationSid", message.ApplicationSid);
        form.Add("ProvideFeedback", message.ProvideFeedback);
        form.Add("Attempt", message.Attempt);
        form.Add("ValidityPeriod", message.ValidityPeriod is { } period ? (int)period.TotalSeconds : null);
        form.Add("ForceDelivery", message.ForceDelivery);
        form.Add("ContentRetention", message.ContentRetention switch
        {
            SmsContentRetention.Retain => "retain",
            SmsContentRetention.Discard => "discard",
            _ => null,
        });
        form.Add("AddressRetention", message.AddressRetention switch
        {
            SmsAddressRetention.Retain => "retain",
            SmsAddressRetention.Obfuscate => "obfuscate",
            _ => null,
        });
        form.Add("SmartEncoded", message.SmartEncoded);
        foreach (var action in message.PersistentActions)
        {
            form.Add("PersistentAction", action);
        }

        form.Add("TrafficType", message.TrafficType is null ? null : "free");
        form.Add("ShortenUrls", message.ShortenUrls);
        if (message.SendAt is { } sendAt)
        {
            form.Add("ScheduleType", "fixed");
            form.Add("SendAt", sendAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        form.Add("SendAsMms", message.SendAsMms);
        form.Add("RiskCheck", message.RiskCheck switch
        {
            SmsRiskCheck.Enable => "enable",
            SmsRiskCheck.Disable => "disable",
            _ => null,
        });
        return form.Written;
    }

    /// <summary>The encoded <c>To</c> of one recipient, to go after the other parameters.</summary>
    public static ReadOnlyMemory<byte> EncodeRecipient(string to)
    {
        var form = new FormWriter(to.Length + 8);
        form.Add("&To", to);
        return form.Written;
    }
}
