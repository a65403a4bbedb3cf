using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Broker;

/// <summary>The way to the broker: one session after the other, for as long as the worker runs.</summary>
internal sealed class WorkerConnection(
    ActivitiWorkerOptions options, DestinationNames names, Topology topology, TimeProvider clock, WorkerDiagnostics diagnostics)
    : IPublisher
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private volatile BrokerSession? session;

    public bool IsOpen => session is { IsOpen: true };

    public bool IsBlocked => session is { IsBlocked: true };

    public Task<string?> TryPublishAsync(Answer answer) =>
        session is { IsOpen: true } open ? open.TryPublishAsync(answer) : Task.FromResult<string?>("there is no connection to the broker");

    /// <summary>Connects again and again and hands out requests, until <paramref name="stopping"/>; then <paramref name="drain"/> is waited
    /// for before the connection is closed.</summary>
    public async Task RunAsync(Action<Delivery> take, Func<Task> drain, CancellationToken stopping)
    {
        var factory = CreateFactory();
        var backoff = new Backoff(LongestPause);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var opened = await BrokerSession.OpenAsync(factory, topology, options.ConfirmTimeout, clock, stopping).ConfigureAwait(false);
                await using var _ = opened.ConfigureAwait(false);
                session = opened;
                await opened.ConsumeAsync(names.Queue, (ushort)options.Prefetch, take, stopping).ConfigureAwait(false);
                diagnostics.RecordConnected(names.Queue);
                backoff.Reset();
                if (await HasEndedAsync(opened, stopping).ConfigureAwait(false) is { } reason)
                {
                    diagnostics.RecordDisconnected(reason);
                }
                else
                {
                    await opened.StopConsumingAsync().ConfigureAwait(false);
                    await drain().ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever keeps it from the broker, the next try may be better.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                diagnostics.RecordDisconnected(exception.InnerException is RabbitMQClientException inner ? inner.Message : exception.Message);
            }

            await Task.Delay(backoff.Next(), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await drain().ConfigureAwait(false);
    }

    /// <summary>Why a session ended; null where it is the worker that stops.</summary>
    private static async Task<string?> HasEndedAsync(BrokerSession session, CancellationToken stopping)
    {
        await ((Task)session.Ended.WaitAsync(stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return session.IsOpen ? null : await session.Ended.ConfigureAwait(false);
    }

    private ConnectionFactory CreateFactory()
    {
        var factory = new ConnectionFactory
        {
            HostName = options.Host,
            Port = options.Port == 0 ? AmqpTcpEndpoint.UseDefaultPort : options.Port,
            UserName = options.UserName,
            Password = options.Password,
            VirtualHost = options.VirtualHost,
            ClientProvidedName = options.ServiceName,
            RequestedHeartbeat = TimeSpan.FromSeconds(30),
            // Sessions end whole, and a new one is made.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        if (options.BrokerUri is { } uri)
        {
            factory.Uri = uri;
        }
        else if (options.UseTls)
        {
            factory.Ssl = new SslOption(options.Host, enabled: true);
        }

        return factory;
    }
}
