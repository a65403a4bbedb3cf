namespace TwilioSms.Diagnostics;

internal static class SmsOutcomeStateExtensions
{
    /// <summary>The state as metrics and spans write it.</summary>
    public static string ToTagValue(this SmsOutcomeState state) => state switch
    {
        SmsOutcomeState.Sent => "sent",
        SmsOutcomeState.Failed => "failed",
        SmsOutcomeState.Unknown => "unknown",
        _ => "not_attempted",
    };
}
