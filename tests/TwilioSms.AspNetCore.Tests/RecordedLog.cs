using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TwilioSms.AspNetCore.Tests;

/// <summary>What was logged, with whatever exceptions say.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Event, string Text)> entries = [];

    public string All => string.Join('\n', entries.Select(static entry => entry.Text));

    public IEnumerable<string> Failures => entries.Where(static entry => entry.Level >= LogLevel.Error).Select(static entry => entry.Text);

    public IEnumerable<string> Of(int eventId) => entries.Where(entry => entry.Event.Id == eventId).Select(static entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, eventId, $"{logLevel}: {formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
