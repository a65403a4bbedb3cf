using System.Net;

namespace TwilioSms.Http;

/// <summary>Reads Twilio's answer to a message.</summary>
internal static class TwilioResponse
{
    public static async Task<SmsOutcome> ReadAsync(
        HttpResponseMessage response, string to, TimeProvider clock, CancellationToken cancellationToken)
    {
        var requestId = response.Headers.TryGetValues("Twilio-Request-Id", out var values) ? values.FirstOrDefault() : null;
        using var body = await ResponseBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var error = TwilioErrors.Create(Describe(response, body.Bytes, requestId, clock));
            return MayHaveBeenAccepted(response.StatusCode) ? SmsOutcome.Unknown(to, error) : SmsOutcome.Failed(to, error);
        }

        return MessageResource.Read(body.Bytes.Span) is { Sid: { Length: > 0 } sid } resource
            ? SmsOutcome.Sent(to, sid, resource.Status, resource.NumSegments, requestId)
            : SmsOutcome.Unknown(to, new TwilioUnknownException(new TwilioApiError(
                $"Twilio accepted the request (HTTP {(int)response.StatusCode}), but its answer could not be read: the message may have been sent.")
            {
                StatusCode = response.StatusCode,
                RequestId = requestId,
            }));
    }

    // A gateway in front of Twilio answers 5xx and 408 without knowing what became of the request behind it.
    private static bool MayHaveBeenAccepted(HttpStatusCode status) => (int)status >= 500 || status == HttpStatusCode.RequestTimeout;

    private static TwilioApiError Describe(HttpResponseMessage response, ReadOnlyMemory<byte> body, string? requestId, TimeProvider clock)
    {
        var details = ErrorBody.Read(body);
        var status = (int)response.StatusCode;
        var refusal = details.Code is { } code
            ? FormattableString.Invariant($"Twilio refused the message with error {code} (HTTP {status}).")
            : FormattableString.Invariant($"Twilio refused the message with HTTP {status}.");
        var page = details.MoreInfo ?? TwilioErrorPage.Of(details.Code);
        return new TwilioApiError(page is null ? refusal : $"{refusal} See {page}.")
        {
            StatusCode = response.StatusCode,
            TwilioCode = details.Code,
            TwilioMessage = details.Message,
            MoreInfo = page,
            RequestId = requestId,
            RetryAfter = RetryAfterOf(response, clock),
        };
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)),
        _ => null,
    };
}
