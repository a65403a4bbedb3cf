using System.Globalization;
using System.Net;
using System.Text.Json;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Dialects;

/// <summary>Camunda 8: the Orchestration Cluster API, version 2.</summary>
internal sealed class Camunda8Engine(EngineClient client, Camunda8WorkerOptions options) : IEngine
{
    public const string Api = "v2";

    public string Name => "camunda8";

    public string JobType => options.JobType;

    public async Task<IReadOnlyList<Job>> LeaseAsync(int most, bool wait, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(
            "jobs/activation",
            (options, most, wait),
            static (writer, asked) =>
            {
                var (options, most, wait) = asked;
                writer.WriteString("type", options.JobType);
                writer.WriteString("worker", options.WorkerName);
                writer.WriteNumber("timeout", EngineJson.Milliseconds(options.Lock));
                writer.WriteNumber("maxJobsToActivate", most);
                writer.WriteNumber("requestTimeout", wait ? EngineJson.Milliseconds(options.LongPoll) : -1);
                EngineJson.WriteTexts(writer, "fetchVariable", ActionInputs.Names);
                if (options.TenantIds.Count > 0)
                {
                    EngineJson.WriteTexts(writer, "tenantIds", options.TenantIds);
                }

                if (options.UseLeases)
                {
                    writer.WriteBoolean("withLease", true);
                }
            },
            wait ? options.LongPoll : TimeSpan.Zero,
            cancellationToken).ConfigureAwait(false);
        return EngineJson.ReadJobs(answer, static root => root.GetProperty("jobs"), Read);
    }

    public Task ExtendAsync(Job job, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, job, string.Empty, options.Lock, static (writer, duration) =>
        {
            writer.WriteStartObject("changeset");
            writer.WriteNumber("timeout", EngineJson.Milliseconds(duration));
            writer.WriteEndObject();
        }, cancellationToken);

    public Task CompleteAsync(Job job, SendReport report, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, job, "/completion", report, WriteResult, cancellationToken);

    public Task ThrowAsync(Job job, ReportedError error, SendReport report, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, job, "/error", (error, report), static (writer, thrown) =>
        {
            writer.WriteString("errorCode", thrown.error.Name);
            writer.WriteString("errorMessage", thrown.error.Message);
            WriteResult(writer, thrown.report);
        }, cancellationToken);

    public Task FailAsync(Job job, int retries, TimeSpan pause, string message, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, job, "/failure", (retries, pause, message), static (writer, failure) =>
        {
            writer.WriteNumber("retries", failure.retries);
            writer.WriteNumber("retryBackOff", EngineJson.Milliseconds(failure.pause));
            writer.WriteString("errorMessage", failure.message);
        }, cancellationToken);

    public Task ReleaseAsync(Job job, CancellationToken cancellationToken) =>
        FailAsync(job, job.Retries, TimeSpan.Zero, "The worker stopped before it began; nothing was sent.", cancellationToken);

    public async Task PublishAsync(ProcessMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(
                HttpMethod.Post,
                "messages/publication",
                (message, options),
                static (writer, sent) =>
                {
                    writer.WriteString("name", sent.message.Name);
                    writer.WriteString("correlationKey", sent.message.CorrelationKey);
                    writer.WriteNumber("timeToLive", EngineJson.Milliseconds(sent.options.MessageTimeToLive));
                    writer.WriteString("messageId", sent.message.Id);
                    writer.WriteStartObject("variables");
                    writer.WritePropertyName(sent.message.Variable);
                    writer.WriteRawValue(sent.message.Value);
                    writer.WriteEndObject();
                    if (sent.options.TenantIds is [var tenant])
                    {
                        writer.WriteString("tenantId", tenant);
                    }
                },
                static status => status == HttpStatusCode.Conflict,
                cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception) when (exception.Trouble == EngineTrouble.Lost)
        {
            // The cluster has it already.
        }
    }

    private static Job Read(JsonElement json)
    {
        var variables = json.GetProperty("variables");
        return new Job(EngineJson.Key(json, "jobKey"), json.GetProperty("retries").GetInt32(), variables.GetRawText)
        {
            LeaseToken = json.TryGetProperty("leaseToken", out var lease) ? lease.GetString() : null,
            ProcessInstance = EngineJson.Key(json, "processInstanceKey"),
        };
    }

    private static void WriteResult(Utf8JsonWriter writer, SendReport report)
    {
        writer.WriteStartObject("variables");
        if (report.HasResult)
        {
            writer.WritePropertyName(ActionInputs.ResultName);
            writer.WriteRawValue(report.WriteSmsResult());
        }

        writer.WriteEndObject();
    }

    private Task SendAsync<TState>(
        HttpMethod method, Job job, string path, TState state, Action<Utf8JsonWriter, TState> write, CancellationToken cancellationToken) =>
        client.SendAsync(
            method,
            string.Create(CultureInfo.InvariantCulture, $"jobs/{Uri.EscapeDataString(job.Id)}{path}"),
            (job, state, write),
            static (writer, sent) =>
            {
                sent.write(writer, sent.state);
                if (sent.job.LeaseToken is { } lease)
                {
                    writer.WriteString("leaseToken", lease);
                }
            },
            static status => status is HttpStatusCode.NotFound or HttpStatusCode.Conflict,
            cancellationToken);
}
