namespace TwilioSms.Diagnostics;

internal static class SmsOutcomeStateExtensions
{
    /// <summary>The state as metrics and spans write it. What an earlier send came to is no message of this one.</summary>
    public static string ToTagValue(this SmsOutcome outcome) => outcome.State switch
    {
        SmsOutcomeState.Sent when outcome.IsRepeated => "repeated",
        SmsOutcomeState.Sent => "sent",
        SmsOutcomeState.Failed => "failed",
        SmsOutcomeState.Unknown => "unknown",
        _ => "not_attempted",
    };
}
