using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>TWILIO_CONNECTION_ERROR: Twilio cannot be reached, the connection broke, or no answer came in time.</summary>
public sealed class TwilioConnectionException : TwilioApiException
{
    internal TwilioConnectionException(TwilioApiError error)
        : base(SmsErrorCode.TwilioConnectionError, error)
    {
    }

    /// <summary>True unless Twilio itself answered that it refuses the kind of connection (an outdated TLS version).</summary>
    public override bool IsTransient => StatusCode is null;
}

/// <summary>AUTHENTICATION_CONNECTION_ERROR: the account, token or API key is wrong.</summary>
public sealed class TwilioAuthenticationException : TwilioApiException
{
    internal TwilioAuthenticationException(TwilioApiError error)
        : base(SmsErrorCode.AuthenticationConnectionError, error)
    {
    }
}

/// <summary>PERMISSION_DENIED_ERROR: the account or API key may not do this.</summary>
public sealed class TwilioPermissionException : TwilioApiException
{
    internal TwilioPermissionException(TwilioApiError error)
        : base(SmsErrorCode.PermissionDeniedError, error)
    {
    }
}

/// <summary>INVALID_TO_PHONE_NUMBER_ERROR: the recipient cannot be texted.</summary>
public sealed class TwilioToNumberException : TwilioApiException
{
    internal TwilioToNumberException(TwilioApiError error)
        : base(SmsErrorCode.InvalidToPhoneNumberError, error)
    {
    }
}

/// <summary>INVALID_FROM_PHONE_NUMBER_ERROR: the sender cannot be used.</summary>
public sealed class TwilioFromNumberException : TwilioApiException
{
    internal TwilioFromNumberException(TwilioApiError error)
        : base(SmsErrorCode.InvalidFromPhoneNumberError, error)
    {
    }
}

/// <summary>INVALID_REGION_TO_PHONE_NUMBER_ERROR: the account may not text the recipient's region.</summary>
public sealed class TwilioRegionException : TwilioApiException
{
    internal TwilioRegionException(TwilioApiError error)
        : base(SmsErrorCode.InvalidRegionToPhoneNumberError, error)
    {
    }
}

/// <summary>INVALID_REQUEST_ERROR: Twilio refuses the message as it is, or the connector knows that it would. What the caller's own
/// <see cref="SmsMessage.MaxSegments"/> refuses is <see cref="TwilioSegmentLimitException"/>.</summary>
public sealed class TwilioRequestException : TwilioApiException
{
    internal TwilioRequestException(TwilioApiError error, string? parameter = null)
        : base(SmsErrorCode.InvalidRequestError, error) => Parameter = parameter;

    /// <summary>The name of the input at fault, where the connector found it before anything was sent.</summary>
    public string? Parameter { get; }
}

/// <summary>Twilio answered with an HTTP status that has its own name among the documented errors, from BAD_REQUEST to
/// GATEWAY_TIMEOUT; <see cref="TwilioConnectorException.Code"/> says which.</summary>
public sealed class TwilioHttpException : TwilioApiException
{
    internal TwilioHttpException(SmsErrorCode code, TwilioApiError error)
        : base(code, error)
    {
    }
}

/// <summary>UNKNOWN_ERROR: something that nobody foresaw.</summary>
public sealed class TwilioUnknownException : TwilioApiException
{
    internal TwilioUnknownException(TwilioApiError error)
        : base(SmsErrorCode.UnknownError, error)
    {
    }
}
