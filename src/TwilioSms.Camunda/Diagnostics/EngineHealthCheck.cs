using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TwilioSms.Camunda.Diagnostics;

/// <summary>Tells whether the worker has its engine.</summary>
internal sealed class EngineHealthCheck(EngineHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        health.Trouble is not { } trouble ? HealthCheckResult.Healthy("The engine hands out jobs.")
        : health.IsBusy ? HealthCheckResult.Degraded(trouble)
        : new HealthCheckResult(context.Registration.FailureStatus, trouble));
}
