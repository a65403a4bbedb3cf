using System.Net;

namespace TwilioSms;

/// <summary>Turns a refusal into its exception. In order: a 429 is always "too many requests"; a listed Twilio code beats the HTTP
/// status; then the status's own name; then UNKNOWN_ERROR.</summary>
internal static class TwilioErrors
{
    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;
    private const int PermissionDenied = 20003;

    public static TwilioApiException Create(TwilioApiError error)
    {
        var code = Resolve(error.StatusCode, error.TwilioCode);
        error = error with { Message = $"{error.Message} {TwilioAdvice.Of(code)}" };
        return code switch
        {
            SmsErrorCode.TwilioConnectionError => new TwilioConnectionException(error),
            SmsErrorCode.AuthenticationConnectionError => new TwilioAuthenticationException(error),
            SmsErrorCode.PermissionDeniedError => new TwilioPermissionException(error),
            SmsErrorCode.InvalidToPhoneNumberError => new TwilioToNumberException(error),
            SmsErrorCode.InvalidFromPhoneNumberError => new TwilioFromNumberException(error),
            SmsErrorCode.InvalidRegionToPhoneNumberError => new TwilioRegionException(error),
            SmsErrorCode.InvalidRequestError => new TwilioRequestException(error),
            SmsErrorCode.UnknownError => new TwilioUnknownException(error),
            _ => new TwilioHttpException(code, error),
        };
    }

    private static SmsErrorCode Resolve(HttpStatusCode? status, int? twilioCode) => (status, twilioCode) switch
    {
        (TooManyRequests, _) => SmsErrorCode.ServiceUnavailable,
        (HttpStatusCode.Forbidden, PermissionDenied) => SmsErrorCode.PermissionDeniedError,
        (_, { } code) when TwilioErrorTable.Find(code) is { } listed => listed,
        _ => OfStatus(status),
    };

    private static SmsErrorCode OfStatus(HttpStatusCode? status) => (int?)status switch
    {
        400 => SmsErrorCode.BadRequest,
        401 => SmsErrorCode.Unauthorized,
        403 => SmsErrorCode.Forbidden,
        404 => SmsErrorCode.NotFound,
        405 => SmsErrorCode.MethodNotAllowed,
        406 => SmsErrorCode.NotAcceptable,
        408 => SmsErrorCode.RequestTimeout,
        409 => SmsErrorCode.Conflict,
        410 => SmsErrorCode.Gone,
        422 => SmsErrorCode.UnprocessableEntity,
        423 => SmsErrorCode.Locked,
        424 => SmsErrorCode.FailedDependency,
        500 => SmsErrorCode.InternalServerError,
        501 => SmsErrorCode.NotImplemented,
        502 => SmsErrorCode.BadGateway,
        503 => SmsErrorCode.ServiceUnavailable,
        504 => SmsErrorCode.GatewayTimeout,
        _ => SmsErrorCode.UnknownError,
    };
}
