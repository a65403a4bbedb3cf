using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TwilioSms.ProcessDemo;

/// <summary>An engine behind a broker.</summary>
internal sealed class RabbitEngine(IConnection connection, IChannel channel) : IProcessEngine
{
    private const string Requests = "twilio-connector.SEND_SMS";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> waiting = new();

    public static async Task<RabbitEngine> ConnectAsync(Uri broker, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        var engine = new RabbitEngine(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken));
        await engine.ListenAsync(cancellationToken);
        return engine;
    }

    public async Task<JsonElement> AskAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var answer = waiting[request["integrationContext"]!["id"]!.GetValue<string>()] =
            new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.BasicPublishAsync(
            Requests, Requests, mandatory: true, Encoding.UTF8.GetBytes(request.ToJsonString()), cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        foreach (var exchange in new[] { "integrationResult_process-demo", "integrationError_process-demo" })
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.QueueName, exchange, "#", cancellationToken: cancellationToken);
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            using var body = JsonDocument.Parse(message.Body.ToArray());
            if (waiting.TryGetValue(body.RootElement.GetProperty("integrationContext").GetProperty("id").GetString()!, out var answer))
            {
                answer.TrySetResult(body.RootElement.Clone());
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
    }
}
