namespace TwilioSms;

/// <summary>The 30 errors as the connector's specification lists and words them.</summary>
internal static class ConnectorErrors
{
    public static readonly IReadOnlyList<ConnectorError> All =
    [
        new(SmsErrorCode.MissingInput, "A mandatory input variable was not provided."),
        new(SmsErrorCode.InvalidInput, "The input variable has an invalid type."),
        new(SmsErrorCode.TwilioConnectionError, "Unable to connect to Twilio service."),
        new(SmsErrorCode.AuthenticationConnectionError, "Unable to authenticate to Twilio."),
        new(SmsErrorCode.InvalidRequestError, "Invalid request."),
        new(SmsErrorCode.InvalidToPhoneNumberError, "Invalid 'to' phone number."),
        new(SmsErrorCode.InvalidFromPhoneNumberError, "Invalid 'from' phone number."),
        new(SmsErrorCode.PermissionDeniedError, "Lack of permission to the resource and method requested."),
        new(SmsErrorCode.InvalidRegionToPhoneNumberError,
            "Permission to send an SMS has not been enabled for the region indicated by the 'To' number."),
        new(SmsErrorCode.TemplateReadError, "Cannot read the Freemarker template."),
        new(SmsErrorCode.TemplateMetadataError, "The template references non-existing metadata."),
        new(SmsErrorCode.TemplateSyntaxError, "Invalid Freemarker syntax."),
        new(SmsErrorCode.UnknownError, "Unexpected runtime error."),
        new(SmsErrorCode.BadRequest, "The server could not understand the request due to invalid syntax."),
        new(SmsErrorCode.Unauthorized, "The request has not been applied because it lacks valid authentication."),
        new(SmsErrorCode.Forbidden, "The server understood the request but refuses to authorize it."),
        new(SmsErrorCode.NotFound, "The server could not find what was requested."),
        new(SmsErrorCode.MethodNotAllowed, "The request method is known by the server but is not supported."),
        new(SmsErrorCode.NotAcceptable, "The server cannot produce a response matching the list of acceptable values."),
        new(SmsErrorCode.RequestTimeout, "The server would like to shut down this unused connection."),
        new(SmsErrorCode.Conflict, "The request conflicts with current state of the server."),
        new(SmsErrorCode.Gone, "No longer available."),
        new(SmsErrorCode.UnprocessableEntity,
            "The server understands the content type of the request entity, and the syntax of the request entity is correct, "
            + "but it was unable to process the contained instructions."),
        new(SmsErrorCode.Locked, "The resource that is being accessed is locked."),
        new(SmsErrorCode.FailedDependency, "The request failed due to failure of a previous request."),
        new(SmsErrorCode.InternalServerError, "The server has encountered a situation it doesn't know how to handle."),
        new(SmsErrorCode.NotImplemented, "The request method is not supported by the server and cannot be handled."),
        new(SmsErrorCode.BadGateway, "The server got an invalid response."),
        new(SmsErrorCode.ServiceUnavailable, "The server is not ready to handle the request."),
        new(SmsErrorCode.GatewayTimeout, "The server is acting as a gateway and cannot get a response in time."),
    ];
}
