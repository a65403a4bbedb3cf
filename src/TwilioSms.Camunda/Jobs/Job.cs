namespace TwilioSms.Camunda.Jobs;

/// <summary>A job as an engine handed it out.</summary>
/// <param name="Id">What the engine knows it by, the same when it is handed out again.</param>
/// <param name="Retries">How many tries are left, this one included.</param>
/// <param name="ReadInputs">The inputs of the action, a JSON object.</param>
internal sealed record Job(string Id, int Retries, Func<string> ReadInputs)
{
    /// <summary>By which the engine knows this handing-out from a later one; null where it has no such thing.</summary>
    public string? LeaseToken { get; init; }

    /// <summary>The instance of the process that waits for it.</summary>
    public string? ProcessInstance { get; init; }

    /// <summary>The id, without the inputs.</summary>
    public override string ToString() => Id;
}
