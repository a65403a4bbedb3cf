using System.Collections.ObjectModel;
using System.Net;
using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>Builds what the connector otherwise builds itself, so that code that handles it can be tested without a server, with an
/// <see cref="ISmsSender"/> of your own or a mock.</summary>
public static class SmsModelFactory
{
    /// <summary>A recipient whose message was accepted.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="messageSid">The SID of the message.</param>
    public static SmsOutcome Sent(string to, string messageSid) => Sent(to, messageSid, "queued", segments: 1, requestId: null);

    /// <summary>A recipient whose message was accepted, with all that Twilio says of it.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="messageSid">The SID of the message.</param>
    /// <param name="status">Its status, such as <c>queued</c>.</param>
    /// <param name="segments">How many segments Twilio counted.</param>
    /// <param name="requestId">Twilio's id of the request.</param>
    public static SmsOutcome Sent(string to, string messageSid, string? status, int? segments, string? requestId)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(messageSid);
        return SmsOutcome.Sent(to, messageSid, status, segments, requestId);
    }

    /// <summary>A recipient whose message was not accepted.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="error">Why, as <see cref="Refusal(HttpStatusCode, int?)"/> makes it for instance.</param>
    public static SmsOutcome Failed(string to, TwilioConnectorException error)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(error);
        return SmsOutcome.Failed(to, error);
    }

    /// <summary>A recipient whose message may have been accepted, where the caller cancelled while it was under way.</summary>
    /// <param name="to">The recipient.</param>
    public static SmsOutcome Unknown(string to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return SmsOutcome.Unknown(to, null);
    }

    /// <summary>A recipient whose message may have been accepted.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="error">What happened, as <see cref="NoAnswer"/> makes it for instance.</param>
    public static SmsOutcome Unknown(string to, TwilioConnectorException error)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(error);
        return SmsOutcome.Unknown(to, error);
    }

    /// <summary>A recipient of which the look-up, or the ledger, could not tell what became of its message.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="reason">Why nobody can tell.</param>
    /// <param name="askAgainAfter">How long to wait before it is worth asking again; null where nothing is known of that.</param>
    public static SmsOutcome Unresolved(string to, SmsUnresolvedReason reason, TimeSpan? askAgainAfter)
    {
        ArgumentNullException.ThrowIfNull(to);
        return SmsOutcome.InDoubt(to, reason, askAgainAfter);
    }

    /// <summary>A recipient in doubt under an idempotency key, with the error that a send under the key throws.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="reason">Why nobody can tell.</param>
    /// <param name="askAgainAfter">How long to wait before it is worth asking again; null where nothing is known of that.</param>
    /// <param name="error">What is thrown, as <see cref="KeyInDoubt"/> makes it for instance.</param>
    public static SmsOutcome Unresolved(string to, SmsUnresolvedReason reason, TimeSpan? askAgainAfter, TwilioConnectorException error)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(error);
        return SmsOutcome.InDoubt(to, reason, askAgainAfter, error);
    }

    /// <summary>A recipient that was sent to before under the same idempotency key: its recorded outcome.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="messageSid">The SID of the message of then.</param>
    public static SmsOutcome Repeated(string to, string messageSid)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(messageSid);
        return SmsOutcome.Repeated(to, messageSid, "queued");
    }

    /// <summary>A recipient that was refused before under the same idempotency key, and not tried again: its recorded outcome.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="error">The refusal of then.</param>
    public static SmsOutcome Repeated(string to, TwilioConnectorException error)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(error);
        return SmsOutcome.RepeatedRefusal(to, error);
    }

    /// <summary>An outcome as <see cref="ISmsSender.SendManyAsync"/> hands it out.</summary>
    /// <param name="outcome">The outcome, as the other methods make it.</param>
    /// <param name="messageIndex">The position of its message in the input, from 0.</param>
    /// <param name="idempotencyKey">The key of its message; null where it has none.</param>
    public static SmsOutcome OfMany(SmsOutcome outcome, long messageIndex, string? idempotencyKey)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Of(messageIndex, idempotencyKey);
    }

    /// <summary>What <see cref="BulkSendOptions.Progress"/> is told.</summary>
    /// <param name="outcome">The outcome that the report is about.</param>
    /// <param name="messagesRead">How many messages have been taken from the input.</param>
    /// <param name="soFar">All outcomes up to here, this one among them, of which the counts are made.</param>
    public static BulkProgress Progress(SmsOutcome outcome, long messagesRead, IEnumerable<SmsOutcome> soFar)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(soFar);
        Span<long> counts = stackalloc long[4];
        foreach (var one in soFar)
        {
            counts[(int)one.State]++;
        }

        return new BulkProgress(outcome, messagesRead, counts);
    }

    /// <summary>A recipient that was not tried.</summary>
    /// <param name="to">The recipient.</param>
    public static SmsOutcome NotAttempted(string to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return SmsOutcome.NotAttempted(to);
    }

    /// <summary>The error that an answer of Twilio's becomes.</summary>
    /// <param name="status">The HTTP status of the answer, such as 400.</param>
    /// <param name="twilioCode">Twilio's code, such as 21211; null where the answer has none.</param>
    public static TwilioApiException Refusal(HttpStatusCode status, int? twilioCode) =>
        Refusal(status, twilioCode, twilioMessage: null, requestId: null, retryAfter: null);

    /// <summary>The error that an answer of Twilio's becomes.</summary>
    /// <param name="status">The HTTP status of the answer, such as 429.</param>
    /// <param name="twilioCode">Twilio's code, such as 20429; null where the answer has none.</param>
    /// <param name="twilioMessage">Twilio's own words.</param>
    /// <param name="requestId">Twilio's id of the request.</param>
    /// <param name="retryAfter">How long the answer asks to wait.</param>
    public static TwilioApiException Refusal(
        HttpStatusCode status, int? twilioCode, string? twilioMessage, string? requestId, TimeSpan? retryAfter) =>
        TwilioErrors.CreateRefusal(status, twilioCode, new TwilioApiError(string.Empty)
        {
            TwilioMessage = twilioMessage,
            MoreInfo = TwilioErrorPage.Of(twilioCode),
            RequestId = requestId,
            RetryAfter = retryAfter,
        });

    /// <summary>The error where Twilio could not be reached, or did not answer.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The error of the connection.</param>
    public static TwilioConnectionException NoAnswer(string message, Exception? innerException) =>
        new(new TwilioApiError(message) { InnerException = innerException });

    /// <summary>The error of an input that is missing.</summary>
    /// <param name="parameter">The name of the input.</param>
    public static TwilioMissingInputException MissingInput(string parameter) => new(parameter, $"{parameter} is missing.");

    /// <summary>The error of an input that has a wrong form.</summary>
    /// <param name="parameter">The name of the input.</param>
    /// <param name="message">What is wrong with it.</param>
    public static TwilioInvalidInputException InvalidInput(string parameter, string message) => new(parameter, message);

    /// <summary>The error of a text that is dearer than <see cref="SmsMessage.MaxSegments"/> allows.</summary>
    /// <param name="segments">How many segments the text takes.</param>
    /// <param name="maxSegments">How many it may take.</param>
    public static TwilioSegmentLimitException SegmentLimit(int segments, int maxSegments) =>
        new(FormattableString.Invariant($"Body takes {segments} segments once rendered, MaxSegments is {maxSegments}."), segments, maxSegments);

    /// <summary>The error of an idempotency key under which other content was sent before.</summary>
    /// <param name="recorded">What was recorded of that, as <see cref="Repeated(string, string)"/> makes it for instance.</param>
    public static TwilioIdempotencyException KeyOfOtherContent(SmsResult recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return (TwilioIdempotencyException)TwilioIdempotencyException.OtherContent().With(recorded).SourceException;
    }

    /// <summary>The error of an idempotency key under which a message is in doubt.</summary>
    /// <param name="isUnderWay">True where another send is under way, or was and will be looked up; false where a person has to tell.</param>
    public static TwilioIdempotencyException KeyInDoubt(bool isUnderWay) =>
        isUnderWay ? TwilioIdempotencyException.UnderWay() : TwilioIdempotencyException.WaitsForPerson();

    /// <summary>The error of an idempotency key under which a message is in doubt that was sent through another account or address.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="endpoint">The address, scheme, host and port.</param>
    public static TwilioIdempotencyException KeyInDoubtElsewhere(string account, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(endpoint);
        return TwilioIdempotencyException.Elsewhere(account, endpoint);
    }

    /// <summary>What <see cref="ISmsSender.SendAsync"/> throws where not every recipient was sent to: the error of the first that has one,
    /// with the result in it.</summary>
    /// <param name="result">The outcomes, of which one at least has an error.</param>
    /// <exception cref="ArgumentException">No outcome has an error.</exception>
    public static TwilioConnectorException SendError(SmsResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var error = result.Outcomes.FirstOrDefault(static outcome => outcome.Error is not null)?.Error
            ?? throw new ArgumentException("No outcome of the result has an error.", nameof(result));
        return (TwilioConnectorException)error.With(result).SourceException;
    }

    /// <summary>What <see cref="ISmsSender.SendAsync"/> throws where the caller cancelled.</summary>
    /// <param name="result">The outcomes by then.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    public static TwilioSendCanceledException SendCanceled(SmsResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new TwilioSendCanceledException(result, cancellationToken);
    }

    /// <summary>A status callback as Twilio posts it.</summary>
    /// <param name="messageSid">The SID of the message.</param>
    /// <param name="status">Its status as Twilio writes it, such as <c>delivered</c>.</param>
    public static SmsStatusUpdate StatusUpdate(string messageSid, string status) =>
        StatusUpdate(messageSid, status, new Dictionary<string, string>());

    /// <summary>A status callback as Twilio posts it.</summary>
    /// <param name="messageSid">The SID of the message.</param>
    /// <param name="status">Its status as Twilio writes it, such as <c>undelivered</c>.</param>
    /// <param name="parameters">The other parameters of the request by their names, such as <c>To</c> and <c>ErrorCode</c>.</param>
    public static SmsStatusUpdate StatusUpdate(string messageSid, string status, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(messageSid);
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(parameters);
        var all = parameters.ToDictionary(static parameter => parameter.Key, static parameter => parameter.Value, StringComparer.Ordinal);
        all["MessageSid"] = messageSid;
        all["MessageStatus"] = status;
        return new SmsStatusUpdate(messageSid, status, new ReadOnlyDictionary<string, string>(all));
    }

    /// <summary>An incoming message as Twilio posts it.</summary>
    /// <param name="messageSid">The SID of the message.</param>
    /// <param name="from">Who wrote.</param>
    /// <param name="to">The number that was written to.</param>
    /// <param name="body">The text.</param>
    public static SmsIncomingMessage IncomingMessage(string messageSid, string from, string to, string body) =>
        IncomingMessage(messageSid, from, to, body, new Dictionary<string, string>());

    /// <summary>An incoming message as Twilio posts it.</summary>
    /// <param name="messageSid">The SID of the message.</param>
    /// <param name="from">Who wrote.</param>
    /// <param name="to">The number that was written to.</param>
    /// <param name="body">The text.</param>
    /// <param name="parameters">The other parameters of the request by their names, such as <c>MediaUrl0</c> and <c>OptOutType</c>.</param>
    public static SmsIncomingMessage IncomingMessage(
        string messageSid, string from, string to, string body, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(messageSid);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parameters);
        var all = parameters.ToDictionary(static parameter => parameter.Key, static parameter => parameter.Value, StringComparer.Ordinal);
        all["MessageSid"] = messageSid;
        all["From"] = from;
        all["To"] = to;
        all["Body"] = body;
        return SmsIncomingMessage.Of(all);
    }
}
