using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>Reads Twilio's answers.</summary>
internal static class TwilioAnswers
{
    private const int NoSuchResource = 20404;

    /// <summary>What an answer to a message says of it.</summary>
    public static SmsOutcome OutcomeOf(TwilioAnswer answer, string to, TimeProvider clock)
    {
        if (!answer.IsSuccess)
        {
            var error = Refusal(answer, clock);
            return TwilioErrors.MayHaveBeenAccepted(answer.StatusCode) ? SmsOutcome.Unknown(to, error) : SmsOutcome.Failed(to, error);
        }

        var message = MessageResource.Read(answer.Body.Span);
        return message.Sid is { } sid
            ? SmsOutcome.Sent(to, sid, message.Status, message.Segments, answer.RequestId)
            : SmsOutcome.Unknown(to, Unreadable(answer, "the message may have been sent"));
    }

    /// <summary>The page of messages that was asked for.</summary>
    /// <exception cref="TwilioApiException">The answer is a refusal, or is no such page.</exception>
    public static MessagePage PageOf(TwilioAnswer answer, Uri address, TimeProvider clock) =>
        MessagePage.Read(Accepted(answer, clock).Span, address) ?? throw Unreadable(answer, "the messages could not be listed");

    /// <summary>The message that was asked for; null where there is none.</summary>
    /// <exception cref="TwilioApiException">The answer is another refusal, or is no message.</exception>
    public static ListedMessage? MessageOf(TwilioAnswer answer, TimeProvider clock)
    {
        if (answer.IsSuccess)
        {
            return ListedMessage.Read(answer.Body.Span) ?? throw Unreadable(answer, "the message could not be read");
        }

        var refusal = Refusal(answer, clock);
        return refusal.TwilioCode == NoSuchResource ? null : throw refusal;
    }

    /// <summary>The status of the account that was asked for.</summary>
    /// <exception cref="TwilioApiException">The answer is a refusal, or is no account.</exception>
    public static string AccountStatusOf(TwilioAnswer answer, TimeProvider clock) =>
        AccountResource.Read(Accepted(answer, clock).Span)?.Status ?? throw Unreadable(answer, "the account's status is not known");

    private static ReadOnlyMemory<byte> Accepted(TwilioAnswer answer, TimeProvider clock) =>
        answer.IsSuccess ? answer.Body : throw Refusal(answer, clock);

    private static TwilioApiException Refusal(TwilioAnswer answer, TimeProvider clock)
    {
        var details = ErrorBody.Read(answer.Body);
        return TwilioErrors.CreateRefusal(answer.StatusCode, details.Code, new TwilioApiError(string.Empty)
        {
            TwilioMessage = details.Message,
            MoreInfo = details.MoreInfo ?? TwilioErrorPage.Of(details.Code),
            RequestId = answer.RequestId,
            RetryAfter = WaitOf(answer, clock),
        });
    }

    private static TwilioUnknownException Unreadable(TwilioAnswer answer, string consequence) => new(new TwilioApiError(
        $"Twilio accepted the request (HTTP {(int)answer.StatusCode}), but its answer could not be read: {consequence}.")
    {
        StatusCode = answer.StatusCode,
        RequestId = answer.RequestId,
    });

    // A date is by the clock of whoever gave it, which also says what time it was there.
    private static TimeSpan? WaitOf(TwilioAnswer answer, TimeProvider clock) => answer.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - (answer.Date ?? clock.GetUtcNow())).Ticks)),
        _ => null,
    };
}
