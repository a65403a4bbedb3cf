namespace TwilioSms.Webhooks;

/// <summary>The words that Twilio acts upon where they are all of a message, in any case: in English (help.twilio.com, article 223134027) and
/// in French (www.twilio.com/docs/proxy/opt-out-keywords). Words that a Messaging Service was given are told by <c>OptOutType</c>.</summary>
internal static class SmsOptOutWords
{
    private static readonly Dictionary<string, SmsOptOutType> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["STOP"] = SmsOptOutType.Stop,
        ["STOPALL"] = SmsOptOutType.Stop,
        ["UNSUBSCRIBE"] = SmsOptOutType.Stop,
        ["CANCEL"] = SmsOptOutType.Stop,
        ["END"] = SmsOptOutType.Stop,
        ["QUIT"] = SmsOptOutType.Stop,
        ["REVOKE"] = SmsOptOutType.Stop,
        ["OPTOUT"] = SmsOptOutType.Stop,
        ["ARRET"] = SmsOptOutType.Stop,
        ["ARRETE"] = SmsOptOutType.Stop,
        ["ARRETT"] = SmsOptOutType.Stop,
        ["START"] = SmsOptOutType.Start,
        ["YES"] = SmsOptOutType.Start,
        ["UNSTOP"] = SmsOptOutType.Start,
        ["HELP"] = SmsOptOutType.Help,
        ["INFO"] = SmsOptOutType.Help,
    };

    /// <summary>What a webhook says, or else the text of a message without media.</summary>
    public static SmsOptOutType? In(string? type, string body, bool hasMedia) => type switch
    {
        "STOP" => SmsOptOutType.Stop,
        "START" => SmsOptOutType.Start,
        "HELP" => SmsOptOutType.Help,
        _ => !hasMedia && Words.TryGetValue(body.Trim(), out var word) ? word : null,
    };
}
