using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>Camunda 7 as its REST documentation has it.</summary>
internal sealed class Camunda7Server : StandIn
{
    /// <summary>No process waits for a message to this one.</summary>
    public const string Nobody = "nobody";

    protected override string NewId(int number) => Guid.NewGuid().ToString();

    protected override Task AnswerBusyAsync(HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    protected override async Task AnswerAsync(HttpContext context, JsonObject? body)
    {
        switch (context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["engine-rest", "external-task", "fetchAndLock"] when body is not null:
                await FetchAsync(context, body);
                break;
            case ["engine-rest", "message"] when body is not null:
                await CorrelateAsync(context, body);
                break;
            case ["engine-rest", "external-task", var id, "unlock"]:
                await UnlockAsync(context, id);
                break;
            case ["engine-rest", "external-task", var id, var command] when body is not null:
                await CommandAsync(context, id, command, body);
                break;
            default:
                await RefuseAsync(context, 404, "NotFoundException", "HTTP 404 Not Found");
                break;
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new JsonObject { ["type"] = type, ["message"] = message, ["code"] = 0 });
    }

    private async Task FetchAsync(HttpContext context, JsonObject body)
    {
        if (body["workerId"] is not { } worker || body["maxTasks"] is not { } most || body["topics"] is not JsonArray topics)
        {
            await RefuseAsync(context, 400, "InvalidRequestException", "workerId, maxTasks and topics are required");
            return;
        }

        var answer = new JsonArray();
        var wait = body["asyncResponseTimeout"]?.GetValue<long>() ?? 0;
        foreach (var topic in topics)
        {
            var wanted = topic!["variables"]?.AsArray();
            var locked = await LockAsync(
                topic["topicName"]!.GetValue<string>(),
                worker.GetValue<string>(),
                most.GetValue<int>(),
                TimeSpan.FromMilliseconds(topic["lockDuration"]!.GetValue<long>()),
                TimeSpan.FromMilliseconds(wait),
                context.RequestAborted);
            foreach (var job in locked)
            {
                answer.Add(Describe(job, wanted));
            }
        }

        await WriteAsync(context, answer);
    }

    private static JsonObject Describe(EngineJob job, JsonArray? wanted)
    {
        var variables = new JsonObject();
        foreach (var (name, value) in job.Variables.Where(variable => wanted is null || wanted.Any(name => name!.GetValue<string>() == variable.Key)))
        {
            variables[name] = Typed(value);
        }

        return new JsonObject
        {
            ["activityId"] = "Task_SendSms",
            ["activityInstanceId"] = "Task_SendSms:" + job.Id,
            ["errorMessage"] = null,
            ["errorDetails"] = null,
            ["executionId"] = "execution-" + job.Id,
            ["id"] = job.Id,
            ["lockExpirationTime"] = job.LockedUntil.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
            ["processDefinitionId"] = "order-shipped:1:4",
            ["processDefinitionKey"] = "order-shipped",
            ["processDefinitionVersionTag"] = null,
            ["processInstanceId"] = "instance-" + job.Id,
            ["retries"] = job.Retries,
            ["suspended"] = false,
            ["workerId"] = job.Worker,
            ["priority"] = 0,
            ["topicName"] = job.Type,
            ["tenantId"] = null,
            ["businessKey"] = null,
            ["variables"] = variables,
        };
    }

    /// <summary>As the engine types what a process has: texts are strings, structures are Spin's JSON or objects of Java.</summary>
    private static JsonObject Typed(JsonNode? value) => value switch
    {
        null => new JsonObject { ["type"] = "Null", ["value"] = null, ["valueInfo"] = new JsonObject() },
        JsonArray list => new JsonObject
        {
            ["type"] = "Object",
            ["value"] = list.ToJsonString(),
            ["valueInfo"] = new JsonObject { ["objectTypeName"] = "java.util.ArrayList<java.lang.String>", ["serializationDataFormat"] = "application/json" },
        },
        JsonObject map => new JsonObject { ["type"] = "Json", ["value"] = map.ToJsonString(), ["valueInfo"] = new JsonObject() },
        JsonValue number when number.TryGetValue(out int whole) => new JsonObject { ["type"] = "Integer", ["value"] = whole, ["valueInfo"] = new JsonObject() },
        _ => new JsonObject { ["type"] = "String", ["value"] = value.DeepClone(), ["valueInfo"] = new JsonObject() },
    };

    private async Task CommandAsync(HttpContext context, string id, string command, JsonObject body)
    {
        if (Find(id) is not { State: EngineJobState.Waiting } job)
        {
            await RefuseAsync(context, 404, "RestException", "External task with id " + id + " does not exist");
            return;
        }

        if (body["workerId"]?.GetValue<string>() is not { } worker || worker != job.Worker)
        {
            await RefuseAsync(context, 400, "RestException", "External Task " + id + " cannot be handled by worker. It is locked by another.");
            return;
        }

        switch (command)
        {
            case "complete":
                job.Complete(Plain(body["variables"]));
                break;
            case "bpmnError":
                job.Throw(body["errorCode"]!.GetValue<string>(), body["errorMessage"]?.GetValue<string>(), Plain(body["variables"]));
                break;
            case "failure":
                job.Fail(
                    body["retries"]!.GetValue<int>(), body["retryTimeout"]?.GetValue<long>() ?? 0, body["errorMessage"]!.GetValue<string>(), Now);
                break;
            case "extendLock" when job.LockedUntil > Now:
                job.LockedUntil = Now.AddMilliseconds(body["newDuration"]!.GetValue<long>());
                job.Extensions++;
                break;
            default:
                await RefuseAsync(context, 400, "RestException", "Cannot do that, or its lock has expired");
                return;
        }

        Wake();
        context.Response.StatusCode = 204;
    }

    private async Task UnlockAsync(HttpContext context, string id)
    {
        if (Find(id) is not { State: EngineJobState.Waiting } job)
        {
            await RefuseAsync(context, 404, "RestException", "External task with id " + id + " does not exist");
            return;
        }

        job.Worker = null;
        job.Releases++;
        Wake();
        context.Response.StatusCode = 204;
    }

    private async Task CorrelateAsync(HttpContext context, JsonObject body)
    {
        var key = body["correlationKeys"]!["smsCorrelation"]!["value"]!.GetValue<string>();
        if (key == Nobody)
        {
            await RefuseAsync(context, 400, "RestException", "Cannot correlate message: No process definition or execution matches the parameters");
            return;
        }

        Messages.Enqueue((body["messageName"]!.GetValue<string>(), key, null, Plain(body["processVariables"])));
        context.Response.StatusCode = 204;
    }

    /// <summary>What the process has of variables in Camunda's types.</summary>
    private static JsonObject Plain(JsonNode? variables)
    {
        var plain = new JsonObject();
        foreach (var (name, variable) in variables?.AsObject() ?? [])
        {
            plain[name] = string.Equals(variable!["type"]?.GetValue<string>(), "json", StringComparison.OrdinalIgnoreCase)
                ? JsonNode.Parse(variable["value"]!.GetValue<string>())
                : variable["value"]?.DeepClone();
        }

        return plain;
    }
}
