using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>The wire form of the documented errors.</summary>
public static class SmsErrorCodeExtensions
{
    /// <summary>The name of the error in upper case, as process engines catch it: <c>MISSING_INPUT</c>.</summary>
    public static string ToWireName(this SmsErrorCode code) => DocumentedError.Of(code).Name;

    /// <summary>Whether what is wrong for one recipient is wrong for all.</summary>
    internal static bool ConcernsAccount(this SmsErrorCode code) => DocumentedError.Of(code).ConcernsAccount;
}
