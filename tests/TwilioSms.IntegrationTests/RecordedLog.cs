using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TwilioSms.IntegrationTests;

/// <summary>Keeps every line that is logged, with its scopes' values and its exception as a log file would show them.</summary>
public sealed class RecordedLog : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyCollection<string> Lines => [.. lines.Select(line => line.Text)];

    public IReadOnlyCollection<string> Problems => [.. lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is kept here only.");

    public void Dispose()
    {
        // The lines outlive the services that logged them.
    }

    private sealed class Logger(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log.lines.Enqueue((LogLevel.Trace, $"{category} scope {Describe(state)}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.lines.Enqueue((logLevel, $"{logLevel} {category} {eventId} {formatter(state, exception)} {Describe(state)} {exception}"));

        private static string Describe<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : $"{state}";
    }
}
