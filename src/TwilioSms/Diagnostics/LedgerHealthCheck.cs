using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TwilioSms.Diagnostics;

/// <summary>Whether a registration's ledger can be used, and whether something in it waits for a person.</summary>
internal sealed class LedgerHealthCheck(string name, IOptionsMonitor<TwilioConnectorOptions> optionsMonitor, ISendLedger ledger) : IHealthCheck
{
    private static readonly TimeSpan OldClaim = TimeSpan.FromHours(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return ResultOf(await ledger.CountAsync(optionsMonitor.Get(name).Account!, cancellationToken).ConfigureAwait(false));
        }
        catch (TwilioLedgerException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    private static HealthCheckResult ResultOf(LedgerCounts counts)
    {
        var data = new Dictionary<string, object>
        {
            ["claimed"] = counts.Claimed,
            ["parked"] = counts.Parked,
            ["oldest_claim_seconds"] = counts.OldestClaim?.TotalSeconds ?? 0,
        };
        return counts.Parked > 0 ? HealthCheckResult.Degraded("Messages wait for a person to tell what became of them.", data: data)
            : counts.OldestClaim > OldClaim ? HealthCheckResult.Degraded("Claims are in doubt for over an hour: nobody looks them up.", data: data)
            : HealthCheckResult.Healthy("The ledger can be used.", data);
    }
}
