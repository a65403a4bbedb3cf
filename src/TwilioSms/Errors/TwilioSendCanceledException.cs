namespace TwilioSms;

/// <summary>The caller cancelled a send. What had happened by then is not lost.</summary>
public sealed class TwilioSendCanceledException : OperationCanceledException
{
    internal TwilioSendCanceledException(SmsResult result, CancellationToken cancellationToken, Exception? innerException = null)
        : base("The send was cancelled; Result says what had happened to each recipient.", innerException, cancellationToken) =>
        Result = result;

    /// <summary>The outcomes so far: recipients in flight are <see cref="SmsOutcomeState.Unknown"/>, the rest are
    /// <see cref="SmsOutcomeState.NotAttempted"/>. Without outcomes where validation had not yet ended.</summary>
    public SmsResult Result { get; }
}
