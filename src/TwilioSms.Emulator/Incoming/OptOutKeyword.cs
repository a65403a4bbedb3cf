using System.Collections.Frozen;

namespace TwilioSms.Emulator.Incoming;

/// <summary>What a message asks Twilio itself for.</summary>
internal enum OptOutKeyword
{
    None,
    Stop,
    Start,
    Help,
}

/// <summary>The words that Twilio acts upon where they are all of a message, and what it answers: in English
/// (help.twilio.com, article 223134027), and to French words (www.twilio.com/docs/proxy/opt-out-keywords) in English too.</summary>
internal static class OptOutWords
{
    private static readonly FrozenDictionary<string, OptOutKeyword> Words = new Dictionary<string, OptOutKeyword>
    {
        ["STOP"] = OptOutKeyword.Stop,
        ["STOPALL"] = OptOutKeyword.Stop,
        ["UNSUBSCRIBE"] = OptOutKeyword.Stop,
        ["CANCEL"] = OptOutKeyword.Stop,
        ["END"] = OptOutKeyword.Stop,
        ["QUIT"] = OptOutKeyword.Stop,
        ["REVOKE"] = OptOutKeyword.Stop,
        ["OPTOUT"] = OptOutKeyword.Stop,
        ["ARRET"] = OptOutKeyword.Stop,
        ["ARRETE"] = OptOutKeyword.Stop,
        ["ARRETT"] = OptOutKeyword.Stop,
        ["START"] = OptOutKeyword.Start,
        ["YES"] = OptOutKeyword.Start,
        ["UNSTOP"] = OptOutKeyword.Start,
        ["HELP"] = OptOutKeyword.Help,
        ["INFO"] = OptOutKeyword.Help,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static OptOutKeyword In(string body) => Words.GetValueOrDefault(body.Trim());

    /// <summary>The value of the webhook's <c>OptOutType</c>.</summary>
    public static string TypeOf(OptOutKeyword keyword) => keyword switch
    {
        OptOutKeyword.Stop => "STOP",
        OptOutKeyword.Start => "START",
        OptOutKeyword.Help => "HELP",
        _ => "",
    };

    public static string AnswerTo(OptOutKeyword keyword) => keyword switch
    {
        OptOutKeyword.Stop =>
            "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
        OptOutKeyword.Start =>
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. " +
            "Msg&Data Rates May Apply.",
        _ => "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    };
}
