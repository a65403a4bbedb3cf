using System.Globalization;

namespace TwilioSms.Http;

/// <summary>A message as the parameters of Twilio's Messages API: everything but <c>To</c>, which is each recipient's own.</summary>
internal sealed class MessageForm(IReadOnlyList<KeyValuePair<string, string>> parameters)
{
    public MessageForm(SmsMessage message, SmsSenderAddress sender, string? text, string? variables, TwilioConnectorOptions options)
        : this(ParametersOf(message, sender, text, variables, options))
    {
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; } = parameters;

    /// <summary>The parameters, encoded once.</summary>
    public ReadOnlyMemory<byte> Encoded { get; } = FormWriter.Write(parameters);

    /// <summary>The encoded <c>To</c> of one recipient, to go after the other parameters.</summary>
    public static ReadOnlyMemory<byte> EncodeRecipient(string to) => FormWriter.Write("&To", to);

    private static FilledIn ParametersOf(
        SmsMessage message, SmsSenderAddress sender, string? text, string? variables, TwilioConnectorOptions options)
    {
        var form = new FilledIn();
        form.Add("From", sender.From);
        form.Add("MessagingServiceSid", sender.MessagingServiceSid);
        form.Add("FallbackFrom", SmsAddress.OfSender(message.FallbackFrom, nameof(message.FallbackFrom), options));
        form.Add("Body", text);
        foreach (var url in message.MediaUrls)
        {
            form.Add("MediaUrl", url.AbsoluteUri);
        }

        form.Add("ContentSid", message.ContentSid);
        form.Add("ContentVariables", variables);
        // As it was written: Twilio signs what it posts there over that.
        form.Add("StatusCallback", message.StatusCallback?.OriginalString);
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
        form.Add("MessageIntent", message.MessageIntent?.ToString());
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
        return form;
    }

    /// <summary>Parameters of which those without a value are left out.</summary>
    private sealed class FilledIn() : List<KeyValuePair<string, string>>(UsualCount)
    {
        private const int UsualCount = 2;

        public void Add(string name, string? value)
        {
            if (value is not null)
            {
                Add(new KeyValuePair<string, string>(name, value));
            }
        }

        public void Add(string name, bool? value) => Add(name, value switch { null => null, true => "true", false => "false" });

        public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));
    }
}
