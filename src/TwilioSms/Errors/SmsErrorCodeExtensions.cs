namespace TwilioSms;

/// <summary>The wire form of the documented errors.</summary>
public static class SmsErrorCodeExtensions
{
    /// <summary>The name of the error in upper case, as process engines catch it: <c>MISSING_INPUT</c>.</summary>
    public static string ToWireName(this SmsErrorCode code) => code switch
    {
        SmsErrorCode.MissingInput => "MISSING_INPUT",
        SmsErrorCode.InvalidInput => "INVALID_INPUT",
        SmsErrorCode.TwilioConnectionError => "TWILIO_CONNECTION_ERROR",
        SmsErrorCode.AuthenticationConnectionError => "AUTHENTICATION_CONNECTION_ERROR",
        SmsErrorCode.InvalidRequestError => "INVALID_REQUEST_ERROR",
        SmsErrorCode.InvalidToPhoneNumberError => "INVALID_TO_PHONE_NUMBER_ERROR",
        SmsErrorCode.InvalidFromPhoneNumberError => "INVALID_FROM_PHONE_NUMBER_ERROR",
        SmsErrorCode.PermissionDeniedError => "PERMISSION_DENIED_ERROR",
        SmsErrorCode.InvalidRegionToPhoneNumberError => "INVALID_REGION_TO_PHONE_NUMBER_ERROR",
        SmsErrorCode.TemplateReadError => "TEMPLATE_READ_ERROR",
        SmsErrorCode.TemplateMetadataError => "TEMPLATE_METADATA_ERROR",
        SmsErrorCode.TemplateSyntaxError => "TEMPLATE_SYNTAX_ERROR",
        SmsErrorCode.BadRequest => "BAD_REQUEST",
        SmsErrorCode.Unauthorized => "UNAUTHORIZED",
        SmsErrorCode.Forbidden => "FORBIDDEN",
        SmsErrorCode.NotFound => "NOT_FOUND",
        SmsErrorCode.MethodNotAllowed => "METHOD_NOT_ALLOWED",
        SmsErrorCode.NotAcceptable => "NOT_ACCEPTABLE",
        SmsErrorCode.RequestTimeout => "REQUEST_TIMEOUT",
        SmsErrorCode.Conflict => "CONFLICT",
        SmsErrorCode.Gone => "GONE",
        SmsErrorCode.UnprocessableEntity => "UNPROCESSABLE_ENTITY",
        SmsErrorCode.Locked => "LOCKED",
        SmsErrorCode.FailedDependency => "FAILED_DEPENDENCY",
        SmsErrorCode.InternalServerError => "INTERNAL_SERVER_ERROR",
        SmsErrorCode.NotImplemented => "NOT_IMPLEMENTED",
        SmsErrorCode.BadGateway => "BAD_GATEWAY",
        SmsErrorCode.ServiceUnavailable => "SERVICE_UNAVAILABLE",
        SmsErrorCode.GatewayTimeout => "GATEWAY_TIMEOUT",
        _ => "UNKNOWN_ERROR",
    };

    /// <summary>Whether what is wrong for one recipient is wrong for all: a bad token must not be tried 10,000 times.</summary>
    internal static bool ConcernsAccount(this SmsErrorCode code) => code is SmsErrorCode.AuthenticationConnectionError
        or SmsErrorCode.Unauthorized or SmsErrorCode.PermissionDeniedError or SmsErrorCode.Forbidden
        or SmsErrorCode.TwilioConnectionError;
}
