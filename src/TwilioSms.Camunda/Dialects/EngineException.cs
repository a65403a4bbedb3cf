namespace TwilioSms.Camunda.Dialects;

/// <summary>An engine did not do as it was asked.</summary>
internal sealed class EngineException(EngineTrouble trouble, string message, Exception? innerException = null)
    : IOException(message, innerException)
{
    public EngineTrouble Trouble { get; } = trouble;

    /// <summary>How long the engine asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

internal enum EngineTrouble
{
    /// <summary>It cannot be reached, or did not answer with anything of its own.</summary>
    Unreachable,

    /// <summary>It failed over the request, as it would where the next step of the process fails.</summary>
    Failed,

    /// <summary>It has too much to do, and asks for less.</summary>
    Busy,

    /// <summary>It, or whoever gives access tokens, does not accept the credentials.</summary>
    Unauthorized,

    /// <summary>The job is no longer the worker's: its lock ran out, it is done, or its process has ended.</summary>
    Lost,

    /// <summary>It refuses the request as such, and would each time.</summary>
    Refused,
}
