using System.Text.Json;
using TwilioSms.Errors;
using TwilioSms.Resolution;

namespace TwilioSms;

/// <summary>What happened to a message at each of its recipients.</summary>
public sealed class SmsResult
{
    /// <summary>A result out of outcomes, of several sends too, for <see cref="ISmsSender.ResolveAsync"/>.</summary>
    /// <param name="outcomes">The outcomes.</param>
    public SmsResult(IReadOnlyList<SmsOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Outcomes = outcomes;
    }

    /// <summary>What is known of a message whose send was interrupted, as a question: each recipient is unknown.</summary>
    internal SmsResult(InterruptedSend interrupted)
        : this([.. interrupted.Message.To.Select(static to => SmsOutcome.Unknown(to, null))]) => Interrupted = interrupted;

    /// <summary>One outcome a recipient, in input order; a number given twice appears once, at its first place.</summary>
    public IReadOnlyList<SmsOutcome> Outcomes { get; }

    /// <summary>The send that this asks about; null for what a send came to.</summary>
    internal InterruptedSend? Interrupted { get; }

    /// <summary>Whether every recipient was <see cref="SmsOutcomeState.Sent"/>.</summary>
    public bool AllSent => Outcomes.All(static outcome => outcome.State == SmsOutcomeState.Sent);

    /// <summary>The <c>smsResult</c> of the SEND_SMS action: a JSON object of message SID to the number it was sent to.</summary>
    public string ToSmsResultJson() => WireJson.Write(this, static (writer, result) => result.WriteSmsResult(writer));

