using System.Text.Json.Nodes;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>A service task that waits in a stand-in for an engine, and all that was ever said about it.</summary>
internal sealed class EngineJob(string id, string type, JsonObject variables, int? retries)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public string Type => type;

    public JsonObject Variables { get; set; } = variables;

    /// <summary>How many tries are left; null where nobody has said yet.</summary>
    public int? Retries { get; set; } = retries;

    public EngineJobState State { get; private set; }

    /// <summary>Whose it is, as long as <see cref="LockedUntil"/>.</summary>
    public string? Worker { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>What the worker that has it now knows it by, where it asked for that.</summary>
    public string? LeaseToken { get; set; }

    /// <summary>Before that nobody gets it.</summary>
    public DateTimeOffset NotBefore { get; set; }

    public int Activations { get; set; }

    public int Extensions { get; set; }

    public int Releases { get; set; }

    /// <summary>The failures with the tries left, the pause in milliseconds, and what an operator reads.</summary>
    public List<(int Retries, long Pause, string Message)> Failures { get; } = [];

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>What came with its end, as plain JSON.</summary>
    public JsonObject Output { get; private set; } = [];

    /// <summary>How often it was said to be at its end.</summary>
    public int Ends { get; private set; }

    public void Complete(JsonObject output) => End(EngineJobState.Completed, output);

    public void Throw(string code, string? message, JsonObject output)
    {
        (ErrorCode, ErrorMessage) = (code, message);
        End(EngineJobState.ErrorThrown, output);
    }

    public void Fail(int left, long pause, string message, DateTimeOffset now)
    {
        Failures.Add((left, pause, message));
        Retries = left;
        (Worker, LeaseToken) = (null, null);
        if (left <= 0)
        {
            End(EngineJobState.Incident, []);
        }
        else
        {
            NotBefore = now.AddMilliseconds(pause);
        }
    }

    /// <summary>A person has it run again.</summary>
    public void Retry(int left)
    {
        (State, Retries, Worker, NotBefore) = (EngineJobState.Waiting, left, null, default);
    }

    /// <summary>Waits for its end, which is an incident too.</summary>
    public Task EndedAsync() => ended.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

    private void End(EngineJobState state, JsonObject output)
    {
        (State, Output, Worker) = (state, output, null);
        Ends++;
        ended.TrySetResult();
    }
}

internal enum EngineJobState
{
    Waiting,
    Completed,
    ErrorThrown,
    Incident,
}
