namespace TwilioSms;

/// <summary>What an <see cref="IAnswerLedger"/> knows of one request of a process engine.</summary>
public sealed record AnswerRow
{
    /// <summary>Whose request it is: the queue it came by.</summary>
    public required string Queue { get; init; }

    /// <summary>The id of the request, which is the engine's.</summary>
    public required string Request { get; init; }

    /// <summary>The execution that makes it. One that is made again has another id and the same execution.</summary>
    public required string Execution { get; init; }

    /// <summary>The idempotency key that it is sent under: the id of the first request of the execution since one was finished.</summary>
    public required string Key { get; init; }

    /// <summary>Whether everybody was sent to: the next request of the execution is a new send.</summary>
    public bool IsFinished { get; init; }

    /// <summary>What is owed to the engine, in the words of whoever wrote it, without text or metadata of the message; null once the engine
    /// has it.</summary>
    public string? Answer { get; init; }

    /// <summary>How long after it is written the answer is due.</summary>
    public TimeSpan DueAfter { get; init; }

    /// <summary>When the row was written, by the clock of whoever wrote it.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>The queue and the request, without the answer.</summary>
    public override string ToString() => $"{Queue}/{Request}: {(Answer is null ? "answered" : "owed")}";
}
