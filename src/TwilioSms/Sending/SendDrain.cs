using Microsoft.Extensions.Hosting;

namespace TwilioSms.Sending;

/// <summary>The end of a process without loss: nothing new is begun, what is claimed and not yet written is given back, what is under way is
/// waited for, and what is known of it is written down.</summary>
internal sealed class SendDrain : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly Settlements settlements;
    private readonly CancellationTokenSource stopping = new();
    private readonly UnderWay deliveries = new();

    public SendDrain(Settlements settlements)
    {
        this.settlements = settlements;
        Stopping = stopping.Token;
    }

    /// <summary>Cancelled once nothing new may begin.</summary>
    public CancellationToken Stopping { get; }

    public bool IsStopping => Stopping.IsCancellationRequested;

    /// <summary>A delivery begins.</summary>
    public void Enter() => deliveries.Enter();

    /// <summary>A delivery is over.</summary>
    public void Leave() => deliveries.Leave();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drains. The host's shutdown time has to exceed the timeout of requests, or what is under way is cut off.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        BeginNothingNew();
        await deliveries.IdleAsync().OrCanceledAsync(cancellationToken).ConfigureAwait(false);
        await settlements.FlushAsync().OrCanceledAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever sends holds the services: nothing is under way any more but what is being written down.
        Dispose();
        await settlements.FlushAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        BeginNothingNew();
        settlements.Stop();
        stopping.Dispose();
    }

    private void BeginNothingNew()
    {
        if (!IsStopping)
        {
            stopping.Cancel();
        }
    }
}
