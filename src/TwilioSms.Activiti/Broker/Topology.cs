using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Broker;

/// <summary>Makes what the worker needs of the broker, and takes over what somebody else made: a queue of a Java connector stays as it is.</summary>
internal sealed class Topology(ActivitiWorkerOptions options, DestinationNames names, WorkerDiagnostics diagnostics)
{
    /// <summary>Exchanges, queue and bindings. Without them a request vanishes: a runtime bundle does not look whether it arrived.</summary>
    public async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await DeclareOrTakeOverAsync(
            connection,
            names.Queue,
            channel => channel.QueueDeclareAsync(
                names.Queue, durable: true, exclusive: false, autoDelete: false, QueueArguments(), cancellationToken: cancellationToken),
            channel => channel.QueueDeclarePassiveAsync(names.Queue, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var exchange in names.RequestExchanges)
        {
            await DeclareExchangeAsync(connection, exchange, cancellationToken).ConfigureAwait(false);
            await OnChannelAsync(
                connection,
                channel => channel.QueueBindAsync(names.Queue, exchange, "#", cancellationToken: cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An exchange that answers go to, should its runtime bundle not have made it yet.</summary>
    public Task DeclareExchangeAsync(IConnection connection, string exchange, CancellationToken cancellationToken) => DeclareOrTakeOverAsync(
        connection,
        exchange,
        channel => channel.ExchangeDeclareAsync(
            exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken),
        channel => channel.ExchangeDeclarePassiveAsync(exchange, cancellationToken),
        cancellationToken);

    private async Task DeclareOrTakeOverAsync(
        IConnection connection, string name, Func<IChannel, Task> declare, Func<IChannel, Task> declarePassively, CancellationToken cancellationToken)
    {
        try
        {
            await OnChannelAsync(connection, declare, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode is Constants.PreconditionFailed or Constants.AccessRefused)
        {
            await OnChannelAsync(connection, declarePassively, cancellationToken).ConfigureAwait(false);
            diagnostics.RecordTakenOver(name);
        }
    }

    // A refusal closes the channel, so each has one of its own.
    private static async Task OnChannelAsync(IConnection connection, Func<IChannel, Task> work, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var _ = channel.ConfigureAwait(false);
        await work(channel).ConfigureAwait(false);
    }

    private Dictionary<string, object?> QueueArguments() =>
        options.QueueType is { } type ? new() { [Headers.XQueueType] = type } : [];
}
