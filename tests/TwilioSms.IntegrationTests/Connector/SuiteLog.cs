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
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public SuiteLog()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TwilioSms",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue(
                $"activity {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events)}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TwilioSms")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.Start();
    }

    public RecordedLog Log { get; } = new();

    /// <summary>All that was told so far; more may be told meanwhile.</summary>
    public IReadOnlyCollection<string> Lines => [.. Log.Lines.ToArray(), .. _told.ToArray()];

    /// <summary>Names what may never be told.</summary>
    public void Conceal(string what, string secret) => _secrets.TryAdd(secret, what);

    /// <summary>Adds what a user of the connector may print.</summary>
    public void Tell(object? printed) => _told.Enqueue($"{printed}");

    /// <summary>The kinds of secrets that were told; empty where all is well.</summary>
    public IReadOnlyList<string> Leaks() =>
        [.. from told in Lines let line = RandomId().Replace(told, "(id)") from secret in _secrets where line.Contains(secret.Key, StringComparison.Ordinal) select $"{secret.Value} in: {line}"];

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        Leaks().Should().BeEmpty("no secret may be logged, traced, thrown or printed");
    }

    private void Tell(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Tell($"meter {instrument.Name} {string.Join(' ', tags.ToArray())}");

    // Ids are random hexadecimal digits, which hold any short run of digits sooner or later.
    [GeneratedRegex("(?:SM|MM|RQ)[0-9a-f]{32}")]
    private static partial Regex RandomId();
}
