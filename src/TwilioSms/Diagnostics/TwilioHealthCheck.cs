using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TwilioSms.Http;

namespace TwilioSms.Diagnostics;

/// <summary>Whether a registration's account can be used, asked of Twilio now and then and by one caller at a time.</summary>
internal sealed class TwilioHealthCheck(
    string name, IOptionsMonitor<TwilioConnectorOptions> optionsMonitor, TwilioClient client, TimeProvider clock)
    : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private AccountHealth? last;
    private TwilioConnectorOptions? lastOptions;
    private long lastTime;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var options = optionsMonitor.Get(name);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (last is null || lastOptions != options || clock.GetElapsedTime(lastTime) >= (last.Good ? GoodFor : BadFor))
            {
                last = await AskAsync(new TwilioEndpoint(options), cancellationToken).ConfigureAwait(false);
                (lastOptions, lastTime) = (options, clock.GetTimestamp());
            }

            return new HealthCheckResult(
                last.Good ? HealthStatus.Healthy : context.Registration.FailureStatus,
                last.Description,
                last.Error,
                new Dictionary<string, object> { ["account"] = last.Account });
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<AccountHealth> AskAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var patience = TimeoutSource.Create(Patience, clock);
        using var registration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        try
        {
            return await ReadAsync(endpoint, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new AccountHealth("unreachable", $"Twilio did not answer within {Patience.TotalSeconds} s.", exception);
        }
        catch (TwilioApiException error)
        {
            return AccountHealth.Of(error);
        }
    }

    private async Task<AccountHealth> ReadAsync(TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return AccountHealth.Of(await client.ReadAccountStatusAsync(endpoint, cancellationToken).ConfigureAwait(false));
        }
        catch (TwilioApiException error) when (endpoint.HasLimitedCredentials
            && error.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // Standard keys may not read the account, and are told that they are wrong. They may read messages.
            await client.ReadAnyMessageAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new AccountHealth(
                AccountHealth.Accepted, "Twilio accepts the API key. It is not one that can read the account, so its status is not known.");
        }
    }
}
