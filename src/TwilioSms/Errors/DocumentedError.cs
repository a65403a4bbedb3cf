namespace TwilioSms.Errors;

/// <summary>One of the 30 documented errors, and all that is said of it anywhere: exceptions, advice, <c>docs/errors.md</c> and what
/// modellers show come from here.</summary>
internal sealed class DocumentedError
{
    /// <summary>What to do about a message that may have been accepted, whatever the error.</summary>
    public const string AdviceWhereUnknown =
        "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.";

    /// <summary>All of them, in the order of the connector's specification.</summary>
    public static readonly IReadOnlyList<DocumentedError> All =
    [
        new(SmsErrorCode.MissingInput, "MISSING_INPUT", typeof(TwilioMissingInputException))
        {
            Meaning = "A mandatory input variable was not provided.",
            Happens = "A mandatory input is absent, null or blank: `From`/`smsFrom`, `To`/`smsTo`, `Body`/`smsBody`. Nothing was sent.",
            Advice = "Set the input that `Parameter` names.",
        },
        new(SmsErrorCode.InvalidInput, "INVALID_INPUT", typeof(TwilioInvalidInputException))
        {
            Meaning = "The input variable has an invalid type.",
            Happens =
                "An input has a type or a form that it cannot have: a number for `smsBody`, metadata that is a list, a SID without its "
                + "32 digits, a relative URL. Nothing was sent.",
            Advice = "Correct the input that `Parameter` names.",
        },
        new(SmsErrorCode.TwilioConnectionError, "TWILIO_CONNECTION_ERROR", typeof(TwilioConnectionException))
        {
            Meaning = "Unable to connect to Twilio service.",
            Happens =
                "Twilio could not be reached (DNS, connect, TLS), the connection broke, or no answer came within `Timeout`. The "
                + "remaining recipients are not attempted.",
            Advice = "Check the network, any proxy on the way, `TWILIO_BASE_ADDRESS` and the TLS versions in use.",
            MoreAdvice = "`Failed` recipients can be sent to again; look `Unknown` ones up with `ISmsSender.ResolveAsync` first.",
            IsTransient = true,
            ConcernsAccount = true,
        },
        new(SmsErrorCode.AuthenticationConnectionError, "AUTHENTICATION_CONNECTION_ERROR", typeof(TwilioAuthenticationException))
        {
            Meaning = "Unable to authenticate to Twilio.",
            Happens = "Twilio refused the credentials (20003 with HTTP 401, and others). The remaining recipients are not attempted.",
            Advice = "Check `TWILIO_ACCOUNT` and `TWILIO_TOKEN`, or the API key, and that they belong to the region in use.",
            ConcernsAccount = true,
        },
        new(SmsErrorCode.InvalidRequestError, "INVALID_REQUEST_ERROR", typeof(TwilioRequestException))
        {
            Meaning = "Invalid request.",
            Happens =
                "Twilio refuses the message as it is, or the connector knows that it would: over 1,600 characters (21617), empty once "
                + "rendered (21602), `SendAt` outside its window (35115), a combination of options; or, as "
                + "`TwilioSegmentLimitException`, the rendered text takes more segments than `MaxSegments` allows.",
            Advice = "Correct the message.",
            MoreAdvice = "Read `TwilioCode` and `MoreInfo`; `Parameter` names the input where the connector found it.",
        },
        new(SmsErrorCode.InvalidToPhoneNumberError, "INVALID_TO_PHONE_NUMBER_ERROR", typeof(TwilioToNumberException))
        {
            Meaning = "Invalid 'to' phone number.",
            Happens = "The recipient cannot be texted: not a number (21211), not a mobile (21614), unsubscribed (21610).",
            Advice = "Correct the 'To' number, or take it off the list.",
        },
        new(SmsErrorCode.InvalidFromPhoneNumberError, "INVALID_FROM_PHONE_NUMBER_ERROR", typeof(TwilioFromNumberException))
        {
            Meaning = "Invalid 'from' phone number.",
            Happens =
                "The sender cannot be used: not a number (21212), not one of the account's (21606), an empty Messaging Service (21703).",
            Advice = "Use a 'From' of the account that can send text messages.",
        },
        new(SmsErrorCode.PermissionDeniedError, "PERMISSION_DENIED_ERROR", typeof(TwilioPermissionException))
        {
            Meaning = "Lack of permission to the resource and method requested.",
            Happens =
                "The account or API key may not do this (20003 with HTTP 403, 20008 and others). The remaining recipients are not "
                + "attempted.",
            Advice = "Grant the account or the API key the permission in the Twilio console.",
            MoreAdvice = "Or use a key that has it.",
            ConcernsAccount = true,
        },
        new(SmsErrorCode.InvalidRegionToPhoneNumberError, "INVALID_REGION_TO_PHONE_NUMBER_ERROR", typeof(TwilioRegionException))
        {
            Meaning = "Permission to send an SMS has not been enabled for the region indicated by the 'To' number.",
            Happens = "The account may not text the recipient's country (21408).",
            Advice = "Enable the country of the 'To' number in the Twilio console under Messaging, Geo permissions.",
        },
        new(SmsErrorCode.TemplateReadError, "TEMPLATE_READ_ERROR", typeof(TwilioTemplateReadException))
        {
            Meaning = "Cannot read the Freemarker template.",
            Happens =
                "The template named by `TemplateName` does not exist, or the loader failed while it read a template: an I/O error, a "
                + "database that does not answer. Nothing was sent.",
            Advice = "Check the name and `TemplateSettings.Loader`; `InnerException` is the loader's own error.",
        },
        new(SmsErrorCode.TemplateMetadataError, "TEMPLATE_METADATA_ERROR", typeof(TwilioTemplateMetadataException))
        {
            Meaning = "The template references non-existing metadata.",
            Happens =
                "Rendering failed: the template refers to metadata that is not there, a value has the wrong type, a template that it "
                + "includes does not exist, or a limit was reached. Nothing was sent.",
            Advice = "Supply the value, or give the template a default: `${name!\"customer\"}`. `Line` and `Column` say where.",
        },
        new(SmsErrorCode.TemplateSyntaxError, "TEMPLATE_SYNTAX_ERROR", typeof(TwilioTemplateSyntaxException))
        {
            Meaning = "Invalid Freemarker syntax.",
            Happens = "The template is not valid FreeMarker. Nothing was sent.",
            Advice = "Correct the template at `Line` and `Column`.",
        },
        new(SmsErrorCode.UnknownError, "UNKNOWN_ERROR", typeof(TwilioUnknownException))
        {
            Meaning = "Unexpected runtime error.",
            Happens =
                "Something that nobody foresaw: an HTTP status without a name, a redirect, an accepting answer that cannot be read, an "
                + "exception of a handler that the host added.",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
            MoreAdvice =
                "`StatusCode` and `InnerException` tell more. If the state is `Unknown`, look the message up with "
                + "`ISmsSender.ResolveAsync` before sending it again.",
        },
        new(SmsErrorCode.BadRequest, "BAD_REQUEST", typeof(TwilioHttpException))
        {
            HttpStatus = 400,
            Meaning = "The server could not understand the request due to invalid syntax.",
            Happens = "The server could not understand the request, and gave no Twilio code that says more.",
            Advice = "Check `TWILIO_ACCOUNT`, `TWILIO_REGION` and `TWILIO_BASE_ADDRESS`, and any proxy on the way.",
        },
        new(SmsErrorCode.Unauthorized, "UNAUTHORIZED", typeof(TwilioHttpException))
        {
            HttpStatus = 401,
            Meaning = "The request has not been applied because it lacks valid authentication.",
            Happens = "The credentials were refused without a Twilio code. The remaining recipients are not attempted.",
            Advice = "Check `TWILIO_ACCOUNT` and `TWILIO_TOKEN`, or the API key, and that they belong to the region in use.",
            MoreAdvice = "A proxy may ask for credentials of its own.",
            ConcernsAccount = true,
        },
        new(SmsErrorCode.Forbidden, "FORBIDDEN", typeof(TwilioHttpException))
        {
            HttpStatus = 403,
            Meaning = "The server understood the request but refuses to authorize it.",
            Happens = "The request was refused without a Twilio code. The remaining recipients are not attempted.",
            Advice = "Grant the account or the API key the permission in the Twilio console.",
            MoreAdvice = "A firewall or proxy may be what refuses.",
            ConcernsAccount = true,
        },
        new(SmsErrorCode.NotFound, "NOT_FOUND", typeof(TwilioHttpException))
        {
            HttpStatus = 404,
            Meaning = "The server could not find what was requested.",
            Happens = "The address does not exist: mostly a wrong account SID or base address (20404).",
            Advice = "Check `TWILIO_ACCOUNT`, `TWILIO_REGION` and `TWILIO_BASE_ADDRESS`, and any proxy on the way.",
        },
        new(SmsErrorCode.MethodNotAllowed, "METHOD_NOT_ALLOWED", typeof(TwilioHttpException))
        {
            HttpStatus = 405,
            Meaning = "The request method is known by the server but is not supported.",
            Happens = "The address does not take messages (20004).",
            Advice = "Check `TWILIO_ACCOUNT`, `TWILIO_REGION` and `TWILIO_BASE_ADDRESS`, and any proxy on the way.",
        },
        new(SmsErrorCode.NotAcceptable, "NOT_ACCEPTABLE", typeof(TwilioHttpException))
        {
            HttpStatus = 406,
            Meaning = "The server cannot produce a response matching the list of acceptable values.",
            Happens = "The server cannot answer with JSON.",
            Advice = "Check `TWILIO_ACCOUNT`, `TWILIO_REGION` and `TWILIO_BASE_ADDRESS`, and any proxy on the way.",
        },
        new(SmsErrorCode.RequestTimeout, "REQUEST_TIMEOUT", typeof(TwilioHttpException))
        {
            HttpStatus = 408,
            Meaning = "The server would like to shut down this unused connection.",
            Happens = "The server gave up waiting for the request. The state is `Unknown`.",
            Advice = "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.",
            IsTransient = true,
        },
        new(SmsErrorCode.Conflict, "CONFLICT", typeof(TwilioHttpException))
        {
            HttpStatus = 409,
            Meaning = "The request conflicts with current state of the server.",
            Happens =
                "The request conflicts with the state of a resource (20409). Or, as `TwilioIdempotencyException`, the idempotency key was used "
                + "for other content before, or a message under it is in doubt: nothing was sent to the recipients concerned.",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
            MoreAdvice =
                "`TwilioIdempotencyException` says what to do itself: send other content under another key; what is in doubt, ask again "
                + "after `AskAgainAfter` where it is transient, or let a person decide through `ISmsLedgerReview`.",
        },
        new(SmsErrorCode.Gone, "GONE", typeof(TwilioHttpException))
        {
            HttpStatus = 410,
            Meaning = "No longer available.",
            Happens = "The resource is no longer there (20410).",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
            MoreAdvice = "Check the account and the SIDs in use.",
        },
        new(SmsErrorCode.UnprocessableEntity, "UNPROCESSABLE_ENTITY", typeof(TwilioHttpException))
        {
            HttpStatus = 422,
            Meaning =
                "The server understands the content type of the request entity, and the syntax of the request entity is correct, but "
                + "it was unable to process the contained instructions.",
            Happens = "The request was understood and cannot be carried out (20422).",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
        },
        new(SmsErrorCode.Locked, "LOCKED", typeof(TwilioHttpException))
        {
            HttpStatus = 423,
            Meaning = "The resource that is being accessed is locked.",
            Happens = "The resource is locked.",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
            MoreAdvice = "Find out what locks it, then send again.",
        },
        new(SmsErrorCode.FailedDependency, "FAILED_DEPENDENCY", typeof(TwilioHttpException))
        {
            HttpStatus = 424,
            Meaning = "The request failed due to failure of a previous request.",
            Happens = "A request that this one depends on failed.",
            Advice = "Read `TwilioCode` and `MoreInfo` where Twilio gave them, or else look at what stands between here and Twilio.",
        },
        new(SmsErrorCode.InternalServerError, "INTERNAL_SERVER_ERROR", typeof(TwilioHttpException))
        {
            HttpStatus = 500,
            Meaning = "The server has encountered a situation it doesn't know how to handle.",
            Happens = "Twilio failed (20500). The state is `Unknown`.",
            Advice = "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.",
            IsTransient = true,
        },
        new(SmsErrorCode.NotImplemented, "NOT_IMPLEMENTED", typeof(TwilioHttpException))
        {
            HttpStatus = 501,
            Meaning = "The request method is not supported by the server and cannot be handled.",
            Happens = "The server cannot handle the request. The state is `Unknown`.",
            Advice = "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.",
            MoreAdvice = "Check `TWILIO_BASE_ADDRESS` and proxies.",
        },
        new(SmsErrorCode.BadGateway, "BAD_GATEWAY", typeof(TwilioHttpException))
        {
            HttpStatus = 502,
            Meaning = "The server got an invalid response.",
            Happens = "A gateway got no usable answer. The state is `Unknown`.",
            Advice = "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.",
            IsTransient = true,
        },
        new(SmsErrorCode.ServiceUnavailable, "SERVICE_UNAVAILABLE", typeof(TwilioHttpException))
        {
            HttpStatus = 503,
            Meaning = "The server is not ready to handle the request.",
            Happens =
                "The server is not ready (503; the state is `Unknown`), or there are too many requests (every 429; the state is "
                + "`Failed`, the message was not processed). Or, as `TwilioLedgerException`, the ledger cannot be used: nothing was sent "
                + "without it.",
            Advice = "Wait, then send again.",
            MoreAdvice =
                "`RetryAfter` says how long, where it is given. Under 503 the message may have been accepted: look it up with "
                + "`ISmsSender.ResolveAsync` before sending it again.",
            IsTransient = true,
        },
        new(SmsErrorCode.GatewayTimeout, "GATEWAY_TIMEOUT", typeof(TwilioHttpException))
        {
            HttpStatus = 504,
            Meaning = "The server is acting as a gateway and cannot get a response in time.",
            Happens = "A gateway got no answer in time. The state is `Unknown`.",
            Advice = "The message may have been accepted: look it up with `ISmsSender.ResolveAsync` before sending it again.",
            IsTransient = true,
        },
    ];

