namespace TwilioSms.Worker;

/// <summary>The configuration is none that a worker could run with.</summary>
internal sealed class WorkerConfigurationException(string message) : InvalidOperationException(message);
