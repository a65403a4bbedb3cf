namespace TwilioSms.Http;

/// <summary>Reads Twilio's answers.</summary>
internal static class TwilioResponse
{
    private const int MaxMessageLength = 64 * 1024;
    private const int NoSuchResource = 20404;
    private const int MaxPageLength = 4 * 1024 * 1024;

    /// <summary>What an answer to a message says of it.</summary>
    public static async Task<SmsOutcome> ReadOutcomeAsync(
        HttpResponseMessage response, string to, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = await ResponseBody.ReadAsync(response.Content, MaxMessageLength, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var error = Refusal(response, body.Bytes, clock);
            return TwilioErrors.MayHaveBeenAccepted(response.StatusCode) ? SmsOutcome.Unknown(to, error) : SmsOutcome.Failed(to, error);
        }

        return MessageResource.Read(body.Bytes.Span) is { Sid: { Length: > 0 } sid } resource
            ? SmsOutcome.Sent(to, sid, resource.Status, resource.NumSegments, RequestIdOf(response))
            : SmsOutcome.Unknown(to, Unreadable(response, "the message may have been sent"));
    }

    /// <summary>The page of messages that was asked for.</summary>
    /// <exception cref="TwilioApiException">The answer is a refusal, or is no such page.</exception>
    public static async Task<MessagePage> ReadPageAsync(
        HttpResponseMessage response, Uri address, TimeProvider clock, CancellationToken cancellationToken)
    {
        var maxLength = response.IsSuccessStatusCode ? MaxPageLength : MaxMessageLength;
        using var body = await ResponseBody.ReadAsync(response.Content, maxLength, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw Refusal(response, body.Bytes, clock);
        }

        return MessagePage.Read(body.Bytes.Span, address) ?? throw Unreadable(response, "the messages could not be listed");
    }

    /// <summary>The message that was asked for; null where there is none.</summary>
    /// <exception cref="TwilioApiException">The answer is a refusal, or is no message.</exception>
    public static async Task<ListedMessage?> ReadMessageAsync(
        HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = await ResponseBody.ReadAsync(response.Content, MaxMessageLength, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return ListedMessage.Read(body.Bytes.Span) ?? throw Unreadable(response, "the message could not be read");
        }

        var refusal = Refusal(response, body.Bytes, clock);
        return refusal.TwilioCode == NoSuchResource ? null : throw refusal;
    }

    /// <summary>The status of the account that was asked for.</summary>
    /// <exception cref="TwilioApiException">The answer is a refusal, or is no account.</exception>
    public static async Task<string> ReadAccountStatusAsync(
        HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = await ResponseBody.ReadAsync(response.Content, MaxMessageLength, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw Refusal(response, body.Bytes, clock);
        }

        return AccountResource.Read(body.Bytes.Span)?.Status ?? throw Unreadable(response, "the account's status is not known");
    }

    private static TwilioApiException Refusal(HttpResponseMessage response, ReadOnlyMemory<byte> body, TimeProvider clock)
    {
        var details = ErrorBody.Read(body);
        return TwilioErrors.CreateRefusal(response.StatusCode, details.Code, new TwilioApiError(string.Empty)
        {
            TwilioMessage = details.Message,
            MoreInfo = details.MoreInfo ?? TwilioErrorPage.Of(details.Code),
            RequestId = RequestIdOf(response),
            RetryAfter = RetryAfterOf(response, clock),
        });
    }

    private static TwilioUnknownException Unreadable(HttpResponseMessage response, string consequence) => new(new TwilioApiError(
        $"Twilio accepted the request (HTTP {(int)response.StatusCode}), but its answer could not be read: {consequence}.")
    {
        StatusCode = response.StatusCode,
        RequestId = RequestIdOf(response),
    });

    private static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Twilio-Request-Id", out var values) ? values.FirstOrDefault() : null;

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)),
        _ => null,
    };
}