    internal void WriteSmsResult(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var outcome in Outcomes)
        {
            if (outcome.MessageSid is { } sid)
            {
                writer.WriteString(sid, outcome.To);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Counts the outcomes by state.</summary>
    public override string ToString() =>
        $"SmsResult: {Count(SmsOutcomeState.Sent)} sent, {Count(SmsOutcomeState.Failed)} failed, "
        + $"{Count(SmsOutcomeState.Unknown)} unknown, {Count(SmsOutcomeState.NotAttempted)} not attempted";

    private int Count(SmsOutcomeState state) => Outcomes.Count(outcome => outcome.State == state);
}

/// <summary>What happened to a message at one recipient.</summary>
public sealed class SmsOutcome
{
    private SmsOutcome(string to, SmsOutcomeState state)
    {
        To = to;
        State = state;
    }

    /// <summary>The recipient, normalised, in full.</summary>
    public string To { get; }

    /// <summary>The position of the message in the input of <see cref="ISmsSender.SendManyAsync"/>, from 0.</summary>
    public long MessageIndex { get; internal set; }

    /// <summary>What is known of the message.</summary>
    public SmsOutcomeState State { get; }

    /// <summary>The SID of the message at Twilio; null unless <see cref="SmsOutcomeState.Sent"/>.</summary>
    public string? MessageSid { get; private init; }

    /// <summary>The status that Twilio answered with, such as <c>queued</c>, <c>accepted</c> or <c>scheduled</c>; null unless
    /// <see cref="SmsOutcomeState.Sent"/>.</summary>
    public string? Status { get; private init; }

    /// <summary>How many segments Twilio counted; 0 while a Messaging Service has not yet decided, null where nothing was said.</summary>
    public int? Segments { get; private init; }

    /// <summary>Twilio's id of the request (<c>Twilio-Request-Id</c>), for its support.</summary>
    public string? RequestId { get; private init; }

    /// <summary>Why the message was not sent, or why nobody can tell; null where it was sent or not attempted.</summary>
    public TwilioConnectorException? Error { get; private set; }

    /// <summary>Why Twilio's message list could not tell what became of the message; null unless it was looked up, and still is
    /// <see cref="SmsOutcomeState.Unknown"/>.</summary>
    public SmsUnresolvedReason? UnresolvedReason { get; private set; }

    /// <summary>The key that the message was sent under (<see cref="SmsMessage.IdempotencyKey"/>); null where it had none.</summary>
    public string? IdempotencyKey { get; internal set; }

    /// <summary>Whether this is the recorded outcome of an earlier send under the same key: this time nothing was sent.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>How long to wait before it is worth asking again what became of the message; null where nothing is known of that.</summary>
    public TimeSpan? AskAgainAfter { get; private set; }

    /// <summary>By which its sender knows how to look up a message that had no key; null unless <see cref="SmsOutcomeState.Unknown"/>.</summary>
    internal Guid? AttemptId { get; set; }

    /// <summary>Describes the outcome with the number masked.</summary>
    public override string ToString() => State switch
    {
        SmsOutcomeState.Sent => $"{Redaction.Mask(To)}: Sent {MessageSid}",
        SmsOutcomeState.NotAttempted => $"{Redaction.Mask(To)}: NotAttempted",
        _ => $"{Redaction.Mask(To)}: {State} {Error?.Code.ToWireName()}",
    };

    internal static SmsOutcome Sent(string to, string messageSid, string? status, int? segments, string? requestId) =>
        new(to, SmsOutcomeState.Sent) { MessageSid = messageSid, Status = status, Segments = segments, RequestId = requestId };

    /// <summary>What an earlier send under the same key came to.</summary>
    internal static SmsOutcome Repeated(string to, LedgerRow row) => Repeated(to, row.MessageSid, row.Status);

    internal static SmsOutcome Repeated(string to, string? messageSid, string? status) =>
        new(to, SmsOutcomeState.Sent) { MessageSid = messageSid, Status = status, IsRepeated = true };

    /// <summary>Nobody knows, and why.</summary>
    internal static SmsOutcome InDoubt(string to, SmsUnresolvedReason? reason, TimeSpan? askAgainAfter, TwilioConnectorException? error = null) =>
        new(to, SmsOutcomeState.Unknown)
        {
            Error = error,
            RequestId = (error as TwilioApiException)?.RequestId,
            UnresolvedReason = reason,
            AskAgainAfter = askAgainAfter,
        };

    /// <summary>What an earlier send of the same message under the same key was refused with.</summary>
    internal static SmsOutcome RepeatedRefusal(string to, TwilioConnectorException error) =>
        new(to, SmsOutcomeState.Failed) { Error = error, IsRepeated = true };

    internal static SmsOutcome Failed(string to, TwilioConnectorException error) => WithError(to, SmsOutcomeState.Failed, error);

    internal static SmsOutcome Unknown(string to, TwilioConnectorException? error) => WithError(to, SmsOutcomeState.Unknown, error);

    internal static SmsOutcome Unknown(RecentSend send) => new(send.To, SmsOutcomeState.Unknown) { AttemptId = send.Id };

    internal static SmsOutcome NotAttempted(string to) => new(to, SmsOutcomeState.NotAttempted);

    /// <summary>This outcome, of a message at a position of a stream, under a key.</summary>
    internal SmsOutcome Of(long messageIndex, string? idempotencyKey)
    {
        var copy = (SmsOutcome)MemberwiseClone();
        copy.MessageIndex = messageIndex;
        copy.IdempotencyKey = idempotencyKey;
        return copy;
    }

    /// <summary>This outcome with an error of its own.</summary>
    internal SmsOutcome With(TwilioConnectorException error)
    {
        var copy = (SmsOutcome)MemberwiseClone();
        copy.Error = error;
        return copy;
    }

    /// <summary>This outcome, once the message was found at Twilio.</summary>
    internal SmsOutcome Accepted(string messageSid, string? status, int? segments) =>
        InPlaceOfThis(Sent(To, messageSid, status, segments, requestId: null));

    /// <summary>This outcome, once Twilio showed that it has no such message.</summary>
    internal SmsOutcome NotAccepted() => InPlaceOfThis(Failed(To, Error ?? new TwilioConnectionException(new TwilioApiError(
        "The request was given up, and Twilio's message list shows that it was not accepted."))));

    /// <summary>This outcome, once Twilio could not tell what became of the message.</summary>
    internal SmsOutcome Unresolvable(SmsUnresolvedReason reason, TimeSpan? askAgainAfter = null)
    {
        var copy = (SmsOutcome)MemberwiseClone();
        copy.UnresolvedReason = reason;
        copy.AskAgainAfter = askAgainAfter;
        return copy;
    }

    private SmsOutcome InPlaceOfThis(SmsOutcome outcome)
    {
        outcome.MessageIndex = MessageIndex;
        outcome.IdempotencyKey = IdempotencyKey;
        return outcome;
    }

    private static SmsOutcome WithError(string to, SmsOutcomeState state, TwilioConnectorException? error) =>
        new(to, state) { Error = error, RequestId = (error as TwilioApiException)?.RequestId };
}

/// <summary>What is known of a message to one recipient. Exactly one holds.</summary>
public enum SmsOutcomeState
{
    /// <summary>The message was not tried, or not tried again after Twilio had asked for that, because the send was stopped before: it
    /// can be sent again safely.</summary>
    NotAttempted,

    /// <summary>Twilio accepted the message.</summary>
    Sent,

    /// <summary>The message was not accepted: sending it again cannot duplicate it.</summary>
    Failed,

    /// <summary>The request may have been accepted and the answer was lost: sending it again may duplicate the message.</summary>
    Unknown,
}

/// <summary>Why the fate of a message is still unknown after it was looked up in Twilio's message list.</summary>
public enum SmsUnresolvedReason
{
    /// <summary>The list does not have the message, and may not have it yet: ask again after <see cref="SmsOutcome.AskAgainAfter"/>.</summary>
    NotYetListed,

    /// <summary>The list has messages that may be this one or another: of the same text, or without their text, or of a different text
    /// that was sent to the number at the same time; or nobody knows when it was sent by Twilio's clock.</summary>
    Ambiguous,

    /// <summary>The list cannot be searched for the message: its number is not international or was to be masked
    /// (<see cref="SmsMessage.AddressRetention"/>), Twilio lists it as another one, too much was sent to it, or the message was sent through
    /// another account, or too long ago to be remembered.</summary>
    NotSearchable,

    /// <summary>Another send under the same key is under way, or was and did not come back to tell: ask again after
    /// <see cref="SmsOutcome.AskAgainAfter"/>.</summary>
    InDoubt,
}
