using System.Text.Json;
using TwilioSms.Errors;

namespace TwilioSms.Sending;

/// <summary>Refuses what cannot be sent before anything is: what is missing or malformed, and what Twilio is sure to refuse, under
/// the error that Twilio's own answer would have become.</summary>
internal static class SmsMessageValidator
{
    private const int MaxBodyLength = 1600;
    private const int MaxMediaUrls = 10;
    private static readonly TimeSpan MinValidity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxValidity = TimeSpan.FromSeconds(36_000);
    private static readonly TimeSpan MinSendAhead = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan MaxSendAhead = TimeSpan.FromDays(35);

    /// <summary>Checks everything that does not depend on the rendered text.</summary>
    /// <exception cref="TwilioConnectorException">The message cannot be sent.</exception>
    public static void Validate(SmsMessage message, SmsSenderAddress sender, DateTimeOffset now)
    {
        if (sender is { From: null, MessagingServiceSid: null })
        {
            throw new TwilioMissingInputException(nameof(message.From), "From is missing: set it to the number the message is from.");
        }

        ValidateContent(message);
        ValidateSid(nameof(message.MessagingServiceSid), sender.MessagingServiceSid, "MG");
        ValidateSid(nameof(message.ContentSid), message.ContentSid, "HX");
        ValidateSid(nameof(message.ApplicationSid), message.ApplicationSid, "AP");
        ValidateUrls(message);
        ValidateChoices(message);
        ValidateCombinations(message, sender);
        ValidateTimes(message, now);
        if (message.MaxSegments < 1)
        {
            throw new TwilioInvalidInputException(nameof(message.MaxSegments), "MaxSegments has to be at least 1.");
        }
    }

    /// <summary>Checks the text once rendered.</summary>
    /// <exception cref="TwilioRequestException">The text is empty or too long.</exception>
    /// <exception cref="TwilioSegmentLimitException">The text is dearer than the caller wants.</exception>
    public static void ValidateText(SmsMessage message, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refused(nameof(SmsMessage.Body), 21602, "Body is empty once rendered: a message needs a text.");
        }

        if (text.Length > MaxBodyLength)
        {
            throw Refused(nameof(SmsMessage.Body), 21617,
                FormattableString.Invariant($"Body has {text.Length} characters once rendered; at most {MaxBodyLength} can be sent."));
        }

