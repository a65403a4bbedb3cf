using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TwilioSms.Http;

namespace TwilioSms.Diagnostics;

/// <summary>What an operator sees of one registration, all of it behind the wall. Numbers are masked and texts left out, unless
/// <see cref="TwilioConnectorOptions.LogSensitiveData"/> shows them in the log; credentials never come here.</summary>
internal sealed class SmsDiagnostics
{
    private const string MeterListener = "meter listener";

    private readonly HarmlessLogger logger;
    private readonly SmsMetrics metrics;
    private readonly Wall wall;

    public SmsDiagnostics(ILoggerFactory loggerFactory, IMeterFactory meterFactory, string registration)
    {
        Registration = registration.Length == 0 ? "default" : registration;
        logger = HarmlessLogger.Of(loggerFactory, registration);
        metrics = new SmsMetrics(meterFactory, Registration);
        wall = new Wall(logger);
    }

    /// <summary>The name of the registration; <c>default</c> for the one without.</summary>
    public string Registration { get; }

    /// <summary>Begins the span of a message; null where nobody listens.</summary>
    public Activity? StartSend(TwilioEndpoint endpoint) =>
        wall.Start((endpoint, Registration), static state => SmsActivity.StartSend(state.endpoint, state.Registration));

    /// <summary>Begins the span of a recipient, all its requests included; null where nobody listens.</summary>
    public Activity? StartRecipient(TwilioEndpoint endpoint, string to) =>
        wall.Start((endpoint, to), static state => SmsActivity.StartRecipient(state.endpoint, state.to));

    /// <summary>Ends a span.</summary>
    public void Stop(Activity? activity) => wall.Stop(activity);

    /// <summary>Tells the caller of a run how far it has come.</summary>
    public void Report(IProgress<BulkProgress> progress, BulkProgress value) =>
        wall.Tell("progress callback", (progress, value), static state => state.progress.Report(state.value));

    /// <summary>New settings are in use from now on.</summary>
    public void RecordOptions(TwilioConnectorOptions options)
    {
        if (options.LogSensitiveData)
        {
            SmsLog.SensitiveDataLogged(logger);
        }

        if (options.BaseAddress is { } address && TwilioHost.IsUnencrypted(address))
        {
            SmsLog.Unencrypted(logger, address.Host);
        }
    }

    /// <summary>A message was rendered and is about to be sent.</summary>
    public void RecordText(TwilioConnectorOptions options, int recipients, string? text)
    {
        if (options.LogSensitiveData)
        {
            SmsLog.Text(logger, recipients, text);
        }
    }

    /// <summary>A message cannot be sent to anybody.</summary>
    public void RecordRefusal(TwilioConnectorException error)
    {
        wall.Tell(MeterListener, (metrics, error), static state => state.metrics.CountRefusal(state.error.Code));
        SmsLog.Refused(logger, error.Code.ToWireName(), error.Message);
    }

    /// <summary>A recipient waited for its turn.</summary>
    public void RecordQueue(TimeSpan waited) =>
        wall.Tell(MeterListener, (metrics, waited), static state => state.metrics.MeasureQueue(state.waited));

    /// <summary>A request to <paramref name="to"/>, or one for no recipient in particular, will be made again.</summary>
    public void RecordRetry(TwilioEndpoint endpoint, string? to, TwilioApiException error, TimeSpan delay)
    {
        wall.Tell(MeterListener, (metrics, error), static state => state.metrics.CountRetry(state.error.Code));
        if (logger.IsEnabled(LogLevel.Information))
        {
            SmsLog.Retrying(
                logger, Shown(endpoint.Options, to), delay, error.Code.ToWireName(), error.Message, error.RequestId, error.InnerException);
        }
    }

    /// <summary>The outcome of a recipient whose request was made.</summary>
    public void Record(TwilioEndpoint endpoint, SmsOutcome outcome, TimeSpan elapsed)
    {
        wall.Tell(MeterListener, (metrics, outcome, elapsed), static state => state.metrics.Measure(state.outcome, state.elapsed));
        Record(endpoint, outcome);
    }

    /// <summary>The outcome of a recipient.</summary>
    public void Record(TwilioEndpoint endpoint, SmsOutcome outcome)
    {
        wall.Tell(MeterListener, (metrics, outcome), static state => state.metrics.Count(state.outcome));
        var level = outcome.State is SmsOutcomeState.Sent or SmsOutcomeState.NotAttempted ? LogLevel.Debug : LogLevel.Warning;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        var recipient = Shown(endpoint.Options, outcome.To);
        var error = outcome.Error;
        switch (outcome.State)
        {
            case SmsOutcomeState.Sent:
                SmsLog.Sent(logger, recipient, outcome.MessageSid, outcome.RequestId);
                break;
            case SmsOutcomeState.NotAttempted:
                SmsLog.NotAttempted(logger, recipient);
                break;
            case SmsOutcomeState.Failed:
                SmsLog.Failed(logger, recipient, error?.Code.ToWireName(), error?.Message, outcome.RequestId, error?.InnerException);
                break;
            default:
                SmsLog.Unknown(logger, recipient, error?.Code.ToWireName(), error?.Message, outcome.RequestId, error?.InnerException);
                break;
        }
    }

    private static string Shown(TwilioConnectorOptions options, string? to) => options.LogSensitiveData ? to ?? "" : Redaction.Mask(to);
}
