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
            ActivityStopped = activity =>
            {
                Activities.Add(activity);
                Lines.Add($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} "
                    + string.Join(" ", activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
                    + string.Join(" ", activity.Events.SelectMany(e => e.Tags).Select(tag => $"{tag.Key}={tag.Value}")));
            },
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, (long)value, tags));
        meters.Start();
    }

    public ConcurrentBag<string> Lines { get; } = [];

    public ConcurrentBag<Activity> Activities { get; } = [];

    public ConcurrentBag<(string Instrument, long Value, string Tags)> Measurements { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

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

    private void Measure(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        Measurements.Add((instrument.Name, value, text));
        Lines.Add($"{instrument.Name} {text}");
    }
}
