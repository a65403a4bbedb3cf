using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Dialects;

/// <summary>An engine that hands out jobs over HTTP, in its own dialect. Every method throws <see cref="EngineException"/> where the engine does
/// not do as it is asked.</summary>
internal interface IEngine
{
    /// <summary>The name of the dialect, with which the keys of its jobs begin in the ledger: <c>camunda8</c>.</summary>
    string Name { get; }

    /// <summary>What its tasks name: the job type, the topic.</summary>
    string JobType { get; }

    /// <summary>Takes jobs, which are locked from then on.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="wait">Whether to wait for one where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Job>> LeaseAsync(int most, bool wait, CancellationToken cancellationToken);

    /// <summary>Locks a job for the whole of the lock's time once more.</summary>
    Task ExtendAsync(Job job, CancellationToken cancellationToken);

    /// <summary>Everybody was sent to.</summary>
    Task CompleteAsync(Job job, SendReport report, CancellationToken cancellationToken);

    /// <summary>Throws an error that a boundary event may catch.</summary>
    Task ThrowAsync(Job job, ReportedError error, SendReport report, CancellationToken cancellationToken);

    /// <summary>Gives the job back as failed.</summary>
    /// <param name="job">The job.</param>
    /// <param name="retries">How many tries are left; 0 is an incident, for a person.</param>
    /// <param name="pause">How long nobody is to have it.</param>
    /// <param name="message">What the person reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FailAsync(Job job, int retries, TimeSpan pause, string message, CancellationToken cancellationToken);

    /// <summary>Gives a message to whichever process waits for it.</summary>
    Task PublishAsync(ProcessMessage message, CancellationToken cancellationToken);

    /// <summary>Gives the job back as it was taken: nothing was begun.</summary>
    Task ReleaseAsync(Job job, CancellationToken cancellationToken);
}
