namespace TwilioSms;

/// <summary>The 30 documented errors of the connector. <see cref="SmsErrorCodeExtensions.ToWireName"/> gives the name that process
/// engines catch, such as <c>INVALID_TO_PHONE_NUMBER_ERROR</c>.</summary>
public enum SmsErrorCode
{
    /// <summary>UNKNOWN_ERROR: unexpected runtime error.</summary>
    UnknownError,

    /// <summary>MISSING_INPUT: a mandatory input variable was not provided.</summary>
    MissingInput,

    /// <summary>INVALID_INPUT: the input variable has an invalid type.</summary>
    InvalidInput,

    /// <summary>TWILIO_CONNECTION_ERROR: unable to connect to the Twilio service.</summary>
    TwilioConnectionError,

    /// <summary>AUTHENTICATION_CONNECTION_ERROR: unable to authenticate to Twilio.</summary>
    AuthenticationConnectionError,

    /// <summary>INVALID_REQUEST_ERROR: invalid request.</summary>
    InvalidRequestError,

    /// <summary>INVALID_TO_PHONE_NUMBER_ERROR: invalid 'to' phone number.</summary>
    InvalidToPhoneNumberError,

    /// <summary>INVALID_FROM_PHONE_NUMBER_ERROR: invalid 'from' phone number.</summary>
    InvalidFromPhoneNumberError,

    /// <summary>PERMISSION_DENIED_ERROR: lack of permission to the resource and method requested.</summary>
    PermissionDeniedError,

    /// <summary>INVALID_REGION_TO_PHONE_NUMBER_ERROR: permission to send an SMS has not been enabled for the region indicated by the
    /// 'To' number.</summary>
    InvalidRegionToPhoneNumberError,

    /// <summary>TEMPLATE_READ_ERROR: cannot read the FreeMarker template.</summary>
    TemplateReadError,

    /// <summary>TEMPLATE_METADATA_ERROR: the template references non-existing metadata, or failed while rendering.</summary>
    TemplateMetadataError,

    /// <summary>TEMPLATE_SYNTAX_ERROR: invalid FreeMarker syntax.</summary>
    TemplateSyntaxError,

    /// <summary>BAD_REQUEST: HTTP 400 without a Twilio code that says more.</summary>
    BadRequest,

    /// <summary>UNAUTHORIZED: HTTP 401 without a Twilio code that says more.</summary>
    Unauthorized,

    /// <summary>FORBIDDEN: HTTP 403 without a Twilio code that says more.</summary>
    Forbidden,

    /// <summary>NOT_FOUND: HTTP 404.</summary>
    NotFound,

    /// <summary>METHOD_NOT_ALLOWED: HTTP 405.</summary>
    MethodNotAllowed,

    /// <summary>NOT_ACCEPTABLE: HTTP 406.</summary>
    NotAcceptable,

    /// <summary>REQUEST_TIMEOUT: HTTP 408.</summary>
    RequestTimeout,

    /// <summary>CONFLICT: HTTP 409.</summary>
    Conflict,

    /// <summary>GONE: HTTP 410.</summary>
    Gone,

    /// <summary>UNPROCESSABLE_ENTITY: HTTP 422.</summary>
    UnprocessableEntity,

    /// <summary>LOCKED: HTTP 423.</summary>
    Locked,

    /// <summary>FAILED_DEPENDENCY: HTTP 424.</summary>
    FailedDependency,

    /// <summary>INTERNAL_SERVER_ERROR: HTTP 500.</summary>
    InternalServerError,

    /// <summary>NOT_IMPLEMENTED: HTTP 501.</summary>
    NotImplemented,

    /// <summary>BAD_GATEWAY: HTTP 502.</summary>
    BadGateway,

    /// <summary>SERVICE_UNAVAILABLE: HTTP 503, and every HTTP 429 (too many requests).</summary>
    ServiceUnavailable,

    /// <summary>GATEWAY_TIMEOUT: HTTP 504.</summary>
    GatewayTimeout,
}
