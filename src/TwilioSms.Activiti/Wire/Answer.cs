namespace TwilioSms.Activiti.Wire;

/// <summary>An answer as it is published.</summary>
/// <param name="Kind">Which of the answers it is.</param>
/// <param name="Exchange">Where it goes, which is its routing key as well.</param>
/// <param name="Headers">What the message says beside its body. Nothing of the request's own: by those an engine would route it to nobody.</param>
/// <param name="Body">JSON.</param>
internal sealed record Answer(AnswerKind Kind, string Exchange, IReadOnlyDictionary<string, string> Headers, byte[] Body);

internal enum AnswerKind
{
    /// <summary>Everybody was sent to.</summary>
    Result,

    /// <summary>One of the 30 errors, which a diagram may catch.</summary>
    BpmnError,

    /// <summary>An error for an operator.</summary>
    TechnicalError,
}
