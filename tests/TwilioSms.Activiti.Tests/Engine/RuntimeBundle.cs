using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TwilioSms.Activiti.Tests.Engine;

/// <summary>A runtime bundle as the contract has it: publishes requests and hears answers.</summary>
internal sealed class RuntimeBundle : IAsyncDisposable
{
    private readonly Uri broker;
    private readonly string prefix;
    private readonly Channel<EngineAnswer> answers = System.Threading.Channels.Channel.CreateUnbounded<EngineAnswer>();
    private IConnection? connection;
    private IChannel? channel;

    public RuntimeBundle(Uri broker, string prefix)
    {
        this.broker = broker;
        this.prefix = prefix;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string RequestExchange => prefix + "twilio-connector.SEND_SMS";

    public string ResultExchange => prefix + "integrationResult_rb-my-app";

    public string ErrorExchange => prefix + "integrationError_rb-my-app";

    /// <summary>All that was ever answered, by request.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<EngineAnswer>> All { get; } = new();

    /// <summary>The channel, for what a test does to the broker itself.</summary>
    public IChannel Channel => channel!;

    /// <summary>Connects, and listens for answers unless that is left for later.</summary>
    public async Task<RuntimeBundle> StartAsync(bool listen = true)
    {
        connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Stop);
        channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        if (listen)
        {
            await ListenAsync();
        }

        return this;
    }

    public async Task ListenAsync()
    {
        foreach (var exchange in new[] { ResultExchange, ErrorExchange })
        {
            await Channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: Stop);
            var queue = $"{exchange}.rb-my-app";
            await Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Stop);
            await Channel.QueueBindAsync(queue, exchange, "#", cancellationToken: Stop);
            var consumer = new AsyncEventingBasicConsumer(Channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                var answer = EngineAnswer.Read(message.Body.ToArray(), message.BasicProperties);
                All.GetOrAdd(answer.Id, _ => new()).Enqueue(answer);
                answers.Writer.TryWrite(answer);
                return Task.CompletedTask;
            };
            await Channel.BasicConsumeAsync(queue, autoAck: true, consumer, Stop);
        }
    }

    /// <summary>A request like the one that upstream's own classes write, changed where a test needs it.</summary>
    public static JsonObject Request(
        string? id = null, string? execution = null, string[]? to = null, string? body = null, Action<JsonObject>? change = null)
    {
        var request = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "integration-request.json")))!.AsObject();
        var context = request["integrationContext"]!.AsObject();
        context["id"] = id ?? Guid.NewGuid().ToString();
        context["executionId"] = execution ?? Guid.NewGuid().ToString();
        if (to is not null)
        {
            context["inBoundVariables"]!["smsTo"]!["value"] = string.Join(',', to);
        }

        if (body is not null)
        {
            context["inBoundVariables"]!["smsBody"]!["value"] = body;
        }

        change?.Invoke(request);
        return request;
    }

    public Task PublishAsync(JsonObject request, string? exchange = null, string? connectorType = "twilio-connector.SEND_SMS") => PublishAsync(
        Encoding.UTF8.GetBytes(request.ToJsonString()), exchange, connectorType, request["integrationContext"]!["id"]!.GetValue<string>());

    /// <summary>Publishes as a runtime bundle does: not mandatory, without looking whether it arrived.</summary>
    public async Task PublishAsync(
        byte[] body, string? exchange = null, string? connectorType = "twilio-connector.SEND_SMS", string? id = null, string? contentEncoding = null)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            ContentEncoding = contentEncoding,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { ["messagePayloadType"] = "org.activiti.cloud.api.process.model.impl.IntegrationRequestImpl" },
        };
        Add("connectorType", connectorType);
        Add("integrationContextId", id);
        Add("serviceFullName", "rb-my-app");
        Add("appName", "my-app");
        Add("traceparent", System.Diagnostics.Activity.Current?.Id);
        await channel!.BasicPublishAsync(exchange ?? RequestExchange, exchange ?? RequestExchange, mandatory: false, properties, body, Stop);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties.Headers[name] = value;
            }
        }
    }

    /// <summary>Publishes a request and waits for its answer.</summary>
    public async Task<EngineAnswer> AskAsync(JsonObject request)
    {
        await PublishAsync(request);
        return await NextAsync(request["integrationContext"]!["id"]!.GetValue<string>());
    }

    /// <summary>The next answer, which has to be the one to a request.</summary>
    public async Task<EngineAnswer> NextAsync(string? id = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        var answer = await answers.Reader.ReadAsync(patience.Token);
        if (id is not null)
        {
            answer.Id.Should().Be(id);
        }

        return answer;
    }

    /// <summary>How many requests a queue holds, those included that a worker has not acknowledged.</summary>
    public static async Task<int> CountAsync(Tests.Worker.WorkerHost worker, TwilioSms.Tests.Shared.RabbitServer server)
    {
        var lines = await server.ControlAsync("-q", "list_queues", "name", "messages");
        return lines.Split('\n').Select(line => line.Split('\t')).Where(cells => cells[0] == worker.Queue).Select(cells => int.Parse(cells[1], null)).Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.CloseAsync(cancellationToken: CancellationToken.None);
            await connection.DisposeAsync();
        }
    }
}
