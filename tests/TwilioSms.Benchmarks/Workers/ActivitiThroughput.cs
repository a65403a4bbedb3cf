using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Benchmarks.Workers;

/// <summary>Requests that are answered in a second, by 1, 2 and 4 workers: with the ledger in memory and in PostgreSQL (every commit on the disk),
/// beside a worker that has none and acknowledges after sending. Broker, database, emulator and workers share the machine.</summary>
internal static class ActivitiThroughput
{
    private const int WarmUp = 2_000;
    private const int Requests = 8_000;
    private const int AtOnce = 128;
    private const string Answers = "integrationResult_bench";

    private static readonly int[] Workers = [1, 2, 4];

    public static async Task CompareAsync(TextWriter output)
    {
        if ((RabbitServer.WhyNot ?? PostgresServer.WhyNot) is { } whyNot)
        {
            await output.WriteLineAsync(whyNot).ConfigureAwait(false);
            return;
        }

        var database = new PostgresServer { IsDurable = true };
        await using var _ = database.ConfigureAwait(false);
        var server = new RabbitServer();
        await using var __ = server.ConfigureAwait(false);
        var broker = await server.GetAddressAsync(CancellationToken.None).ConfigureAwait(false);
        var place = await database.CreateDatabaseAsync().ConfigureAwait(false);
        await output.WriteLineAsync("answers a second     | 1 worker | 2 workers | 4 workers").ConfigureAwait(false);
        await output.WriteLineAsync("-------------------- | -------- | --------- | ---------").ConfigureAwait(false);
        await MeasureAsync(output, broker, "none, a bare worker", null).ConfigureAwait(false);
        await MeasureAsync(output, broker, "ledger in memory", static _ => { }).ConfigureAwait(false);
        await MeasureAsync(output, broker, "ledger in PostgreSQL", connector => connector.UsePostgresLedger(place + ";Maximum Pool Size=20")).ConfigureAwait(false);
        await MeasureAsync(
            output, broker, "the same, prepared", connector => connector.UsePostgresLedger(place + ";Maximum Pool Size=20;Max Auto Prepare=40"))
            .ConfigureAwait(false);
    }

    private static async Task MeasureAsync(TextWriter output, Uri broker, string name, Action<ITwilioConnectorBuilder>? ledger)
    {
        var line = new StringBuilder($"{name,-20}");
        foreach (var workers in Workers)
        {
            // The first round compiles and connects.
            await RunAsync(broker, ledger, workers, WarmUp).ConfigureAwait(false);
            var elapsed = await RunAsync(broker, ledger, workers, Requests).ConfigureAwait(false);
            line.Append(CultureInfo.InvariantCulture, $" | {Requests / elapsed.TotalSeconds,8:N0}");
        }

        await output.WriteLineAsync(line).ConfigureAwait(false);
    }

    private static async Task<TimeSpan> RunAsync(Uri broker, Action<ITwilioConnectorBuilder>? ledger, int workers, int requests)
    {
        var prefix = $"b{Guid.NewGuid():N}.";
        var twilio = await TwilioEmulator.StartAsync().ConfigureAwait(false);
        await using var _ = twilio.ConfigureAwait(false);
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync().ConfigureAwait(false);
        await using var __ = connection.ConfigureAwait(false);
        var channel = await connection.CreateChannelAsync().ConfigureAwait(false);
        await using var ___ = channel.ConfigureAwait(false);
        var queue = prefix + "requests";
        await DeclareAsync(channel, prefix + "twilio-connector.SEND_SMS", queue).ConfigureAwait(false);
        await DeclareAsync(channel, prefix + Answers, prefix + "answers").ConfigureAwait(false);
        var answered = new TaskCompletionSource();
        var count = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            if (++count == requests)
            {
                answered.SetResult();
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(prefix + "answers", autoAck: true, consumer).ConfigureAwait(false);

        var started = new List<IAsyncDisposable>();
        for (var i = 0; i < workers; i++)
        {
            started.Add(await StartAsync(twilio, broker, prefix, queue, ledger).ConfigureAwait(false));
        }

        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < requests; i++)
        {
            await channel.BasicPublishAsync(
                prefix + "twilio-connector.SEND_SMS",
                "#",
                mandatory: false,
                new BasicProperties { DeliveryMode = DeliveryModes.Persistent },
                Request(ledger is null ? prefix : string.Empty, i)).ConfigureAwait(false);
        }

        await answered.Task.ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var worker in started)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        return elapsed;
    }

    private static async Task DeclareAsync(IChannel channel, string exchange, string queue)
    {
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true).ConfigureAwait(false);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false).ConfigureAwait(false);
        await channel.QueueBindAsync(queue, exchange, "#").ConfigureAwait(false);
    }

    private static async Task<IAsyncDisposable> StartAsync(
        TwilioEmulator twilio, Uri broker, string prefix, string queue, Action<ITwilioConnectorBuilder>? ledger)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var connector = builder.Services.AddTwilioConnector(static _ => { }).UseEmulator(twilio);
        if (ledger is not null)
        {
            ledger(connector);
            connector.AddActivitiWorker(options =>
            {
                options.BrokerUri = broker;
                options.RabbitPrefix = prefix;
                options.Queue = queue;
                options.Concurrency = AtOnce;
                options.EchoInputs = false;
            });
        }

        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
#pragma warning disable CA2000 // What is started disposes of it.
        return new Started(host, ledger is null
            ? await BareWorker.StartAsync(broker, queue, AtOnce, host.Services.GetRequiredService<ISmsSender>()).ConfigureAwait(false)
            : null);
#pragma warning restore CA2000
    }

    private static byte[] Request(string prefix, int n)
    {
        var id = Guid.NewGuid();
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "appName": "bench", "serviceFullName": "bench", "resultDestination": "{{prefix}}{{Answers}}", "errorDestination": "{{prefix}}{{Answers}}",
              "integrationContext": {
                "id": "{{id}}", "processInstanceId": "{{id}}", "executionId": "{{id}}", "clientId": "Task", "connectorType": "twilio-connector.SEND_SMS",
                "inBoundVariables": {
                  "smsFrom": { "type": "string", "value": "+15005550006" },
                  "smsTo": { "type": "string", "value": "+1303{{5_000_000 + n}}" },
                  "smsBody": { "type": "string", "value": "Your parcel is on its way." }
                }
              }
            }
            """));
    }

    private sealed class Started(IHost host, BareWorker? bare) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (bare is not null)
            {
                await bare.DisposeAsync().ConfigureAwait(false);
            }

            await host.StopAsync().ConfigureAwait(false);
            host.Dispose();
        }
    }
}
