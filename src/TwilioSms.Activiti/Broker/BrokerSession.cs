using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Broker;

/// <summary>One connection to the broker with its channels, until any of them ends. Nothing of it is mended: what the broker hands out again on
/// the next one is known by its id.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel requests;
    private readonly IChannel answers;
    private readonly Topology topology;
    private readonly TimeSpan confirmTimeout;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, bool> declared = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? consumerTag;

    private BrokerSession(
        IConnection connection, IChannel requests, IChannel answers, Topology topology, TimeSpan confirmTimeout, TimeProvider clock)
    {
        this.connection = connection;
        this.requests = requests;
        this.answers = answers;
        this.topology = topology;
        this.confirmTimeout = confirmTimeout;
        this.clock = clock;
    }

    /// <summary>Ends with the connection or one of its channels, and says why.</summary>
    public Task<string> Ended => ended.Task;

    public bool IsOpen => !ended.Task.IsCompleted;

    /// <summary>Whether the broker takes nothing for now: it is short of memory or of disk.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Connects and makes what is missing.</summary>
    public static async Task<BrokerSession> OpenAsync(
        ConnectionFactory factory, Topology topology, TimeSpan confirmTimeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await topology.DeclareAsync(connection, cancellationToken).ConfigureAwait(false);
            var requests = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var answers = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellationToken).ConfigureAwait(false);
            var session = new BrokerSession(connection, requests, answers, topology, confirmTimeout, clock);
            session.Watch();
            return session;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Hands out requests as they come, without waiting for what is done with them.</summary>
    public async Task ConsumeAsync(string queue, ushort prefetch, Action<Delivery> take, CancellationToken cancellationToken)
    {
        await requests.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(requests);
        consumer.ReceivedAsync += (_, message) =>
        {
            // The body is the client's own again once this returns.
            take(new Delivery(this, message.DeliveryTag, message.Exchange, new MessageProperties(message.BasicProperties), message.Body.ToArray()));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => EndAsync("the broker cancelled the consumer: its queue may be gone");
        consumerTag = await requests.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes no more requests. Those that were handed out and not acknowledged come again elsewhere.</summary>
    public async Task StopConsumingAsync()
    {
        if (consumerTag is not null && IsOpen)
        {
            await IfOpenAsync(requests.BasicCancelAsync(consumerTag, noWait: true, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    /// <summary>Acknowledges a request. Where the session is over, it comes again.</summary>
    public Task AcknowledgeAsync(ulong deliveryTag) => IfOpenAsync(requests.BasicAckAsync(deliveryTag, multiple: false, CancellationToken.None));

    /// <summary>Gives a request to the dead letters, where its queue has any.</summary>
    public Task RejectAsync(ulong deliveryTag) =>
        IfOpenAsync(requests.BasicRejectAsync(deliveryTag, requeue: false, CancellationToken.None));

    /// <summary>Publishes an answer; null where the broker has it in a queue, else why nobody can be sure of it.</summary>
    public async Task<string?> TryPublishAsync(Answer answer)
    {
        using var patience = new CancellationTokenSource(confirmTimeout, clock);
        try
        {
            if (!declared.ContainsKey(answer.Exchange))
            {
                await topology.DeclareExchangeAsync(connection, answer.Exchange, patience.Token).ConfigureAwait(false);
                declared.TryAdd(answer.Exchange, true);
            }

            var properties = new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
                Headers = answer.Headers.ToDictionary(static header => header.Key, static object? (header) => header.Value),
            };
            await answers.BasicPublishAsync(answer.Exchange, answer.Exchange, mandatory: true, properties, answer.Body, patience.Token)
                .ConfigureAwait(false);
            return null;
        }
        catch (PublishException exception)
        {
            return exception.IsReturn ? "nobody's queue takes it: the runtime bundle may not have started yet" : "the broker refused it";
        }
        catch (OperationCanceledException)
        {
            return IsBlocked ? "the broker is short of memory or disk" : "the broker did not confirm it in time";
        }
        catch (Exception exception) when (exception is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            // Its exchange may be gone meanwhile.
            declared.TryRemove(answer.Exchange, out _);
            return $"the connection failed: {exception.GetType().Name}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult("the worker closed it");
        try
        {
            await connection.CloseAsync(Constants.ReplySuccess, "the worker stops", TimeSpan.FromSeconds(5), abort: true, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RabbitMQClientException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It is over already.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task IfOpenAsync(ValueTask work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            // The session is over.
        }
    }

    private static Task IfOpenAsync(Task work) => IfOpenAsync(new ValueTask(work));

    private void Watch()
    {
        connection.ConnectionShutdownAsync += (_, reason) => EndAsync(reason.ReplyText);
        requests.ChannelShutdownAsync += (_, reason) => EndAsync(reason.ReplyText);
        answers.ChannelShutdownAsync += (_, reason) => EndAsync(reason.ReplyText);
        connection.ConnectionBlockedAsync += (_, _) =>
        {
            IsBlocked = true;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            IsBlocked = false;
            return Task.CompletedTask;
        };
        if (!connection.IsOpen || !requests.IsOpen || !answers.IsOpen)
        {
            ended.TrySetResult("it did not last");
        }
    }

    private Task EndAsync(string reason)
    {
        ended.TrySetResult(reason);
        return Task.CompletedTask;
    }
}
