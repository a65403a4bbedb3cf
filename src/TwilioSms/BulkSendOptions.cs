namespace TwilioSms;

/// <summary>How <see cref="ISmsSender.SendManyAsync"/> goes about it.</summary>
public sealed class BulkSendOptions
{
    private const double LowestRate = 0.001;

    /// <summary>How many messages each sender (a number or a Messaging Service) may send in a second; a message to three recipients counts
    /// as three. They are spaced evenly, without bursts. Runs that share a ledger that lasts share the rate; others are not taken into
    /// account.</summary>
    /// <value>The default value is null: no limit. At least 0.001; 0.5 is one message in two seconds.</value>
    public double? MessagesPerSecond { get; init; }

    /// <summary>How many requests may be under way at a time; waiting for the rate limit counts.</summary>
    /// <value>The default value is null: <see cref="TwilioConnectorOptions.MaxConcurrency"/>. At least 1, at most 1,000.</value>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether a recipient of a message with an idempotency key is tried again although Twilio refused the same message to it for good
    /// before, as it does where a number is none or has unsubscribed. If not, that refusal is the outcome, and
    /// <see cref="SmsOutcome.IsRepeated"/>. Failures that pass are always tried again, and so is a message that was changed.</summary>
    /// <value>The default value is true.</value>
    public bool RetryRefused { get; init; } = true;

    /// <summary>Told of every outcome, one after the other, before it is handed out; also of those that nobody takes any more after the
    /// enumeration was left early. While it works nothing is handed out; what it throws is logged and costs no outcome.</summary>
    public IProgress<BulkProgress>? Progress { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        if (MessagesPerSecond is { } rate && !(rate >= LowestRate))
        {
            throw new ArgumentOutOfRangeException(nameof(MessagesPerSecond), rate, "MessagesPerSecond has to be at least 0.001.");
        }

        if (MaxConcurrency is { } concurrency and (< 1 or > TwilioConnectorOptions.HighestConcurrency))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxConcurrency), concurrency, "MaxConcurrency has to be 1 to 1,000.");
        }
    }
}