    private static readonly DocumentedError[] ByCode = [.. All.OrderBy(static error => error.Code)];

    private DocumentedError(SmsErrorCode code, string name, Type exception)
    {
        Code = code;
        Name = name;
        ExceptionName = exception.Name;
    }

    public SmsErrorCode Code { get; }

    /// <summary>The name that process engines catch: <c>MISSING_INPUT</c>.</summary>
    public string Name { get; }

    /// <summary>The exception that tells of it.</summary>
    public string ExceptionName { get; }

    /// <summary>The HTTP status whose own name it is; null where it has another cause.</summary>
    public int? HttpStatus { get; private init; }

    /// <summary>What it means, in the words of the connector's specification.</summary>
    public string Meaning { get; private init; } = string.Empty;

    /// <summary>When it happens, in Markdown.</summary>
    public string Happens { get; private init; } = string.Empty;

    /// <summary>What to do about it, in one sentence of Markdown, which exceptions say too.</summary>
    public string Advice { get; private init; } = string.Empty;

    /// <summary>What else may help, in Markdown.</summary>
    public string MoreAdvice { get; private init; } = string.Empty;

    /// <summary>Whether the same message may succeed later.</summary>
    public bool IsTransient { get; private init; }

    /// <summary>Whether what is wrong for one recipient is wrong for all: a bad token must not be tried 10,000 times.</summary>
    public bool ConcernsAccount { get; private init; }

    public static DocumentedError Of(SmsErrorCode code) => (int)code >= 0 && (int)code < ByCode.Length ? ByCode[(int)code] : ByCode[0];
}
