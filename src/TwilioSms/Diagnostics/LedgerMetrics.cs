using System.Diagnostics.Metrics;
using TwilioSms.Ledger;

namespace TwilioSms.Diagnostics;

/// <summary>What is counted and measured of the ledger of one registration. The names never change: <c>docs/operations.md</c> lists them.</summary>
internal sealed class LedgerMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300] };

    private readonly KeyValuePair<string, object?> registration;
    private readonly Counter<long> claims;
    private readonly Counter<long> lookUps;
    private readonly Counter<long> forgotten;
    private readonly Histogram<double> slots;

    public LedgerMetrics(IMeterFactory meterFactory, string registration)
    {
        this.registration = new("twilio_sms.registration", registration);
#pragma warning disable CA2000 // The factory owns its meters and disposes of them.
        var meter = meterFactory.Create("TwilioSms");
#pragma warning restore CA2000
        claims = meter.CreateCounter<long>("twilio_sms.ledger.claims", "{claim}", "Claims made to send under an idempotency key.");
        lookUps = meter.CreateCounter<long>("twilio_sms.ledger.lookups", "{claim}", "Claims in doubt that were looked up, by how that ended.");
        forgotten = meter.CreateCounter<long>("twilio_sms.ledger.forgotten", "{row}", "Rows that the ledger in memory had no room for.");
        slots = meter.CreateHistogram(
            "twilio_sms.ledger.slot.duration", "s", "How long a message waited for a slot of the shared pace.", advice: Seconds);
        meter.CreateObservableGauge("twilio_sms.ledger.claimed", () => Of(Counts?.Claimed), "{claim}", "Claims that are not settled.");
        meter.CreateObservableGauge("twilio_sms.ledger.parked", () => Of(Counts?.Parked), "{claim}", "Claims that wait for a person.");
        meter.CreateObservableGauge(
            "twilio_sms.ledger.oldest_claim", () => Of(Counts?.OldestClaim?.TotalSeconds), "s", "The age of the oldest claim that is not settled.");
    }

    /// <summary>How much is in doubt, as was last read; null where nobody has.</summary>
    public LedgerCounts? Counts { get; set; }

    public void CountClaims(int count) => claims.Add(count, registration);

    /// <param name="ending">How it ended: <c>sent</c>, <c>taken_over</c>, <c>freed</c>, <c>parked</c> or <c>later</c>.</param>
    public void CountLookUp(string ending) => lookUps.Add(1, registration, new("twilio_sms.ledger.ending", ending));

    public void CountForgotten(ForgottenRows rows)
    {
        Count("settled", rows.Settled);
        Count("in_doubt", rows.InDoubt);

        void Count(string kind, int count)
        {
            if (count > 0)
            {
                forgotten.Add(count, registration, new("twilio_sms.ledger.kind", kind));
            }
        }
    }

    public void MeasureSlot(TimeSpan waited) => slots.Record(waited.TotalSeconds, registration);

    private IEnumerable<Measurement<T>> Of<T>(T? value)
        where T : struct => value is { } known ? [new Measurement<T>(known, registration)] : [];
}
