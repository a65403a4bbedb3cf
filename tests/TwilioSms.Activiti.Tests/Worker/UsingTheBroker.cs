using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Worker;

/// <summary>What the worker makes of the broker, and what it takes as it is.</summary>
public sealed class UsingTheBroker(RabbitServer server) : WorkerTest(server)
{
    private const string Ann = "+15558675310";
    private const string Bob = "+15558675311";

    protected override bool EngineListens => false;

    [Fact]
    public async Task A_queue_that_a_Java_connector_made_is_taken_over_as_it_is()
    {
        await Engine.ListenAsync();
        await Engine.Channel.QueueDeclareAsync(
            Prefix + "twilio-connector.SEND_SMS.twilio-connector", durable: true, exclusive: false, autoDelete: false, cancellationToken: Stop);

        await StartWorkerAsync(options => options.QueueType = "quorum");

        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
    }

    [Fact]
    public async Task A_queue_that_is_made_has_the_wanted_type()
    {
        var worker = await StartWorkerAsync(options => options.QueueType = "quorum");

        (await Server.ControlAsync("-q", "list_queues", "name", "type")).Should().Contain($"{worker.Queue}\tquorum");
    }

    [Fact]
    public async Task One_queue_takes_the_requests_of_several_exchanges_and_tells_them_apart()
    {
        await Engine.ListenAsync();
        await StartWorkerAsync(options =>
        {
            options.Destinations = ["twilio-connector.SEND_SMS", "other-connector.SEND_MAIL"];
            options.Queue = Prefix + "shared";
        });

        await Engine.PublishAsync(
            RuntimeBundle.Request(change: request => request["integrationContext"]!["connectorType"] = "other-connector.SEND_MAIL"),
            Prefix + "other-connector.SEND_MAIL",
            "other-connector.SEND_MAIL");
        (await Engine.NextAsync()).IsTechnicalError.Should().BeTrue();
        await Engine.PublishAsync(
            RuntimeBundle.Request(change: request => request["integrationContext"]!.AsObject().Remove("connectorType")),
            Prefix + "other-connector.SEND_MAIL",
            connectorType: null);
        (await Engine.NextAsync()).IsTechnicalError.Should().BeTrue("its exchange says that it is another's");
        Twilio.Messages.Should().BeEmpty();
        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
    }

    [Fact]
    public async Task An_answer_that_nobodys_queue_takes_is_kept_without_inputs_and_published_again()
    {
        var worker = await StartWorkerAsync();
        var request = RuntimeBundle.Request(to: [Ann]);
        await Engine.PublishAsync(request);

        await UntilAsync(async () => await RuntimeBundle.CountAsync(worker, Server) == 0 && Twilio.Messages.Count == 1);
        await UntilAsync(async () => (await RowAsync(worker, request))?.Answer is not null);
        (await RowAsync(worker, request))!.Answer.Should().NotContain("Hello").And.NotContain("inBoundVariables");
        await Engine.ListenAsync();

        var answer = await Engine.NextAsync(request["integrationContext"]!["id"]!.GetValue<string>());
        answer.SmsResult.Values.Should().Equal(Ann);
        answer.Context.TryGetProperty("inBoundVariables", out _).Should().BeFalse();
        await UntilAsync(async () => (await RowAsync(worker, request))?.Answer is null);
        Twilio.Messages.Should().ContainSingle();
    }