        if (message is { MaxSegments: { } most, MediaUrls.Count: 0, SendAsMms: not true })
        {
            ValidateSegments(SmsSegments.Count(text, message.SmartEncoded is true), most);
        }
    }

    /// <summary>Checks the content variables once rendered.</summary>
    /// <exception cref="TwilioRequestException">They are no JSON object.</exception>
    public static void ValidateVariables(string variables)
    {
        try
        {
            using var json = JsonDocument.Parse(variables);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return;
            }
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Not as the inner exception: its message quotes the variables.
        }

        throw Refused(nameof(SmsMessage.ContentVariables), 21656,
            "ContentVariables is not a JSON object once rendered: write values as \"${name?json_string}\".");
    }

    private static void ValidateSegments(SmsSegments counted, int most)
    {
        if (counted.Segments > most)
        {
            var cause = counted.Ucs2Characters.Count == 0 ? string.Empty : FormattableString.Invariant(
                $": {counted.Ucs2Characters.Count} character(s) outside GSM-7, the first at position {counted.Ucs2Characters[0].Position}");
            throw new TwilioSegmentLimitException(
                FormattableString.Invariant(
                    $"Body takes {counted.Segments} segments once rendered, MaxSegments is {most} ({counted.Encoding}, {counted.Units} units{cause})."),
                counted.Segments,
                most);
        }
    }

    private static void ValidateContent(SmsMessage message)
    {
        var hasBody = !string.IsNullOrWhiteSpace(message.Body);
        var hasTemplate = !string.IsNullOrWhiteSpace(message.TemplateName);
        if (hasBody && hasTemplate)
        {
            throw new TwilioInvalidInputException(nameof(message.TemplateName), "Body and TemplateName are both set: keep one of them.");
        }

        if (!hasBody && !hasTemplate && message.MediaUrls.Count == 0 && message.ContentSid is null)
        {
            throw new TwilioMissingInputException(nameof(message.Body), "Body is missing: set it to the text of the message.");
        }
    }

    private static void ValidateSid(string parameter, string? value, string prefix)
    {
        if (value is not null && !SmsAddress.IsSid(value, prefix))
        {
            throw new TwilioInvalidInputException(parameter, $"{parameter} is not a SID of the form {prefix} and 32 hexadecimal digits.");
        }
    }

    private static void ValidateUrls(SmsMessage message)
    {
        if (message.StatusCallback is { } callback && !IsHttp(callback))
        {
            throw new TwilioInvalidInputException(nameof(message.StatusCallback), "StatusCallback is not an absolute http or https URL.");
        }

        if (message.MediaUrls.Count > MaxMediaUrls)
        {
            throw Refused(nameof(message.MediaUrls), 21623,
                FormattableString.Invariant($"MediaUrls has {message.MediaUrls.Count} URLs; at most {MaxMediaUrls} can be sent."));
        }

        if (!message.MediaUrls.All(static url => url is { IsAbsoluteUri: true }))
        {
            throw new TwilioInvalidInputException(nameof(message.MediaUrls), "MediaUrls has an entry that is not an absolute URL.");
        }
    }

    private static void ValidateChoices(SmsMessage message)
    {
        ValidateChoice(nameof(message.ContentRetention), (int?)message.ContentRetention, (int)SmsContentRetention.Discard);
        ValidateChoice(nameof(message.AddressRetention), (int?)message.AddressRetention, (int)SmsAddressRetention.Obfuscate);
        ValidateChoice(nameof(message.TrafficType), (int?)message.TrafficType, (int)SmsTrafficType.Free);
        ValidateChoice(nameof(message.RiskCheck), (int?)message.RiskCheck, (int)SmsRiskCheck.Disable);
        if (message.PersistentActions.Contains(null!))
        {
            throw new TwilioInvalidInputException(nameof(message.PersistentActions), "PersistentActions has an entry that is null.");
        }
    }

    private static void ValidateChoice(string parameter, int? value, int last)
    {
        if (value < 0 || value > last)
        {
            throw new TwilioInvalidInputException(parameter, $"{parameter} is none of its values.");
        }
    }

    private static void ValidateCombinations(SmsMessage message, SmsSenderAddress sender)
    {
        if (message.ContentVariables is not null && message.ContentSid is null)
        {
            throw Refused(nameof(message.ContentVariables), null, "ContentVariables needs ContentSid.");
        }

        if (sender.MessagingServiceSid is not null)
        {
            return;
        }

        if (message.FallbackFrom is not null)
        {
            throw Refused(nameof(message.FallbackFrom), null, "FallbackFrom needs MessagingServiceSid.");
        }

        if (message.ShortenUrls is true)
        {
            throw Refused(nameof(message.ShortenUrls), null, "ShortenUrls needs MessagingServiceSid.");
        }

        if (message.SendAt is not null)
        {
            throw Refused(nameof(message.SendAt), 35118, "SendAt needs MessagingServiceSid.");
        }
    }

    private static void ValidateTimes(SmsMessage message, DateTimeOffset now)
    {
        if (message.ValidityPeriod is { } validity && (validity < MinValidity || validity > MaxValidity || validity.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw Refused(nameof(message.ValidityPeriod), null, "ValidityPeriod has to be 1 to 36,000 whole seconds.");
        }

        if (message.SendAt is { } sendAt && (sendAt < now + MinSendAhead || sendAt > now + MaxSendAhead))
        {
            throw Refused(nameof(message.SendAt), 35115, "SendAt has to be 5 minutes to 35 days ahead.");
        }
    }

    private static bool IsHttp(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private static TwilioRequestException Refused(string parameter, int? twilioCode, string message) =>
        new(new TwilioApiError(message) { TwilioCode = twilioCode, MoreInfo = TwilioErrorPage.Of(twilioCode) }, parameter);
}
