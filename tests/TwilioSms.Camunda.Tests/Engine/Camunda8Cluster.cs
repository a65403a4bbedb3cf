using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>Camunda 8 as its OpenAPI description has it: what is not described is refused.</summary>
internal sealed class Camunda8Cluster : StandIn
{
    private static int partitions;

    // Keys begin with the partition, so that those of several tests differ.
    private readonly int partition = Interlocked.Increment(ref partitions);
    private int tokens;

    /// <summary>The secret of the client that may ask for access tokens.</summary>
    public string ClientSecret { get; set; } = "secret";

    /// <summary>How many access tokens were given; only the last counts.</summary>
    public int TokensGiven => tokens;

    protected override string NewId(int number) => (((long)partition << 51) + number).ToString(CultureInfo.InvariantCulture);

    protected override bool IsGuarded(PathString path) => path.StartsWithSegments("/v2");

    protected override Task AnswerBusyAsync(HttpContext context) => ProblemAsync(context, 503, "RESOURCE_EXHAUSTED", "The broker is overloaded.");

    protected override async Task AnswerAsync(HttpContext context, JsonObject? body)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (context.Request.Method, path)
        {
            case ("POST", ["oauth", "token"]):
                await GiveTokenAsync(context);
                break;
            case (_, ["v2", ..]) when body is null:
                await ProblemAsync(context, 400, "Bad Request", "Required request body is missing or no JSON");
                break;
            case ("POST", ["v2", "jobs", "activation"]):
                await ActivateAsync(context, body!);
                break;
            case ("POST", ["v2", "jobs", var key, var command]) when command is "completion" or "failure" or "error":
                await CommandAsync(context, key, command, body!);
                break;
            case ("POST", ["v2", "messages", "publication"]):
                await PublishAsync(context, body!);
                break;
            case ("PATCH", ["v2", "jobs", var key]):
                await UpdateAsync(context, key, body!);
                break;
            default:
                await ProblemAsync(context, 404, "Not Found", "No endpoint");
                break;
        }
    }

    private static async Task ProblemAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.WriteAsync(new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
            ["instance"] = context.Request.Path.Value,
        }.ToJsonString());
    }

    private static async Task<bool> HasOnlyAsync(HttpContext context, JsonObject body, params string[] known)
    {
        if (body.Select(static property => property.Key).FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
        {
            return true;
        }

        await ProblemAsync(context, 400, "Bad Request", $"Request property [{unknown}] cannot be parsed");
        return false;
    }

    private static Dictionary<string, JsonNode?> Fetched(EngineJob job, JsonArray? wanted) => job.Variables
        .Where(variable => wanted is null or { Count: 0 } || wanted.Any(name => name!.GetValue<string>() == variable.Key))
        .ToDictionary(static variable => variable.Key, static variable => variable.Value?.DeepClone());

    private async Task GiveTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_id"] != "worker" || form["client_secret"] != ClientSecret)
        {
            context.Response.StatusCode = 401;
            return;
        }

        Required = string.Create(CultureInfo.InvariantCulture, $"Bearer token-{Interlocked.Increment(ref tokens)}");
        await context.Response.WriteAsJsonAsync(new JsonObject { ["access_token"] = Required[7..], ["expires_in"] = 300, ["token_type"] = "Bearer" });
    }

    private async Task ActivateAsync(HttpContext context, JsonObject body)
    {
        if (!await HasOnlyAsync(
            context, body, "type", "worker", "timeout", "maxJobsToActivate", "fetchVariable", "requestTimeout", "tenantIds", "tenantFilter", "withLease"))
        {
            return;
        }

        if (body["type"] is not { } type || body["timeout"]?.GetValue<long>() is not > 0 || body["maxJobsToActivate"]?.GetValue<int>() is not > 0)
        {
            await ProblemAsync(context, 400, "INVALID_ARGUMENT", "No type, timeout or maxJobsToActivate provided");
            return;
        }

        LastWanted = [.. body["fetchVariable"]?.AsArray().Select(static name => name!.GetValue<string>()) ?? []];
        var wait = body["requestTimeout"]?.GetValue<long>() ?? 0;
        var locked = await LockAsync(
            type.GetValue<string>(),
            body["worker"]?.GetValue<string>() ?? string.Empty,
            body["maxJobsToActivate"]!.GetValue<int>(),
            TimeSpan.FromMilliseconds(body["timeout"]!.GetValue<long>()),
            wait < 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(wait == 0 ? 10_000 : wait),
            context.RequestAborted);
        var answer = new JsonArray();
        foreach (var job in locked)
        {
            job.LeaseToken = body["withLease"]?.GetValue<bool>() == true ? Guid.NewGuid().ToString("N") : null;
            answer.Add(Describe(job, body["fetchVariable"]?.AsArray()));
        }

        await WriteAsync(context, new JsonObject { ["jobs"] = answer });
    }

    // All that the description requires of an activated job.
    private static JsonObject Describe(EngineJob job, JsonArray? wanted) => new()
    {
        ["type"] = job.Type,
        ["processDefinitionId"] = "order-shipped",
        ["processDefinitionVersion"] = 1,
        ["elementId"] = "Task_SendSms",
        ["customHeaders"] = new JsonObject(),
        ["worker"] = job.Worker,
        ["retries"] = job.Retries,
        ["deadline"] = job.LockedUntil.ToUnixTimeMilliseconds(),
        ["variables"] = new JsonObject(Fetched(job, wanted)),
        ["tenantId"] = "<default>",
        ["physicalTenantId"] = "default",
        ["jobKey"] = job.Id,
        ["processInstanceKey"] = "2251799813685200",
        ["processDefinitionKey"] = "2251799813685100",
        ["elementInstanceKey"] = "2251799813685201",
        ["rootProcessInstanceKey"] = null,
        ["kind"] = "BPMN_ELEMENT",
        ["listenerEventType"] = "UNSPECIFIED",
        ["userTask"] = null,
        ["tags"] = new JsonArray(),
        ["businessId"] = null,
        ["priority"] = 0,
        ["leaseToken"] = job.LeaseToken,
    };

    private async Task CommandAsync(HttpContext context, string key, string command, JsonObject body)
    {
        var known = command switch
        {
            "completion" => new[] { "variables", "result", "leaseToken", "businessId" },
            "failure" => ["retries", "errorMessage", "retryBackOff", "variables", "leaseToken"],
            _ => ["errorCode", "errorMessage", "variables", "leaseToken"],
        };
        if (!await HasOnlyAsync(context, body, known) || await FindOwnAsync(context, key, body, isLifecycle: true) is not { } job)
        {
            return;
        }

        var variables = body["variables"]?.DeepClone().AsObject() ?? [];
        switch (command)
        {
            case "completion":
                job.Complete(variables);
                break;
            case "failure":
                job.Fail(
                    body["retries"]?.GetValue<int>() ?? 0, body["retryBackOff"]?.GetValue<long>() ?? 0,
                    body["errorMessage"]?.GetValue<string>() ?? string.Empty, Now);
                break;
            default:
                job.Throw(body["errorCode"]!.GetValue<string>(), body["errorMessage"]?.GetValue<string>(), variables);
                break;
        }

        Wake();
        context.Response.StatusCode = 204;
    }

    private async Task UpdateAsync(HttpContext context, string key, JsonObject body)
    {
        if (!await HasOnlyAsync(context, body, "changeset", "operationReference", "leaseToken")
            || await FindOwnAsync(context, key, body, isLifecycle: false) is not { } job)
        {
            return;
        }

        if (body["changeset"]?["timeout"]?.GetValue<long>() is { } timeout)
        {
            if (job.Worker is null || job.LockedUntil <= Now)
            {
                await ProblemAsync(context, 409, "INVALID_STATE", "The job is not active");
                return;
            }

            job.LockedUntil = Now.AddMilliseconds(timeout);
            job.Extensions++;
        }

        context.Response.StatusCode = 204;
    }

    private async Task PublishAsync(HttpContext context, JsonObject body)
    {
        if (!await HasOnlyAsync(context, body, "name", "correlationKey", "timeToLive", "messageId", "variables", "tenantId", "businessId"))
        {
            return;
        }

        var id = body["messageId"]?.GetValue<string>();
        if (id is not null && Messages.Any(message => message.Id == id))
        {
            await ProblemAsync(context, 409, "ALREADY_EXISTS", "A message with that id was published");
            return;
        }

        Messages.Enqueue((
            body["name"]!.GetValue<string>(), body["correlationKey"]?.GetValue<string>() ?? string.Empty, id, body["variables"]!.DeepClone().AsObject()));
        await WriteAsync(context, new JsonObject { ["messageKey"] = "2251799813685300", ["tenantId"] = "<default>" });
    }

    private async Task<EngineJob?> FindOwnAsync(HttpContext context, string key, JsonObject body, bool isLifecycle)
    {
        if (Find(key) is not { } job || job.State is EngineJobState.Completed)
        {
            await ProblemAsync(context, 404, "NOT_FOUND", "No such job was found");
            return null;
        }

        var token = body["leaseToken"]?.GetValue<string>();
        if (job.State is not EngineJobState.Waiting || (job.LeaseToken is { } lease && (isLifecycle || token is not null) && token != lease))
        {
            await ProblemAsync(context, 409, "INVALID_STATE", "The job is in the wrong state, or another worker has its lease");
            return null;
        }

        return job;
    }
}
