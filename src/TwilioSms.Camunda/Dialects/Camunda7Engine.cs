using System.Net;
using System.Text.Json;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Dialects;

/// <summary>Camunda 7 and its descendants: external tasks.</summary>
/// <param name="client">Asks the engine.</param>
/// <param name="options">The settings.</param>
/// <param name="workerId">Whose the locks are. Another worker, and the same one started anew, has another.</param>
internal sealed class Camunda7Engine(EngineClient client, Camunda7WorkerOptions options, string workerId) : IEngine
{
    public const string Api = "engine-rest";

    public string Name => "camunda7";

    public string JobType => options.Topic;

    public async Task<IReadOnlyList<Job>> LeaseAsync(int most, bool wait, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(
            "external-task/fetchAndLock",
            (options, workerId, most, wait),
            static (writer, asked) =>
            {
                var (options, workerId, most, wait) = asked;
                writer.WriteString("workerId", workerId);
                writer.WriteNumber("maxTasks", most);
                writer.WriteBoolean("usePriority", true);
                if (wait)
                {
                    writer.WriteNumber("asyncResponseTimeout", EngineJson.Milliseconds(options.LongPoll));
                }

                writer.WriteStartArray("topics");
                writer.WriteStartObject();
                writer.WriteString("topicName", options.Topic);
                writer.WriteNumber("lockDuration", EngineJson.Milliseconds(options.Lock));
                EngineJson.WriteTexts(writer, "variables", ActionInputs.Names);
                writer.WriteEndObject();
                writer.WriteEndArray();
            },
            wait ? options.LongPoll : TimeSpan.Zero,
            cancellationToken).ConfigureAwait(false);
        return EngineJson.ReadJobs(answer, static root => root, Read);
    }

    public Task ExtendAsync(Job job, CancellationToken cancellationToken) => SendAsync(
        job, "extendLock", options.Lock, static (writer, duration) => writer.WriteNumber("newDuration", EngineJson.Milliseconds(duration)), cancellationToken);

    public Task CompleteAsync(Job job, SendReport report, CancellationToken cancellationToken) =>
        SendAsync(job, "complete", report, WriteResult, cancellationToken);

    public Task ThrowAsync(Job job, ReportedError error, SendReport report, CancellationToken cancellationToken) =>
        SendAsync(job, "bpmnError", (error, report), static (writer, thrown) =>
        {
            writer.WriteString("errorCode", thrown.error.Name);
            writer.WriteString("errorMessage", thrown.error.Message);
            WriteResult(writer, thrown.report);
        }, cancellationToken);

    public Task FailAsync(Job job, int retries, TimeSpan pause, string message, CancellationToken cancellationToken) =>
        SendAsync(job, "failure", (retries, pause, message), static (writer, failure) =>
        {
            writer.WriteString("errorMessage", failure.message);
            writer.WriteNumber("retries", failure.retries);
            writer.WriteNumber("retryTimeout", EngineJson.Milliseconds(failure.pause));
        }, cancellationToken);

    public Task ReleaseAsync(Job job, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Post, PathOf(job, "unlock"), job, static (_, _) => { }, IsLost, cancellationToken);

    // By the number or the token that the process keeps in a variable of that name.
    public Task PublishAsync(ProcessMessage message, CancellationToken cancellationToken) => client.SendAsync(
        HttpMethod.Post,
        "message",
        message,
        static (writer, message) =>
        {
            writer.WriteString("messageName", message.Name);
            writer.WriteStartObject("correlationKeys");
            WriteVariable(writer, "smsCorrelation", "String", message.CorrelationKey);
            writer.WriteEndObject();
            writer.WriteStartObject("processVariables");
            WriteVariable(writer, message.Variable, "Json", message.Value);
            writer.WriteEndObject();
        },
        static _ => false,
        cancellationToken);

    private static void WriteVariable(Utf8JsonWriter writer, string name, string type, string value)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", type);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, SendReport report)
    {
        writer.WriteStartObject("variables");
        if (report.HasResult)
        {
            WriteVariable(writer, ActionInputs.ResultName, "Json", report.WriteSmsResult());
        }

        writer.WriteEndObject();
    }

    private static string PathOf(Job job, string path) => $"external-task/{Uri.EscapeDataString(job.Id)}/{path}";

    private static bool IsLost(HttpStatusCode status) => status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest;

    private Job Read(JsonElement json)
    {
        var variables = json.GetProperty("variables");
        var retries = json.TryGetProperty("retries", out var left) && left.ValueKind == JsonValueKind.Number ? left.GetInt32() : options.Tries;
        return new Job(EngineJson.Key(json, "id"), retries, () => TypedVariables.ToInputs(variables))
        {
            ProcessInstance = json.TryGetProperty("processInstanceId", out var instance) ? instance.GetString() : null,
        };
    }

    private Task SendAsync<TState>(
        Job job, string path, TState state, Action<Utf8JsonWriter, TState> write, CancellationToken cancellationToken) =>
        client.SendAsync(
            HttpMethod.Post,
            PathOf(job, path),
            (workerId, state, write),
            static (writer, sent) =>
            {
                writer.WriteString("workerId", sent.workerId);
                sent.write(writer, sent.state);
            },
            IsLost,
            cancellationToken);
}
