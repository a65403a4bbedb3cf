namespace TwilioSms.Camunda;

/// <summary>The settings of a worker for Camunda 7 and its descendants, CIB seven and Operaton. Each is bound under its own name in the section
/// <c>Camunda7</c>. Without a path the API is at <c>/engine-rest</c>. Requests go through the HTTP client named
/// <c>TwilioSms.Camunda7</c>.</summary>
public sealed class Camunda7WorkerOptions : JobWorkerOptions
{
    /// <summary>The topic of the external tasks; <c>twilio-connector.SEND_SMS</c> by default.</summary>
    public string Topic { get; set; } = TwilioConnector.Describe().Action.Implementation;

    /// <summary>How often a task is tried that does not say itself: such a task has no number of retries until it has failed once. 3 by
    /// default.</summary>
    public int Tries { get; set; } = 3;
}
