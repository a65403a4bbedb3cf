using System.Net;

namespace TwilioSms.Errors;

/// <summary>The facts of one refusal, before it is known which exception they make.</summary>
internal readonly record struct TwilioApiError(string Message)
{
    public HttpStatusCode? StatusCode { get; init; }

    public int? TwilioCode { get; init; }

    public string? TwilioMessage { get; init; }

    public Uri? MoreInfo { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public Exception? InnerException { get; init; }
}
