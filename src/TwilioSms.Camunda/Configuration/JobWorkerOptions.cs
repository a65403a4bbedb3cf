namespace TwilioSms.Camunda;

/// <summary>The settings that the workers of all engines have.</summary>
public abstract class JobWorkerOptions
{
    private protected JobWorkerOptions()
    {
    }

    /// <summary>Where the engine is: scheme, host, port and, where the REST API is not at its usual path, the path of it. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>Who signs in with a password; null, the default, for nobody.</summary>
    public string? UserName { get; set; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string? Password { get; set; }

    /// <summary>What the engine calls the worker in its own views; <c>twilio-connector</c> by default.</summary>
    public string WorkerName { get; set; } = "twilio-connector";

    /// <summary>How many jobs are sent at a time; 32 by default.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>How many jobs the worker holds at most, those included that wait until what became of an earlier attempt is known; 64 by
    /// default.</summary>
    public int MaxJobs { get; set; } = 64;

    /// <summary>For how long the engine gives a job to nobody else. It is extended while a send waits; a worker that dies leaves its jobs
    /// locked for as long. It has to be longer than a send can take: twice <see cref="TwilioConnectorOptions.Timeout"/>,
    /// <see cref="TwilioConnectorOptions.MaxRetryTime"/> and <see cref="TwilioConnectorOptions.ListDelay"/>. 10 minutes by default.</summary>
    public TimeSpan Lock { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the engine may hold a request for jobs while there are none; 20 s by default, at most 30 minutes.</summary>
    public TimeSpan LongPoll { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the engine waits before it runs a job again that failed for a reason that passes: twice as long where two more tries
    /// are left, and four times before the last. 30 s by default.</summary>
    public TimeSpan RetryBackoff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The name of the message that processes wait for to hear what became of a message; null, the default, for none.</summary>
    public string? ReportMessage { get; set; }

    /// <summary>The name of the message that processes wait for to hear what somebody wrote; null, the default, for none.</summary>
    public string? ReplyMessage { get; set; }

    /// <summary>What of the configuration could not be read.</summary>
    internal List<string> BindingProblems { get; } = [];

    /// <summary>The name of the type, without the settings: some are secrets.</summary>
    public override string ToString() => GetType().Name;
}
