using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace TwilioSms.Tests.Diagnostics;

/// <summary>Keeps everything that is logged, traced and counted while it lives.</summary>
internal sealed class Recorder : ILoggerProvider, ILogger
{
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public Recorder()
    {
        activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Trace(
                $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} "
                    + string.Join(" ", activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
                    + string.Join(" ", activity.Events.SelectMany(e => e.Tags).Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measure(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measure(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measure(instrument, tags));
        meters.Start();
    }

    public ConcurrentBag<string> Lines { get; } = [];

    /// <summary>Of <see cref="Lines"/>, those that are of spans and measurements.</summary>
    public ConcurrentBag<string> Traced { get; } = [];

    public ConcurrentBag<string> Categories { get; } = [];

    public ILogger CreateLogger(string categoryName)
    {
        Categories.Add(categoryName);
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Add($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Add($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            Lines.Add(string.Join(" ", values.Select(value => $"{value.Key}={value.Value}")));
        }
    }

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Measure(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Trace($"{instrument.Name} {string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");

    private void Trace(string line)
    {
        Traced.Add(line);
        Lines.Add(line);
    }
}
