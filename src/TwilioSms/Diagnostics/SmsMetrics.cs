using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TwilioSms.Diagnostics;

/// <summary>What is counted and measured of one registration. The names never change: <c>docs/operations.md</c> lists them.</summary>
internal sealed class SmsMetrics
{
    // Sending takes a few hundred milliseconds; a rate limit or Retry-After may make it minutes.
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] };

    private static readonly InstrumentAdvice<int> Segments = new() { HistogramBucketBoundaries = [1, 2, 3, 4, 5, 6, 8, 10, 15, 24] };

    private readonly KeyValuePair<string, object?> registration;
    private readonly Counter<long> outcomes;
    private readonly Counter<long> refusals;
    private readonly Counter<long> retries;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> queueDuration;
    private readonly Histogram<int> segments;

    public SmsMetrics(IMeterFactory meterFactory, string registration)
    {
        this.registration = new("twilio_sms.registration", registration);
#pragma warning disable CA2000 // The factory owns its meters and disposes of them.
        var meter = meterFactory.Create("TwilioSms");
#pragma warning restore CA2000
        outcomes = meter.CreateCounter<long>("twilio_sms.outcomes", "{recipient}", "Recipients by what happened to their message.");
        refusals = meter.CreateCounter<long>("twilio_sms.refusals", "{message}", "Messages refused before anything was sent.");
        retries = meter.CreateCounter<long>("twilio_sms.retries", "{request}", "Requests tried again.");
        duration = meter.CreateHistogram(
            "twilio_sms.duration", "s", "From a recipient's first request to its outcome, retries included.", advice: Seconds);
        queueDuration = meter.CreateHistogram(
            "twilio_sms.queue.duration", "s", "How long a recipient waited for its turn.", advice: Seconds);
        segments = meter.CreateHistogram(
            "twilio_sms.segments", "{segment}", "Segments of a sent message, as Twilio counted them.", advice: Segments);
    }

    // Where nobody listens, which is usual, no tags are made.
    public void Count(SmsOutcome outcome)
    {
        if (outcomes.Enabled)
        {
            outcomes.Add(1, TagsOf(outcome));
        }
    }

    public void Measure(SmsOutcome outcome, TimeSpan elapsed)
    {
        if (duration.Enabled)
        {
            duration.Record(elapsed.TotalSeconds, TagsOf(outcome));
        }

        if (segments.Enabled && outcome.Segments is { } count and > 0)
        {
            segments.Record(count, registration);
        }
    }

    public void CountRefusal(SmsErrorCode error) => refusals.Add(1, registration, ErrorTag(error));

    public void CountRetry(SmsErrorCode error) => retries.Add(1, registration, ErrorTag(error));

    public void MeasureQueue(TimeSpan waited)
    {
        if (queueDuration.Enabled)
        {
            queueDuration.Record(waited.TotalSeconds, registration);
        }
    }

    private TagList TagsOf(SmsOutcome outcome)
    {
        var tags = new TagList { registration, { "twilio_sms.state", outcome.ToTagValue() } };
        if (outcome.Error is { } error)
        {
            tags.Add(ErrorTag(error.Code));
        }

        return tags;
    }

    private static KeyValuePair<string, object?> ErrorTag(SmsErrorCode error) => new("error.type", error.ToWireName());
}
