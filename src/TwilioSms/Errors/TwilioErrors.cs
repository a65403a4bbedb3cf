using System.Net;

namespace TwilioSms.Errors;

/// <summary>Turns a refusal into its exception. In order: a 429 is always "too many requests"; a listed Twilio code beats the HTTP
/// status; then the status's own name; then UNKNOWN_ERROR.</summary>
internal static class TwilioErrors
{
    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;
    private const int PermissionDenied = 20003;

    /// <summary>The exception for an answer that is a refusal.</summary>
    public static TwilioApiException CreateRefusal(HttpStatusCode status, int? twilioCode, TwilioApiError error) => Create(error with
    {
        StatusCode = status,
        TwilioCode = twilioCode,
        Message = twilioCode is { } code
            ? FormattableString.Invariant($"Twilio refused the request with error {code} (HTTP {(int)status}).")
            : FormattableString.Invariant($"Twilio refused the request with HTTP {(int)status}."),
    });

    /// <summary>The exception for a refusal; its message says what happened, what to do and where to read on.</summary>
    public static TwilioApiException Create(TwilioApiError error)
    {
        var listed = Find(error.TwilioCode);
        return Create(Resolve(error.StatusCode, error.TwilioCode, listed), listed, error);
    }

    /// <summary>The exception for a refusal of which a ledger has kept the name and Twilio's code.</summary>
    public static TwilioApiException CreateRecorded(SmsErrorCode code, int? twilioCode) => Create(
        code,
        Find(twilioCode),
        new TwilioApiError(twilioCode is { } number
            ? FormattableString.Invariant($"Twilio refused the same message before, with error {number}.")
            : "Twilio refused the same message before.")
        {
            TwilioCode = twilioCode,
        });

    /// <summary>What to do about an error, without the marks of Markdown.</summary>
    public static string AdviceOf(SmsErrorCode code) => Plain(DocumentedError.Of(code).Advice);

    /// <summary>Whether a message may have been accepted although its answer is a refusal: a gateway in front of Twilio answers 5xx and 408
    /// without knowing what became of the request behind it.</summary>
    public static bool MayHaveBeenAccepted(HttpStatusCode status) => (int)status >= 500 || status == HttpStatusCode.RequestTimeout;

    private static TwilioCode? Find(int? twilioCode) => twilioCode is { } number ? TwilioCode.Find(number) : null;

    private static TwilioApiException Create(SmsErrorCode code, TwilioCode? listed, TwilioApiError error)
    {
        error = error with { Message = Sentences(error.Message, listed?.Meaning, AdviceOf(code, error, listed), SeeAlso(error.TwilioCode)) };
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

    private static string AdviceOf(SmsErrorCode code, TwilioApiError error, TwilioCode? listed) => error switch
    {
        { StatusCode: { } status } when MayHaveBeenAccepted(status) => Plain(DocumentedError.AdviceWhereUnknown),
        { StatusCode: TooManyRequests } => AdviceOf(code),
        { TwilioCode: not null } when listed is null => "Read TwilioCode and MoreInfo.",
        _ => AdviceOf(code),
    };

    private static string? SeeAlso(int? twilioCode) => TwilioErrorPage.Of(twilioCode) is { } page ? $"See {page}." : null;

    private static string Sentences(params string?[] sentences) => string.Join(" ", sentences.Where(static sentence => sentence is not null));

    private static string Plain(string markdown) => markdown.Replace("`", string.Empty, StringComparison.Ordinal);

    private static SmsErrorCode Resolve(HttpStatusCode? status, int? twilioCode, TwilioCode? listed) => (status, twilioCode) switch
    {
        (TooManyRequests, _) => SmsErrorCode.ServiceUnavailable,
        (HttpStatusCode.Forbidden, PermissionDenied) => SmsErrorCode.PermissionDeniedError,
        _ => listed?.Error ?? OfStatus(status),
    };

    private static SmsErrorCode OfStatus(HttpStatusCode? status) =>
        DocumentedError.All.FirstOrDefault(error => error.HttpStatus == (int?)status && status is not null)?.Code ?? SmsErrorCode.UnknownError;
}
