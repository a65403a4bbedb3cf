using Microsoft.Extensions.Logging;

namespace TwilioSms.Diagnostics;

/// <summary>A log that cannot be written must not cost the outcome that it was to tell of: what was sent would be forgotten.</summary>
internal sealed class HarmlessLogger(ILogger inner) : ILogger
{
    private const string Category = "TwilioSms";

    /// <summary>The log of a registration.</summary>
    public static HarmlessLogger Of(ILoggerFactory factory, string registration) =>
        new(factory.CreateLogger(registration.Length == 0 ? Category : $"{Category}.{registration}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
#pragma warning disable CA1031 // There is nowhere left to tell it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // There is nowhere left to tell it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
