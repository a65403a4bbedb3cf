using System.Net;
using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>Twilio refused the message, could not be reached, or is sure to refuse it.</summary>
public abstract class TwilioApiException : TwilioConnectorException
{
    private protected TwilioApiException(SmsErrorCode code, TwilioApiError error)
        : base(code, error.Message, error.InnerException)
    {
        StatusCode = error.StatusCode;
        TwilioCode = error.TwilioCode;
        TwilioMessage = error.TwilioMessage;
        MoreInfo = error.MoreInfo;
        RequestId = error.RequestId;
        RetryAfter = error.RetryAfter;
    }

    /// <summary>The HTTP status of the answer; null where there was none.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>Twilio's own number of the error, such as 21211, where it gave one.</summary>
    public int? TwilioCode { get; }

    /// <summary>Twilio's own words, where it gave any. They may hold phone numbers and parts of the message: keep them out of logs.</summary>
    public string? TwilioMessage { get; }

    /// <summary>Twilio's page about the error, where there is one.</summary>
    public Uri? MoreInfo { get; }

    /// <summary>Twilio's id of the request (<c>Twilio-Request-Id</c>), for its support.</summary>
    public string? RequestId { get; }

    /// <summary>How long the answer asked to wait before trying again, where it did.</summary>
    public TimeSpan? RetryAfter { get; }
}
