using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Status;

/// <summary>One change of a message's status and when it is due.</summary>
internal sealed record StatusStep(string MessageSid, EmulatedMessageStatus From, EmulatedMessageStatus To, DateTimeOffset Due, int? ErrorCode = null)
{
    /// <summary>The step that follows the message's status, or null where none does.</summary>
    public static StatusStep? After(EmulatedMessage message, TwilioEmulatorOptions options) => message.Status switch
    {
        EmulatedMessageStatus.Scheduled => Step(message, EmulatedMessageStatus.Queued, message.SendAt!.Value - message.DateUpdated),
        EmulatedMessageStatus.Accepted => Step(message, EmulatedMessageStatus.Queued, TimeSpan.Zero),
        EmulatedMessageStatus.Queued => Sent(message, options.SentAfter),
        EmulatedMessageStatus.Sent when message.Failure is { } code =>
            Step(message, EmulatedMessageStatus.Undelivered, options.DeliveredAfter, code),
        EmulatedMessageStatus.Sent => Step(message, EmulatedMessageStatus.Delivered, options.DeliveredAfter),
        _ => null,
    };

    /// <summary>The message after the step, or null where it has left the status the step starts from.</summary>
    public EmulatedMessage? Apply(EmulatedMessage message)
    {
        if (message.Status != From)
        {
            return null;
        }

        // The dates are those of the plan, not of a timer that may be late: steps that one leap of the clock makes due stay apart.
        return message with
        {
            Status = To,
            ErrorCode = ErrorCode,
            DateUpdated = Due,
            DateSent = To == EmulatedMessageStatus.Sent ? Due : message.DateSent,
            From = To == EmulatedMessageStatus.Queued ? message.From ?? message.PoolSender : message.From,
            // A Messaging Service counts the segments when it has chosen the sender.
            Segments = To == EmulatedMessageStatus.Queued && message.Segments == 0 ? SegmentCount.Of(message.Body, message.MediaUrls) : message.Segments,
        };
    }

    private static StatusStep? Sent(EmulatedMessage message, TimeSpan delay)
    {
        // A message that outlives its validity period in the queue fails there.
        var validity = TimeSpan.FromSeconds(message.ValidityPeriod);
        return delay == Timeout.InfiniteTimeSpan || delay > validity
                ? Step(message, EmulatedMessageStatus.Failed, validity, DeliveryError.ValidityPeriodExpired)
            : message.Failure is { } code && DeliveryError.StatusOf(code) == EmulatedMessageStatus.Failed
                ? Step(message, EmulatedMessageStatus.Failed, delay, code)
            : Step(message, EmulatedMessageStatus.Sent, delay);
    }

    private static StatusStep? Step(EmulatedMessage message, EmulatedMessageStatus to, TimeSpan delay, int? errorCode = null) =>
        delay == Timeout.InfiniteTimeSpan ? null : new(message.Sid, message.Status, to, message.DateUpdated + delay, errorCode);
}
