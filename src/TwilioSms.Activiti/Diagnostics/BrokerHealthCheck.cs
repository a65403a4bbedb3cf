using Microsoft.Extensions.Diagnostics.HealthChecks;
using TwilioSms.Activiti.Broker;

namespace TwilioSms.Activiti.Diagnostics;

/// <summary>Whether the worker has its broker.</summary>
internal sealed class BrokerHealthCheck(WorkerConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !connection.IsOpen ? new HealthCheckResult(context.Registration.FailureStatus, "There is no connection to the broker.")
        : connection.IsBlocked ? HealthCheckResult.Degraded("The broker takes no answers: it is short of memory or disk. They are kept in the ledger.")
        : HealthCheckResult.Healthy("The broker hands out requests."));
}
