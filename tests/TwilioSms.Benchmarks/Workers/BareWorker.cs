using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TwilioSms.Benchmarks.Workers;

/// <summary>A worker as it would be without this one: sends, publishes, acknowledges after that, and knows nothing when it comes back.</summary>
internal sealed class BareWorker(IConnection connection, IChannel requests, IChannel answers, ISmsSender sender) : IAsyncDisposable
{
    public static async Task<BareWorker> StartAsync(Uri broker, string queue, ushort atOnce, ISmsSender sender)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync().ConfigureAwait(false);
        var requests = await connection.CreateChannelAsync().ConfigureAwait(false);
        var answers = await connection.CreateChannelAsync(new CreateChannelOptions(true, true)).ConfigureAwait(false);
        var worker = new BareWorker(connection, requests, answers, sender);
        await requests.BasicQosAsync(0, atOnce, global: false).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(requests);
        consumer.ReceivedAsync += (_, message) =>
        {
            var body = message.Body.ToArray();
            _ = Task.Run(() => worker.DoAsync(message.DeliveryTag, body));
            return Task.CompletedTask;
        };
        await requests.BasicConsumeAsync(queue, autoAck: false, consumer).ConfigureAwait(false);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        await requests.DisposeAsync().ConfigureAwait(false);
        await answers.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task DoAsync(ulong tag, byte[] body)
    {
        using var request = JsonDocument.Parse(body);
        var inputs = request.RootElement.GetProperty("integrationContext").GetProperty("inBoundVariables");
        var result = await sender.SendAsync(new SmsMessage
        {
            From = Input("smsFrom"),
            To = [Input("smsTo")],
            Body = Input("smsBody"),
        }).ConfigureAwait(false);
        var exchange = request.RootElement.GetProperty("resultDestination").GetString()!;
        var answer = Encoding.UTF8.GetBytes(result.ToSmsResultJson());
        await answers.BasicPublishAsync(
            exchange, exchange, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, answer).ConfigureAwait(false);
        await requests.BasicAckAsync(tag, multiple: false).ConfigureAwait(false);

        string Input(string name) => inputs.GetProperty(name).GetProperty("value").GetString()!;
    }
}
