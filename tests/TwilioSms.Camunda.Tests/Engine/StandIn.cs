using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>A stand-in for an engine, on a socket: locks that run out, jobs that come again, and a day when nothing works. What its REST API
/// is like is for those who derive from it, each by the engine's own description.</summary>
internal abstract class StandIn : IAsyncDisposable
{
    /// <summary>Stands for a surrogate without its other.</summary>
    public const string HalfCharacter = "HALF-A-CHARACTER";

    private readonly ConcurrentDictionary<string, EngineJob> jobs = new();
    private readonly Lock gate = new();
    private WebApplication? server;
    private int keys;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it is; the same after it was down.</summary>
    public Uri Address { get; private set; } = null!;

    public IReadOnlyCollection<EngineJob> Jobs => [.. jobs.Values];

    /// <summary>What <c>Authorization</c> has to be; null where everybody is let in.</summary>
    public string? Required { get; set; }

    /// <summary>How many requests more are answered that there is too much to do.</summary>
    public int BusyFor;

    /// <summary>How many requests about jobs more are carried out and not answered.</summary>
    public int LoseAnswers;

    /// <summary>Over which requests about jobs the engine fails, by the end of their path.</summary>
    public string? FailsOver { get; set; }

    /// <summary>The variables that the worker asked for last.</summary>
    public IReadOnlyList<string> LastWanted { get; protected set; } = [];

    /// <summary>The messages that processes got: the name, which process, the id where the engine has ids, and the variables.</summary>
    public ConcurrentQueue<(string Name, string Correlation, string? Id, JsonObject Variables)> Messages { get; } = new();

    /// <summary>The requests it had, by method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, Address?.Port ?? 0, static listen => listen.Protocols = HttpProtocols.Http1));
        server = builder.Build();
        server.Run(ServeAsync);
        await server.StartAsync();
        Address = new Uri(server.Urls.First());
        return this;
    }

    /// <summary>Nobody can reach it any more; its jobs stay.</summary>
    public async Task GoDownAsync()
    {
        await server!.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
        server = null;
    }

    /// <summary>A process comes to its service task.</summary>
    public EngineJob Create(JsonObject variables, int? retries = 3, string type = "twilio-connector.SEND_SMS")
    {
        var job = new EngineJob(NewId(Interlocked.Increment(ref keys)), type, variables, retries);
        jobs[job.Id] = job;
        Wake();
        return job;
    }

    /// <summary>A person has a job run again.</summary>
    public void Retry(EngineJob job, JsonObject? variables = null)
    {
        job.Variables = variables ?? job.Variables;
        job.Retry(1);
        Wake();
    }

    /// <summary>The lock of a job runs out before its time.</summary>
    public void ExpireLock(EngineJob job)
    {
        job.LockedUntil = default;
        Wake();
    }

    /// <summary>Nobody has to wait any more before a job is tried again.</summary>
    public void EndPause(EngineJob job)
    {
        job.NotBefore = default;
        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await GoDownAsync();
        }
    }

    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Writes an answer; what processes have of <see cref="HalfCharacter"/> as no writer of JSON would write it.</summary>
    protected static Task WriteAsync(HttpContext context, JsonNode answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString().Replace(HalfCharacter, "\\ud83d", StringComparison.Ordinal));
    }

    protected abstract string NewId(int number);

    /// <summary>Answers a request; a body that cannot be had is null.</summary>
    protected abstract Task AnswerAsync(HttpContext context, JsonObject? body);

    /// <summary>Says in its own words that it has too much to do.</summary>
    protected abstract Task AnswerBusyAsync(HttpContext context);

    protected EngineJob? Find(string id) => jobs.GetValueOrDefault(id);

    /// <summary>Locks jobs of a type for a worker, and waits for one where there is none.</summary>
    protected async Task<List<EngineJob>> LockAsync(string type, string worker, int most, TimeSpan duration, TimeSpan wait, CancellationToken gone)
    {
        var until = Now + wait;
        while (true)
        {
            var change = changed.Task;
            lock (gate)
            {
                var free = jobs.Values
                    .Where(job => job.Type == type && job.State == EngineJobState.Waiting && job.NotBefore <= Now)
                    .Where(job => job.Worker is null || job.LockedUntil <= Now)
                    .Take(most).ToList();
                foreach (var job in free)
                {
                    (job.Worker, job.LockedUntil, job.LeaseToken) = (worker, Now + duration, null);
                    job.Activations++;
                }

                if (free.Count > 0 || Now >= until)
                {
                    return free;
                }
            }

            // Locks run out and pauses end without a call.
            await Task.WhenAny(change, Task.Delay(100, gone));
            gone.ThrowIfCancellationRequested();
        }
    }

    protected void Wake() =>
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task ServeAsync(HttpContext context)
    {
        Requests.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Request.Path}"));
        if (Required is not null && context.Request.Headers.Authorization != Required && IsGuarded(context.Request.Path))
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (Interlocked.Decrement(ref BusyFor) >= 0)
        {
            await AnswerBusyAsync(context);
            return;
        }

        try
        {
            var body = await ReadAsync(context);
            var isAboutJob = !context.Request.Path.Value!.EndsWith("activation", StringComparison.Ordinal)
                && !context.Request.Path.Value.EndsWith("fetchAndLock", StringComparison.Ordinal);
            if (isAboutJob && FailsOver is not null && context.Request.Path.Value.EndsWith(FailsOver, StringComparison.Ordinal))
            {
                context.Response.StatusCode = 500;
                return;
            }

            var isLost = isAboutJob && Interlocked.Decrement(ref LoseAnswers) >= 0;
            await AnswerAsync(context, body);
            if (isLost)
            {
                context.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // The worker left.
        }
    }

    protected virtual bool IsGuarded(PathString path) => true;

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? null : (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))?.AsObject();
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