    [Fact]
    public async Task An_answer_that_one_worker_could_not_give_another_gives()
    {
        var folder = Directory.CreateTempSubdirectory("twilio-sms-activiti-");
        try
        {
            var file = Path.Combine(folder.FullName, "ledger.db");
            var first = await StartWorkerAsync(connector: connector => connector.UseSqliteLedger(file));
            var request = RuntimeBundle.Request(to: [Ann]);
            await Engine.PublishAsync(request);
            await UntilAsync(async () => (await RowAsync(first, request))?.Answer is not null);
            await first.StopAsync();
            await Engine.ListenAsync();

            await StartWorkerAsync(connector: connector => connector.UseSqliteLedger(file));

            (await Engine.NextAsync()).SmsResult.Values.Should().Equal(Ann);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_being_sent_when_the_worker_stops_is_answered_before_it_ends()
    {
        await Engine.ListenAsync();
        var worker = await StartWorkerAsync();
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), 1, request => request.To == Ann);
        await Engine.PublishAsync(RuntimeBundle.Request(to: [Ann]));
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 1));

        await worker.StopAsync();

        (await Engine.NextAsync()).SmsResult.Values.Should().Equal(Ann);
        (await RuntimeBundle.CountAsync(worker, Server)).Should().Be(0);
    }

    [Fact]
    public async Task A_request_that_was_not_begun_when_the_worker_stopped_waits_for_the_next_worker()
    {
        await Engine.ListenAsync();
        var worker = await StartWorkerAsync(options => options.Concurrency = 1);
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), 1, request => request.To == Ann);
        await Engine.PublishAsync(RuntimeBundle.Request(to: [Ann]));
        await Engine.PublishAsync(RuntimeBundle.Request(to: [Ann]));
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 1));

        await worker.StopAsync();

        Twilio.Messages.Should().ContainSingle();
        await StartWorkerAsync();
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 2));
    }

    [Fact]
    public async Task The_worker_goes_on_after_its_connection_was_closed()
    {
        await Engine.ListenAsync();
        var worker = await StartWorkerAsync();
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), 1, request => request.To == Ann);
        await Engine.PublishAsync(RuntimeBundle.Request(to: [Ann]));
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 1));

        await CloseConnectionsAsync("twilio-connector");

        // The request comes again on the next connection, beside the one that is still being sent.
        (await Engine.NextAsync()).SmsResult.Values.Should().Equal(Ann);
        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
        Twilio.Messages.Should().HaveCount(2);
        (await worker.HealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task The_worker_goes_on_after_its_queue_was_deleted()
    {
        await Engine.ListenAsync();
        var worker = await StartWorkerAsync();

        await Engine.Channel.QueueDeleteAsync(worker.Queue, cancellationToken: Stop);

        await UntilAsync(async () => (await Server.ControlAsync("-q", "list_consumers", "queue_name")).Contains(worker.Queue, StringComparison.Ordinal));
        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
    }

    [Fact]
    public async Task While_the_broker_takes_nothing_answers_are_kept_and_given_afterwards()
    {
        await Engine.ListenAsync();
        var worker = await StartWorkerAsync(options => options.ConfirmTimeout = TimeSpan.FromSeconds(1));
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(2)), 1, request => request.To == Ann);
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(4)), 1, request => request.To == Bob);
        var (first, second) = (RuntimeBundle.Request(to: [Ann]), RuntimeBundle.Request(to: [Bob]));
        await Engine.PublishAsync(first);
        await Engine.PublishAsync(second);
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 2));
        await Server.SetBlockedAsync(true);
        try
        {
            // The broker still takes the one answer by which it learns that the connection publishes.
            await UntilAsync(async () => (await RowAsync(worker, second))?.Answer is not null);
            (await worker.HealthAsync()).Status.Should().Be(HealthStatus.Degraded);
        }
        finally
        {
            await Server.SetBlockedAsync(false);
        }

        var answers = new[] { await Engine.NextAsync(), await Engine.NextAsync() };
        answers.SelectMany(answer => answer.SmsResult.Values).Should().BeEquivalentTo(Ann, Bob);
        await worker.UntilHealthyAsync();
        Twilio.Messages.Should().HaveCount(2);
    }

    private static async Task<AnswerRow?> RowAsync(WorkerHost worker, System.Text.Json.Nodes.JsonObject request) => (await worker.Answers.FindAsync(
        worker.Queue, request["integrationContext"]!["id"]!.GetValue<string>(), string.Empty, Stop)).SingleOrDefault();

    private async Task CloseConnectionsAsync(string name)
    {
        var lines = await Server.ControlAsync("-q", "list_connections", "pid", "client_properties");
        foreach (var line in lines.Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal)))
        {
            await Server.ControlAsync("close_connection", line.Split('\t')[0], "the test says so");
        }
    }
}
