using Microsoft.Extensions.Logging;

namespace TwilioSms.Diagnostics;

/// <summary>What an operator sees of each recipient. Numbers are masked; texts and credentials never come here.</summary>
internal sealed partial class SmsDiagnostics(ILogger<SmsDiagnostics> logger)
{
    public void Record(string account, SmsOutcome outcome)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.LogDebug("{Account} {Outcome}", account, outcome.ToString());
        }
    }
}
