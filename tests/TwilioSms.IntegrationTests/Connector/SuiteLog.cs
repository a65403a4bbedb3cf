using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using TwilioSms.IntegrationTests.Connector;

[assembly: AssemblyFixture(typeof(SuiteLog))]

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>
/// Everything that the connector logs, traces, counts, throws and prints while this suite runs. When the suite has ended, no
/// secret may be in any of it; that is checked in <see cref="Dispose"/>, over all of it.
/// </summary>
public sealed partial class SuiteLog : IDisposable
{
    private readonly ConcurrentDictionary<string, string> secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> told = new();
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public SuiteLog()
    {
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TwilioSms",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Enqueue(
                $"activity {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events)}"),
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TwilioSms")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Tell(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Tell(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Tell(instrument, tags));
        meters.Start();
    }

    public RecordedLog Log { get; } = new();

    /// <summary>All that was told so far; more may be told meanwhile.</summary>
    public IReadOnlyCollection<string> Lines => [.. Log.Lines.ToArray(), .. told.ToArray()];

    /// <summary>Names what may never be told.</summary>
    public void Conceal(string what, string secret) => secrets.TryAdd(secret, what);

    /// <summary>Adds what a user of the connector may print.</summary>
    public void Tell(object? printed) => told.Enqueue($"{printed}");

    /// <summary>The kinds of secrets that were told; empty where all is well.</summary>
    public IReadOnlyList<string> Leaks() =>
        [.. from told in Lines let line = RandomId().Replace(told, "(id)") from secret in secrets where line.Contains(secret.Key, StringComparison.Ordinal) select $"{secret.Value} in: {line}"];

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
        Leaks().Should().BeEmpty("no secret may be logged, traced, thrown or printed");
    }

    private void Tell(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Tell($"meter {instrument.Name} {string.Join(' ', tags.ToArray())}");

    // Ids are random hexadecimal digits, which hold any short run of digits sooner or later.
    [GeneratedRegex("(?:SM|MM|RQ)[0-9a-f]{32}")]
    private static partial Regex RandomId();
}
