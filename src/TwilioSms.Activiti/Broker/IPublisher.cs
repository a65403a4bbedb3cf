using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Broker;

/// <summary>Publishes answers.</summary>
internal interface IPublisher
{
    /// <summary>Whether there is a broker to publish to.</summary>
    bool IsOpen { get; }

    /// <summary>Publishes an answer and waits until the broker has it in a queue.</summary>
    /// <returns>Null where it has; else why nobody can be sure of it.</returns>
    Task<string?> TryPublishAsync(Answer answer);
}
