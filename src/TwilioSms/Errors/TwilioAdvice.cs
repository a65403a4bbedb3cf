namespace TwilioSms;

/// <summary>What to do about an error, in a sentence. <c>docs/errors.md</c> has the same sentence, and says more.</summary>
internal static class TwilioAdvice
{
    public static string Of(SmsErrorCode code) => code switch
    {
        SmsErrorCode.TwilioConnectionError => "Check the network, any proxy on the way, TWILIO_BASE_ADDRESS and the TLS versions in use.",
        SmsErrorCode.AuthenticationConnectionError or SmsErrorCode.Unauthorized =>
            "Check TWILIO_ACCOUNT and TWILIO_TOKEN, or the API key, and that they belong to the region in use.",
        SmsErrorCode.PermissionDeniedError or SmsErrorCode.Forbidden =>
            "Grant the account or the API key the permission in the Twilio console.",
        SmsErrorCode.InvalidToPhoneNumberError => "Correct the 'To' number, or take it off the list.",
        SmsErrorCode.InvalidFromPhoneNumberError => "Use a 'From' of the account that can send text messages.",
        SmsErrorCode.InvalidRegionToPhoneNumberError =>
            "Enable the country of the 'To' number in the Twilio console under Messaging, Geo permissions.",
        SmsErrorCode.InvalidRequestError => "Correct the message.",
        SmsErrorCode.NotFound or SmsErrorCode.MethodNotAllowed or SmsErrorCode.NotAcceptable or SmsErrorCode.BadRequest =>
            "Check TWILIO_ACCOUNT, TWILIO_REGION and TWILIO_BASE_ADDRESS, and any proxy on the way.",
        SmsErrorCode.ServiceUnavailable => "Wait, then send again what was not accepted.",
        SmsErrorCode.InternalServerError or SmsErrorCode.NotImplemented or SmsErrorCode.BadGateway or SmsErrorCode.GatewayTimeout
            or SmsErrorCode.RequestTimeout =>
            "The message may have been accepted: look it up with ISmsSender.ResolveAsync before sending it again.",
        _ => "Read MoreInfo, and look at what stands between here and Twilio.",
    };
}
