using TwilioSms.Camunda.Dialects;

namespace TwilioSms.Camunda.Diagnostics;

/// <summary>Whether the worker has its engine.</summary>
internal sealed class EngineHealth
{
    private volatile string? trouble = "The engine has not answered yet.";
    private volatile bool isBusy;

    public bool IsConnected => trouble is null;

    /// <summary>Whether the engine asks for less.</summary>
    public bool IsBusy => isBusy;

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Trouble => trouble;

    /// <summary>The engine answered; whether that is news.</summary>
    public bool Connected()
    {
        var isNews = trouble is not null;
        (trouble, isBusy) = (null, false);
        return isNews;
    }

    /// <summary>The engine did not answer as it was asked; whether that is news.</summary>
    public bool Disconnected(EngineException exception)
    {
        var told = exception.Trouble switch
        {
            EngineTrouble.Busy => "The engine has too much to do, and hands out no jobs.",
            EngineTrouble.Unauthorized => $"The engine does not accept the credentials: {exception.Message}.",
            EngineTrouble.Unreachable => $"The engine cannot be reached: {exception.Message}.",
            EngineTrouble.Failed => $"The engine fails: {exception.Message}.",
            _ => $"The engine refuses to hand out jobs: {exception.Message}. Is the address the engine's?",
        };
        var isNews = trouble != told;
        (trouble, isBusy) = (told, exception.Trouble == EngineTrouble.Busy);
        return isNews;
    }
}
