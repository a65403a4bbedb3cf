using System.Net.Http.Headers;
using System.Text.Json;
using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>An access token.</summary>
/// <param name="Header">The header that has it.</param>
/// <param name="Asked">When it was asked for, by the stopwatch.</param>
/// <param name="Life">How long it is used from then on: a little less than it is valid for.</param>
internal sealed record AccessToken(AuthenticationHeaderValue Header, long Asked, TimeSpan Life)
{
    private const int TooManyRequests = 429;
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <summary>Reads the answer of the OAuth endpoint.</summary>
    /// <exception cref="TwilioApiException">It is not a token.</exception>
    public static AccessToken Read(TwilioAnswer answer, Uri address, long asked)
    {
        if (!answer.IsSuccess)
        {
            throw Refusal(answer, address);
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var life = TimeSpan.FromSeconds(json.RootElement.GetProperty("expires_in").GetDouble());
            var margin = TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, life.Ticks / 10));
            return new AccessToken(
                new AuthenticationHeaderValue("Bearer", json.RootElement.GetProperty("access_token").GetString()!), asked, life - margin);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or OverflowException or ArgumentException)
        {
            // Not as the inner exception: it may quote the token.
            throw new TwilioUnknownException(new TwilioApiError(
                $"The answer of {address.Authority} is no access token ({exception.GetType().Name}): nothing was sent."));
        }
    }

    // Whatever it is, no message was sent: a failure of the endpoint leaves nothing in doubt.
    private static TwilioApiException Refusal(TwilioAnswer answer, Uri address)
    {
        var status = (int)answer.StatusCode;
        var what = FormattableString.Invariant($"{address.Authority} gave no access token (HTTP {status}): nothing was sent.");
        return status >= 500 || status == TooManyRequests
            ? new TwilioConnectionException(new TwilioApiError(what) { RequestId = answer.RequestId })
            : new TwilioAuthenticationException(new TwilioApiError($"{what} Check TWILIO_CLIENT_ID and TWILIO_CLIENT_SECRET.")
            {
                StatusCode = answer.StatusCode,
                RequestId = answer.RequestId,
            });
    }
}
