namespace TwilioSms.Diagnostics;

/// <summary>What is known of an account: one of a few words for machines, and a sentence for the operator.</summary>
internal sealed record AccountHealth(string Account, string Description, Exception? Error = null)
{
    public const string Accepted = "accepted";
    private const string Active = "active";

    public bool Good => Account is Active or Accepted;

    public static AccountHealth Of(string status) => status == Active
        ? new(Active, "The Twilio account is active.")
        : Inactive(status, null);

    public static AccountHealth Of(TwilioApiException error) => error switch
    {
        { TwilioCode: 20005 or 10001 } => Inactive("suspended", error),
        { Code: SmsErrorCode.AuthenticationConnectionError or SmsErrorCode.Unauthorized } =>
            new("wrong_credentials", $"Twilio refuses the credentials. {error.Message}", error),
        { Code: SmsErrorCode.PermissionDeniedError or SmsErrorCode.Forbidden } =>
            new("no_permission", $"Twilio refuses to show the account. {error.Message}", error),
        TwilioConnectionException => new("unreachable", error.Message, error),
        _ => new("unavailable", error.Message, error),
    };

    private static AccountHealth Inactive(string status, Exception? error) =>
        new(status, $"The Twilio account is {status}: no message is sent. See the billing and the notices in the Twilio console.", error);
}
